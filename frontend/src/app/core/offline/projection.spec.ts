import type { Command, CommandKind } from './command';
import type { FieldJobFragment } from './day-pack.generated';
import { may, nextStep, projected } from './projection';

const ASKED = '2026-11-21T12:00:00.000Z';
const job = { id: 'j', status: 'SCHEDULED', checklist: [{ id: 'a', text: 'Puissance', done: false }] } as unknown as FieldJobFragment;
let seq = 0;
const did = (kind: CommandKind, more: Partial<Command> = {}): Command => ({ commandId: String(++seq), seq, kind, payload: { jobId: 'j' }, occurredAt: `2026-11-21T13:${String(seq).padStart(2, '0')}:00.000Z`, ...more });
const answered = (result: 'APPLIED' | 'CONFLICT', answeredAt: string): Partial<Command> => ({ answeredAt, answer: { commandId: '', seq: 0, result, problem: null } });

describe('a visit as the technician left it', () => {
  it('follows what was done without signal', () => {
    const seen = projected(job, [did('job.travel'), did('job.arrive'), did('job.tick', { payload: { jobId: 'j', done: { a: true } } }), did('job.complete', { payload: { jobId: 'j', outcome: 'Fait.' } })], ASKED);
    expect(seen).toMatchObject({ status: 'COMPLETED', outcome: 'Fait.', checklist: [{ done: true }] });
    expect(job.status).toBe('SCHEDULED');
  });

  it('is of the sort, and as urgent, as was said last', () => {
    const said = (jobKind: string, priority: string) => did('job.classify', { payload: { jobId: 'j', jobKind, priority } });
    expect(projected(job, [said('SWAP', 'LOW'), said('MOVE', 'URGENT')], ASKED)).toMatchObject({ kind: 'MOVE', priority: 'URGENT', status: 'SCHEDULED' });
  });

  it('leaves out what belongs to another visit, was refused, or is already in what the server told', () => {
    expect(projected(job, [did('job.travel', { payload: { jobId: 'k' } }), did('job.travel', answered('CONFLICT', '2026-11-21T13:00:00Z')), did('job.travel', answered('APPLIED', '2026-11-21T11:59:00.000Z'))], ASKED).status).toBe('SCHEDULED');
  });

  it('keeps what was answered after the server was last asked', () => {
    expect(projected(job, [did('job.travel', answered('APPLIED', '2026-11-21T12:00:01.000Z'))], ASKED).status).toBe('EN_ROUTE');
  });

  it('shows the devices that were brought, taken away and swapped', () => {
    const place = { ...job, location: { devices: [{ id: 'old', serial: 'A' }] } } as unknown as FieldJobFragment;
    const serials = (...commands: Command[]) => projected(place, commands, ASKED).location!.devices.map(({ serial }) => serial);
    expect(serials(did('device.link', { payload: { jobId: 'j', device: { id: 'new', serial: 'B' } } }))).toEqual(['A', 'B']);
    expect(serials(did('device.swap', { payload: { jobId: 'j', oldId: 'old', device: { id: 'new', serial: 'B' } } }))).toEqual(['B']);
    expect(serials(did('device.unlink', { payload: { jobId: 'j', deviceId: 'old' } }))).toEqual([]);
  });

  it('does not step where no step leads', () => {
    expect(projected(job, [did('job.complete')], ASKED).status).toBe('SCHEDULED');
  });
});

it.each([
  ['SCHEDULED', 'job.travel'], ['EN_ROUTE', 'job.arrive'], ['PAUSED', 'job.arrive'], ['ON_SITE', 'job.complete'], ['COMPLETED', null], ['CANCELLED', null],
] as const)('after %s comes %s', (status, step) => {
  expect(nextStep(status)).toBe(step);
  if (step) expect(may(status, step)).toBe(true);
});
