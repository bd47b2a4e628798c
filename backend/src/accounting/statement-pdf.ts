import { formatMoney, type Money } from '@demarc/money';
import type { LedgerKind } from '../ledger/ledger.entity.js';
import type { PaymentMethod } from '../payments/payment.entity.js';
import type { Locale } from '../platform/caller.js';
import { drawFoot, drawHead, drawOnline, drawTotal, type Recipient, type Sender } from '../platform/paper/letterhead.js';
import { paperDay } from '../platform/paper/printable.js';
import { BOTTOM, LEFT, QUIET, Sheet, TOP } from '../platform/paper/sheet.js';
import { statementWords } from './statement-words.js';

/** A customer's account between two days, as it is read from the books. */
export interface StatementFacts {
  readonly opening: Money;
  readonly closing: Money;
  readonly lines: readonly { readonly day: string; readonly kind: LedgerKind; readonly method: PaymentMethod | null; readonly reference: string; readonly amount: Money; readonly balance: Money }[];
}

/** Everything that stands on the paper. */
export interface StatementPaper extends StatementFacts {
  readonly locale: Locale;
  readonly provider: Sender;
  readonly customer: Recipient;
  readonly from: string;
  readonly to: string;
  readonly madeOn: string;
  /** Where the portal takes payments, behind the QR code. */
  readonly link: string;
}

const WHAT_AT = 108;
const REFERENCE_AT = 262;
const CHARGED_AT = 350;
const PAID_AT = 430;
const BALANCE_AT = 505;
const COLUMN = 57;

/** Draws a statement on Letter paper: what was owed, what moved, what is owed. */
export function statementPdf(paper: StatementPaper): Promise<Buffer> {
  const { locale, provider, customer, from, to } = paper;
  const words = statementWords(locale);
  const sheet = new Sheet({ title: `${words.statement} ${customer.number} ${from} – ${to}`, author: provider.legalName, locale });
  let y = drawHead(sheet, {
    sender: provider, recipient: customer, to: words.to, title: words.statement,
    facts: [[words.period, paperDay(from, locale)], ['', `– ${paperDay(to, locale)}`], [words.date, paperDay(paper.madeOn, locale)], [words.customer, customer.number]],
  });
  y = sums(sheet, paper, y);
  y = table(sheet, paper, y);
  if (y + 34 > BOTTOM) y = nextPage(sheet, paper);
  const { amount, currency } = paper.closing;
  y = drawTotal(sheet, y, provider.colour, amount < 0 ? words.inCredit : words.closing, formatMoney({ amount: Math.abs(amount), currency }, locale));
  if (amount > 0) drawOnline(sheet, y, { heading: words.payOnline, text: words.payText, link: paper.link, colour: provider.colour, memo: '', nextPage: () => nextPage(sheet, paper) });
  return sheet.finish((page, of) => drawFoot(sheet, provider, `${words.page} ${page} ${words.of} ${of}`));
}

/** How the two balances hang together, in one row. */
function sums(sheet: Sheet, paper: StatementPaper, y: number): number {
  const words = statementWords(paper.locale);
  const { currency } = paper.opening;
  const all = (sign: 1 | -1): Money => ({ amount: paper.lines.reduce((sum, { amount }) => sum + Math.max(0, sign * amount.amount), 0), currency });
  const figures: readonly (readonly [string, string])[] = [[words.opening, formatMoney(paper.opening, paper.locale)], [words.allCharged, `+ ${formatMoney(all(1), paper.locale)}`], [words.allPaid, `– ${formatMoney(all(-1), paper.locale)}`], [words.closing, formatMoney(paper.closing, paper.locale)]];
  figures.forEach(([name, value], i) => {
    sheet.say(name, LEFT + i * 130, y, { colour: QUIET, width: 126 });
    sheet.say(value, LEFT + i * 130, y + 15, { bold: true, size: 12, width: 126 });
  });
  return y + 48;
}

function tableHead(sheet: Sheet, paper: StatementPaper, y: number): number {
  const words = statementWords(paper.locale);
  const quiet = { colour: QUIET, size: 9 };
  sheet.say(words.day, LEFT, y, quiet);
  sheet.say(words.what, WHAT_AT, y, quiet);
  sheet.say(words.reference, REFERENCE_AT, y, quiet);
  sheet.say(words.charged, CHARGED_AT, y, { ...quiet, width: COLUMN, end: true });
  sheet.say(words.paid, PAID_AT - 20, y, { ...quiet, width: COLUMN + 20, end: true });
  sheet.say(words.balance, BALANCE_AT, y, { ...quiet, width: COLUMN, end: true });
  sheet.rule(y + 15);
  return y + 22;
}

function table(sheet: Sheet, paper: StatementPaper, from: number): number {
  const { locale, lines } = paper;
  const words = statementWords(locale);
  let y = tableHead(sheet, paper, from);
  if (!lines.length) sheet.say(words.nothing, LEFT, y, { colour: QUIET });
  for (const { day, kind, method, reference, amount, balance } of lines) {
    const how = method && kind === 'PAYMENT_RECEIVED' ? words.methods[method] : '';
    const what = { size: 9, width: REFERENCE_AT - WHAT_AT - 8 };
    const name = [words.kinds[kind], how].filter(Boolean).join(' · ');
    const height = Math.max(sheet.heightOf(name, what), sheet.heightOf(reference, { size: 9, width: CHARGED_AT - REFERENCE_AT - 6 })) + 9;
    if (y + height > BOTTOM) y = tableHead(sheet, paper, nextPage(sheet, paper));
    const absolute = formatMoney({ ...amount, amount: Math.abs(amount.amount) }, locale);
    sheet.say(day, LEFT, y, { size: 9 });
    sheet.say(name, WHAT_AT, y, what);
    sheet.say(reference, REFERENCE_AT, y, { size: 9, width: CHARGED_AT - REFERENCE_AT - 6 });
    sheet.say(absolute, amount.amount > 0 ? CHARGED_AT : PAID_AT, y, { size: 9, width: COLUMN, end: true });
    sheet.say(formatMoney(balance, locale), BALANCE_AT, y, { size: 9, width: COLUMN, end: true });
    y += height;
    sheet.rule(y - 4);
  }
  return y + (lines.length ? 6 : 24);
}

function nextPage(sheet: Sheet, paper: StatementPaper): number {
  const words = statementWords(paper.locale);
  sheet.nextPage();
  sheet.say(`${words.statement} ${paper.customer.number} (${words.continued})`, LEFT, TOP, { bold: true });
  return TOP + 28;
}
