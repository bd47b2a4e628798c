import { BOTTOM, FOOT, LEFT, QUIET, RIGHT, TOP, type Sheet } from './sheet.js';

/** Whose paper it is. */
export interface Sender {
  readonly name: string;
  readonly legalName: string;
  readonly colour: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly footer: string;
  readonly logo?: Buffer | null;
}

/** Whom it is for. */
export interface Recipient {
  readonly name: string;
  readonly number: string;
  readonly address: readonly string[];
}

/** What stands at the top of a paper. */
export interface Letterhead {
  readonly sender: Sender;
  readonly recipient: Recipient;
  /** What the recipient is called, such as “Billed to”. */
  readonly to: string;
  readonly title: string;
  /** A word under the title, such as PAID. */
  readonly stamp?: { readonly text: string; readonly colour: string };
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** The room of the sender's logo, which stands where its name would. */
const LOGO_WIDTH = 190;
const LOGO_HEIGHT = 34;

/** Draws the top of the first page; answers where the text may begin. */
export function drawHead(sheet: Sheet, { sender, recipient, to, title, stamp, facts }: Letterhead): number {
  // A name that would take a second line is set small, so that it stays above what follows.
  const isLong = sheet.widthOf(sender.name, { size: 20, bold: true }) > 280;
  sheet.box(0, 0, 612, 6, sender.colour);
  if (sender.logo) sheet.picture(sender.logo, LEFT, TOP - 8, LOGO_WIDTH, LOGO_HEIGHT);
  else sheet.say(sender.name, LEFT, TOP, { size: isLong ? 11 : 20, bold: true, colour: sender.colour, width: 280, height: 28 });
  sheet.say([sender.phone, sender.email].filter(Boolean).join(' · '), LEFT, TOP + (isLong ? 31 : 27), { colour: QUIET, width: 300 });
  sheet.say(title, 320, TOP, { size: 20, bold: true, width: RIGHT - 320, end: true });
  if (stamp) sheet.say(stamp.text.toUpperCase(), 350, TOP + 27, { bold: true, colour: stamp.colour, width: RIGHT - 350, end: true });
  facts.forEach(([name, value], i) => {
    sheet.say(name, 350, 112 + i * 16, { colour: QUIET, width: 80 });
    sheet.say(value, 420, 112 + i * 16, { width: RIGHT - 420, end: true });
  });
  sheet.say(to, LEFT, 112, { colour: QUIET });
  const name = { bold: true, size: 11, width: 270 };
  sheet.say(recipient.name, LEFT, 127, name);
  // A long name takes several lines; what is below makes room for it.
  let y = 130 + sheet.heightOf(recipient.name, name);
  for (const line of recipient.address) {
    sheet.say(line, LEFT, y, { width: 270 });
    y += sheet.heightOf(line, { width: 270 }) + 2.5;
  }
  return Math.max(205, y + 20);
}

/** Draws the bottom of one page. */
export function drawFoot(sheet: Sheet, { legalName, footer }: Sender, page: string): void {
  sheet.rule(FOOT - 8);
  const name = { size: 8, colour: QUIET, width: 420 };
  sheet.say(legalName, LEFT, FOOT, name);
  sheet.say(footer, LEFT, FOOT + sheet.heightOf(legalName, name), { ...name, width: RIGHT - LEFT, height: 30 });
  sheet.say(page, 480, FOOT, { size: 8, colour: QUIET, width: RIGHT - 480, end: true });
}

/** What stands at the end: a dark box with what is left. Answers where the text may go on. */
export function drawTotal(sheet: Sheet, y: number, colour: string, name: string, amount: string): number {
  sheet.box(290, y + 2, RIGHT - 290 + 10, 28, colour, 4);
  sheet.say(name, 300, y + 11, { bold: true, colour: '#ffffff', width: 150 });
  sheet.say(amount, 430, y + 10, { bold: true, size: 12, colour: '#ffffff', width: RIGHT - 430, end: true });
  return y + 44;
}

/** Draws a QR code and the words beside it; `nextPage` begins another page where there is no room. */
export function drawOnline(sheet: Sheet, from: number, { heading, text, link, colour, memo, nextPage }: { readonly heading: string; readonly text: string; readonly link: string; readonly colour: string; readonly memo: string; readonly nextPage: () => number }): void {
  const size = 92;
  const y = from + size > BOTTOM ? nextPage() : from;
  sheet.code(link, LEFT, y, size);
  sheet.say(heading, LEFT + size + 16, y + 4, { bold: true });
  sheet.say(text, LEFT + size + 16, y + 20, { colour: QUIET, width: 300 });
  sheet.say(link, LEFT + size + 16, y + 34, { colour, width: 380, link });
  if (memo) sheet.say(memo, LEFT + size + 16, y + 54, { colour: QUIET, width: 390, height: 44 });
}
