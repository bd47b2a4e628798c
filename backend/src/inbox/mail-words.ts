import sanitizeHtml from 'sanitize-html';

/** Elements that end a line; everything else keeps its words alone. */
const LINES = ['p', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'blockquote'];
/** What mail programs wrap the history of a mail in. */
const HISTORY = /\b(gmail_quote|yahoo_quoted|moz-cite-prefix|protonmail_quote|divRplyFwdMsg|appendonsend)\b/;

/** The words of an HTML mail as plain text: scripts, styles and their contents are taken out, and so is the history below an answer. */
export function wordsOfHtml(html: string): string {
  const kept = sanitizeHtml(html, {
    allowedTags: [...LINES, 'br'],
    allowedAttributes: {},
    exclusiveFilter: ({ tag, attribs }) => (tag === 'blockquote' && attribs['type'] === 'cite') || HISTORY.test(`${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`),
  });
  return kept
    .replace(/\s+/g, ' ')
    .replace(/<br ?\/?>/g, '\n')
    .replace(/<\/(?:p|h\d)>/g, '\n\n')
    .replace(/<\/(?:div|li|tr|blockquote)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .split('\n').map((line) => line.trim()).join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** Lines after which only what was said before is repeated, in the words of the mail programs people use. */
const BEGINS_HISTORY = [
  /^-{2,}\s*(?:original message|message d['’]origine|message original|forwarded message|message transféré)\s*-{2,}$/i,
  /^(?:on|le)\b.{5,200}\b(?:wrote|a écrit)\s*:$/i,
  /^_{20,}$/,
];
const HEADER = /^(?:from|de|envoyé|sent|à|to|objet|subject|date)\s*:/i;

/** What is new in a mail: the history below it and the lines marked with `>` are taken out. All of it when nothing would be left. */
export function newWords(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const at = lines.findIndex((line, i) => beginsHistory(lines, line, i));
  const kept = (at < 0 ? lines : lines.slice(0, at)).filter((line) => !/^\s*>/.test(line));
  return kept.join('\n').trim() || text.trim();
}

function beginsHistory(lines: readonly string[], line: string, i: number): boolean {
  const said = line.trim();
  // The line that names who wrote is often broken in two.
  const joined = `${said} ${lines[i + 1]?.trim() ?? ''}`.trim();
  if (BEGINS_HISTORY.some((rule) => rule.test(said)) || (/^(?:on|le)\b/i.test(said) && !/[.!?]$/.test(said) && BEGINS_HISTORY[1]!.test(joined))) return true;
  return HEADER.test(said) && lines.slice(i, i + 5).filter((next) => HEADER.test(next.trim())).length >= 3;
}
