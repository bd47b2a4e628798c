import type { Brand } from '../tenancy/tenancy.service.js';

/** What a mail is made of: plain paragraphs and at most one thing to press. */
export interface Mail {
  readonly language: 'fr' | 'en';
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly button?: { readonly label: string; readonly url: string };
  /** Small print under the button. */
  readonly after?: readonly string[];
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => escapes[char]!);
const lines = (text: string): string => escaped(text).replace(/\n/g, '<br>');

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** A mail in the tenant's colours: one column of tables and inline styles, because mail programs know little else. */
export function mailHtml(mail: Mail, brand: Brand): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px;line-height:1.55">${lines(text)}</p>`;
  const small = (text: string) => `<p style="margin:0 0 10px;font-size:13px;line-height:1.5;color:#5b6472;overflow-wrap:anywhere">${lines(text)}</p>`;
  const logo = brand.logoUrl ? `<img src="${escaped(brand.logoUrl)}" alt="${escaped(brand.name)}" height="36" style="display:block;border:0;height:36px;width:auto;max-width:240px;color:#171b24">` : escaped(brand.name);
  const contact = [brand.name, brand.phone, brand.email].filter(Boolean).map((text) => escaped(text!)).join(' · ');
  const button = mail.button
    ? `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 24px"><tr><td style="border-radius:10px;background:${brand.colour}"><a href="${escaped(mail.button.url)}" target="_blank" style="display:inline-block;padding:14px 26px;border-radius:10px;color:${brand.ink};font-weight:600;text-decoration:none">${escaped(mail.button.label)}</a></td></tr></table>
${small(`${mail.language === 'fr' ? 'Ou copiez cette adresse dans votre navigateur :' : 'Or copy this address into your browser:'}\n${mail.button.url}`)}`
    : '';
  return `<!doctype html>
<html lang="${mail.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light"><style>@media (max-width:480px){.pad{padding-left:20px!important;padding-right:20px!important}}</style><title>${escaped(mail.heading)}</title></head>
<body style="margin:0;padding:0;background:#f2f4f7;color:#171b24;font-size:16px;${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f7"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border-radius:14px;overflow:hidden">
<tr><td style="height:6px;background:${brand.colour};font-size:0;line-height:0">&nbsp;</td></tr>
<tr><td class="pad" style="padding:24px 32px 0;font-weight:700;font-size:18px;${FONT}">${logo}</td></tr>
<tr><td class="pad" style="padding:20px 32px 28px;${FONT}"><h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">${escaped(mail.heading)}</h1>
${mail.paragraphs.map(paragraph).join('\n')}
${button}${(mail.after ?? []).map(small).join('\n')}</td></tr>
</table>
<p style="margin:16px 0 0;font-size:12px;color:#5b6472;${FONT}">${contact}</p>
</td></tr></table></body></html>`;
}

/** The same mail for readers of plain text. */
export function mailText(mail: Mail, brand: Brand): string {
  const button = mail.button ? [`${mail.button.label}${mail.language === 'fr' ? ' :' : ':'}\n${mail.button.url}`] : [];
  return [mail.heading, ...mail.paragraphs, ...button, ...(mail.after ?? []), `— ${[brand.name, brand.phone].filter(Boolean).join(' · ')}`].join('\n\n');
}
