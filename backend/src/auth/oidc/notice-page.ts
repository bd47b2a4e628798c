/** What a page that works without any script says. */
export interface Notice {
  readonly language: 'fr' | 'en';
  readonly brand: { readonly name: string; readonly colour: string; readonly ink: string };
  readonly heading: string;
  readonly text: string;
  readonly links: readonly { readonly label: string; readonly href: string }[];
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => escapes[char]!);

/** A plain page in the provider's colours, light or dark as the person's system is; the first link is the one to take. */
export function noticePage({ language, brand, heading, text, links }: Notice): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${escaped(heading)} · ${escaped(brand.name)}</title>
<style>
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;box-sizing:border-box;background:light-dark(#f5f6f8,#12151c);color:light-dark(#171b24,#eceef3);font:1rem/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}
main{max-width:28rem;width:100%;box-sizing:border-box;background:light-dark(#fff,#1b1f29);border-radius:1rem;padding:2rem;border-top:.375rem solid ${brand.colour}}
p.name{margin:0 0 1.25rem;font-weight:700}
h1{margin:0 0 .5rem;font-size:1.375rem;line-height:1.25}
p.text{margin:0 0 1.5rem;color:light-dark(#4a5261,#b6bdcb)}
ul{list-style:none;margin:0;padding:0;display:grid;gap:.625rem}
a{display:block;padding:.75rem 1rem;border-radius:.625rem;text-align:center;text-decoration:none;font-weight:600;color:inherit;border:1px solid light-dark(#c9ced8,#3a4152)}
li:first-child a{background:${brand.colour};border-color:${brand.colour};color:${brand.ink}}
a:focus-visible{outline:3px solid ${brand.colour};outline-offset:3px}
</style></head>
<body><main><p class="name">${escaped(brand.name)}</p><h1>${escaped(heading)}</h1><p class="text">${escaped(text)}</p>
<ul>${links.map(({ label, href }) => `<li><a href="${escaped(href)}">${escaped(label)}</a></li>`).join('')}</ul></main></body></html>`;
}
