/** Text made harmless inside HTML. */
export function escape(text) {
  return String(text ?? '').replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A whole page of the sandbox, marked as such, with the headers that keep it to itself. */
export function page({ words, language, base, title, content, leadsTo = [], status = 200 }) {
  const targets = leadsTo.filter(Boolean).map((address) => new URL(address).origin);
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; " +
        `form-action ${["'self'", ...new Set(targets)].join(' ')}`,
    },
    body: `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)} · ${escape(words.sandbox)}</title>
<link rel="stylesheet" href="${escape(base)}/_sandbox/style.css">
<link rel="icon" href="${escape(base)}/_sandbox/icon.svg" type="image/svg+xml">
</head>
<body>
<p class="sandbox">${escape(words.sandbox)}</p>
<main><h1>${escape(title)}</h1>${content}</main>
</body>
</html>
`,
  };
}

/** Sends the browser on, with a method that is always GET. */
export function redirect(to) {
  return { status: 303, headers: { location: to, 'cache-control': 'no-store' }, body: '' };
}
