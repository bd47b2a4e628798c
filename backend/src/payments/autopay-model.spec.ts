import fc from 'fast-check';
import { addDays, instantOf } from '@demarc/time';
import { AutopayStatus } from './autopay.entity.js';
import { dutiesAt } from './autopay-clock.js';
import { afterFailure, planFor, type Candidate } from './autopay-plan.js';
import { chargeOnce, type ChargeOrder, type ChargePorts } from './autopay-steps.js';
import { chargeVerdict, type ChargeClaim } from './autopay-verdict.js';

class Crash extends Error {}

/** The processor: does what it is asked once for each key, and tells of it as often and as late as it likes. */
class Processor {
  readonly made = new Map<string, ChargeClaim>();
  taken = 0;

  constructor(private readonly answer: () => 'paid' | 'processing' | 'failed') {}

  ask({ id, tenantId, customerId, amount, currency }: ChargeOrder): ChargeClaim {
    const known = this.made.get(id);
    if (known) return known;
    const news = this.answer();
    const claim: ChargeClaim = { chargeId: id, tenantId, customerId, amount, currency, intentId: `pi_${id}`, news, failure: news === 'failed' ? 'insufficient_funds' : null };
    if (news === 'paid') this.taken += amount;
    this.made.set(id, claim);
    return claim;
  }

  /** The bank's late word on a debit. */
  settle(id: string, ok: boolean): void {
    const claim = this.made.get(id);
    if (claim?.news !== 'processing') return;
    if (ok) this.taken += claim.amount;
    this.made.set(id, { ...claim, news: ok ? 'paid' : 'failed', failure: ok ? null : 'insufficient_funds' });
  }
}

/** Our rows: every change is a commit, whole or not at all. */
class Books {
  readonly row = { id: 'a', tenantId: 't', customerId: 'c', amount: 9193, currency: 'CAD', status: AutopayStatus.PLANNED as AutopayStatus };
  readonly booked = new Map<string, number>();
  pages = 0;

  begin(): ChargeOrder | 'pages' | null {
    if (this.row.status === AutopayStatus.CHARGING) return this.order(true);
    if (this.row.status !== AutopayStatus.PLANNED) return null;
    if (this.pages > 0) return 'pages';
    this.row.status = AutopayStatus.CHARGING;
    return this.order(false);
  }

  keep(claim: ChargeClaim): void {
    const verdict = chargeVerdict(this.row, claim);
    if (verdict.kind === 'settle') {
      if (!this.booked.has(claim.intentId!)) this.booked.set(claim.intentId!, claim.amount);
      this.row.status = AutopayStatus.SUCCEEDED;
    }
    if (verdict.kind === 'wait') this.row.status = AutopayStatus.PROCESSING;
    if (verdict.kind === 'fail') this.row.status = AutopayStatus.FAILED;
  }

  skip(): void {
    if (this.row.status === AutopayStatus.PLANNED) this.row.status = AutopayStatus.SKIPPED;
  }

  private order(again: boolean): ChargeOrder {
    return { ...this.row, stripeCustomerId: 'cus', stripeMethodId: 'pm', claimedAt: new Date(0), again };
  }
}

/** What else may happen at any moment. */
type Act = 'work' | 'news' | 'forged' | 'settle-ok' | 'settle-bad' | 'page';

interface Schedule {
  readonly answer: 'paid' | 'processing' | 'failed';
  /** For each run of the worker, after how many steps it dies; beyond the last step it lives. */
  readonly deaths: readonly number[];
  /** Whether it dies before the step takes effect, or after. */
  readonly after: readonly boolean[];
  readonly acts: readonly Act[];
}

/** Lives through a schedule; at its end everything that was left lying is taken up, as the product does every five minutes. */
async function live(schedule: Schedule): Promise<{ books: Books; processor: Processor }> {
  const books = new Books();
  const processor = new Processor(() => schedule.answer);
  let runs = 0;
  const worker = async (dies: number, after: boolean): Promise<void> => {
    let step = 0;
    const at = async <T>(effect: () => T): Promise<T> => {
      const isLast = step++ === dies;
      if (isLast && !after) throw new Crash();
      const result = effect();
      if (isLast) throw new Crash();
      return result;
    };
    const ports: ChargePorts = {
      begin: () => at(() => books.begin()),
      closePages: () => at(() => {
        books.pages = 0;
        return true;
      }),
      skip: () => at(() => books.skip()),
      find: ({ id }) => at(() => processor.made.get(id) ?? null),
      ask: (order) => at(() => processor.ask(order)),
      keep: (claim) => at(() => books.keep(claim)),
    };
    await chargeOnce(ports).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
  };
  const news = (): void => {
    const claim = processor.made.get(books.row.id);
    if (claim) books.keep(claim);
  };
  const acts: Readonly<Record<Act, () => unknown>> = {
    work: () => {
      const run = runs++;
      return worker(schedule.deaths[run] ?? 99, schedule.after[run] ?? false);
    },
    news,
    forged: () => books.keep({ chargeId: 'a', tenantId: 't', customerId: 'c', amount: 1, currency: 'cad', intentId: 'pi_forged', news: 'paid', failure: null }),
    'settle-ok': () => processor.settle(books.row.id, true),
    'settle-bad': () => processor.settle(books.row.id, false),
    page: () => books.row.status === AutopayStatus.PLANNED && books.pages++,
  };
  for (const act of schedule.acts) await acts[act]();
  for (let n = 0; n < 3; n++) await worker(99, false);
  processor.settle(books.row.id, true);
  news();
  return { books, processor };
}

const schedules = fc.record<Schedule>({
  answer: fc.constantFrom('paid', 'processing', 'failed'),
  deaths: fc.array(fc.nat(8), { maxLength: 8 }),
  after: fc.array(fc.boolean(), { maxLength: 8 }),
  acts: fc.array(fc.constantFrom<Act>('work', 'news', 'forged', 'settle-ok', 'settle-bad', 'page'), { maxLength: 14 }),
});

describe('an automatic payment', () => {
  it('is made exactly once and forgotten never, wherever its worker dies and in whatever order news comes: 20,000 schedules', async () => {
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        const { books, processor } = await live(schedule);
        const booked = [...books.booked.values()].reduce((total, amount) => total + amount, 0);
        expect({ booked, times: books.booked.size, status: books.row.status }).toEqual({
          booked: processor.taken, times: processor.taken / 9193,
          status: processor.taken ? AutopayStatus.SUCCEEDED : AutopayStatus.FAILED,
        });
        expect(processor.taken).toBeLessThanOrEqual(9193);
      }),
      { numRuns: 20_000 },
    );
  }, 60_000);

  it('dies at every step in turn, before and after its effect, twice over', async () => {
    for (const answer of ['paid', 'processing', 'failed'] as const)
      for (let first = 0; first < 8; first++) for (let second = 0; second < 8; second++) for (const after of [[true, true], [true, false], [false, true], [false, false]]) {
        const { books, processor } = await live({ answer, deaths: [first, second], after, acts: ['page', 'work', 'news', 'work'] });
        expect([...books.booked.values()]).toEqual(processor.taken ? [9193] : []);
      }
  });
});

describe('six o’clock', () => {
  const zones = ['America/St_Johns', 'America/Toronto', 'America/Vancouver', 'Australia/Lord_Howe'];

  it.each(zones)('comes once a day in %s through a leap year, both nights of the clock too, and never early', (zone) => {
    const started: string[] = [];
    const listed: string[] = [];
    for (let at = Date.UTC(2027, 11, 30, 0); at < Date.UTC(2029, 0, 2); at += 15 * 60_000) {
      const now = new Date(at);
      const { rehearse, charge } = dutiesAt(now, zone);
      if (charge && started.at(-1) !== charge) {
        started.push(charge);
        expect([charge, now.getTime() >= instantOf(charge, 360, zone).getTime(), now.getTime() - instantOf(charge, 360, zone).getTime() < 15 * 60_000 || started.length === 1]).toEqual([charge, true, true]);
      }
      if (listed.at(-1) !== rehearse) listed.push(rehearse);
    }
    for (const days of [started, listed]) {
      expect(new Set(days).size).toBe(days.length);
      for (let i = 1; i < days.length; i++) expect(days[i]).toBe(addDays(days[i - 1]!, 1));
    }
    expect(started).toContain('2028-02-29');
  });
});

describe('who is asked', () => {
  const due = [{ id: 'i1', balance: 9193, currency: 'CAD' }];
  const someone: Candidate = { customerId: 'c', currency: 'CAD', savedMethodId: 'm', expiresOn: '2030-01', due, paid: [9193, 9193, 9000], last: null };

  it.each<[string, string | null, Partial<Candidate>]>([
    ['what is usual', null, {}],
    ['much more than usual', 'MUCH_MORE_THAN_USUAL', { paid: [4000, 4100, 4000] }],
    ['a little more', null, { paid: [8000, 8000] }],
    ['a large first amount', 'LARGE_FIRST_TIME', { paid: [], due: [{ id: 'i', balance: 50_001, currency: 'CAD' }] }],
    ['a card that has ended', 'METHOD_EXPIRED', { expiresOn: '2027-02' }],
    ['a card in its last month', null, { expiresOn: '2027-03' }],
    ['another currency', 'CURRENCY_DIFFERS', { due: [{ id: 'i', balance: 9193, currency: 'USD' }] }],
  ])('%s is held for: %s', (_what, reason, more) => expect(planFor({ ...someone, ...more }, '2027-03-14')?.holdReason).toBe(reason));

  it('nobody who owes nothing, or whose bank is still deciding', () => {
    expect(planFor({ ...someone, due: [] }, '2027-03-14')).toBeNull();
    for (const status of [AutopayStatus.CHARGING, AutopayStatus.PROCESSING]) expect(planFor({ ...someone, last: { day: '2027-03-10', status, holdReason: null, attempt: 1, nextTryOn: null, invoiceIds: ['i1'] } }, '2027-03-14')).toBeNull();
  });

  it('a debt that was refused: on the policy’s days, and after the last one only with a newer invoice', () => {
    let day = '2027-03-14';
    const days: string[] = [];
    for (let attempt = 1; ; attempt++) {
      const { nextTryOn } = afterFailure('insufficient_funds', { day, attempt }, [3, 5, 7]);
      if (!nextTryOn) {
        const last = { day, status: AutopayStatus.FAILED, holdReason: null, attempt, nextTryOn, invoiceIds: ['i1'] };
        expect(planFor({ ...someone, last }, addDays(day, 9))).toBeNull();
        expect(planFor({ ...someone, due: [...due, { id: 'i2', balance: 1, currency: 'CAD' }], last }, addDays(day, 9))?.attempt).toBe(1);
        break;
      }
      const last = { day, status: AutopayStatus.FAILED, holdReason: null, attempt, nextTryOn, invoiceIds: ['i1'] };
      expect(planFor({ ...someone, last }, addDays(nextTryOn, -1))).toBeNull();
      expect(planFor({ ...someone, last }, nextTryOn)?.attempt).toBe(attempt + 1);
      days.push((day = nextTryOn));
    }
    expect(days).toEqual(['2027-03-17', '2027-03-19', '2027-03-21']);
    expect(afterFailure('lost_card', { day, attempt: 1 }, [3])).toEqual({ nextTryOn: null, stops: true });
    expect(afterFailure('authentication_required', { day, attempt: 1 }, [3])).toEqual({ nextTryOn: null, stops: false });
  });
});

describe('news about an attempt', () => {
  const own = { id: 'a', tenantId: 't', customerId: 'c', amount: 9193, currency: 'CAD', status: AutopayStatus.CHARGING };
  const claim: ChargeClaim = { chargeId: 'a', tenantId: 't', customerId: 'c', amount: 9193, currency: 'cad', intentId: 'pi', news: 'paid', failure: null };

  it.each<[string, Partial<ChargeClaim>]>([['attempt', { chargeId: 'b' }], ['tenant', { tenantId: 'u' }], ['customer', { customerId: 'd' }], ['amount', { amount: 1 }], ['currency', { currency: 'usd' }]])('of another %s changes nothing', (what, more) =>
    expect(chargeVerdict(own, { ...claim, ...more })).toEqual({ kind: 'nothing', why: `differs from our attempt: ${what}` }));

  it('what is paid stays paid, and money that came is booked whatever was believed', () => {
    expect(chargeVerdict({ ...own, status: AutopayStatus.SUCCEEDED }, { ...claim, news: 'failed' }).kind).toBe('nothing');
    for (const status of Object.values(AutopayStatus).filter((status) => status !== AutopayStatus.SUCCEEDED)) expect(chargeVerdict({ ...own, status }, claim).kind).toBe('settle');
  });
});
