import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { aheadOf, languageOf, packed, pageWith, scriptsOf, withoutAhead, withScripts, withStyles } from './first-page.js';

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

  it('has the scripts of what it shows fetched with it, each once and none that it names already', () => {
    const page = PAGE.replace('</head>', '<link rel="modulepreload" href="core.js"></head>');
    const files: Record<string, string> = { 'door.js': 'import{a}from"./core.js";import"./form.js";const later=()=>import("./later.js")', 'form.js': 'import{b}from "./door.js";export*from"./icon.js"', 'icon.js': '' };
    expect(scriptsOf(page, 'door.js', (file) => files[file]!)).toEqual(['door.js', 'form.js', 'icon.js']);
    expect(withScripts(PAGE, ['a.js', 'b.js'])).toContain('<link rel="modulepreload" href="a.js"><link rel="modulepreload" href="b.js"></head>');
    expect(withScripts(PAGE, [])).toBe(PAGE);
  });

  it('leaves what a kept page brings along to that page', () => {
    const kept = PAGE.replace('</head>', '<script id="ahead">name("a.js")</script></head>');
    expect(aheadOf(kept)).toBe('name("a.js")');
    expect(withoutAhead(kept)).toBe(PAGE);
    expect(aheadOf(PAGE)).toBeUndefined();
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
