import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { languageOf, packed, pageWith, withStyles } from './first-page.js';

const PAGE = '<html lang="fr"><head><title>Demarc</title><link rel="stylesheet" href="styles-ABCDEFGH.css"></head><body><b id="boot-name">Demarc</b></body></html>';
const factsIn = (html: string): unknown => JSON.parse(/<script type="application\/json" id="first">(.*?)<\/script>/s.exec(html)![1]!);

describe('the first page', () => {
  it('carries its facts as data, whatever is written in them', () => {
    const facts = { name: 'Fibre </script><script>alert(1)</script> & $& fils', session: null };
    const html = pageWith(PAGE, facts);
    expect(factsIn(html)).toEqual(facts);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<title>Fibre &lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; $&amp; fils</title>');
  });

  it('speaks the language it was told, and keeps its own without', () => {
    expect(pageWith(PAGE, { language: 'en' })).toContain('<html lang="en">');
    expect(pageWith(PAGE, {})).toContain('<html lang="fr">');
    expect(pageWith(PAGE, {})).toContain('<b id="boot-name">Demarc</b>');
  });

  it('brings its style with it', () => {
    expect(withStyles(PAGE, (file) => `/* ${file} $& */`)).toContain('<style>/* styles-ABCDEFGH.css $& */</style></head>');
  });

  it.each([
    ['fr-CA,fr;q=0.9,en;q=0.8', 'en', 'fr'],
    ['de, en-GB;q=0.7', 'fr', 'en'],
    ['de', 'en', 'en'],
    [undefined, 'fr', 'fr'],
  ] as const)('for %s it is written in the right language', (header, fallback, language) => expect(languageOf(header, fallback)).toBe(language));

  it('is packed the way the browser reads', async () => {
    expect(brotliDecompressSync((await packed(PAGE, 'gzip, deflate, br')).body).toString()).toBe(PAGE);
    expect(gunzipSync((await packed(PAGE, 'gzip')).body).toString()).toBe(PAGE);
    expect(await packed(PAGE, undefined)).toEqual({ body: Buffer.from(PAGE) });
  });
});
