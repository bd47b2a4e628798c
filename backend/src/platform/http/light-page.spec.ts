import { documentOf, html, type LightFrame } from './light-page.js';

const frame: LightFrame = { name: 'Fibre & Cie <inc.>', colour: '#0b6e4f', ink: '#ffffff', logoUrl: null, phone: '450-555-0100', language: 'fr', languages: ['fr', 'en'] };

describe('a page without the app', () => {
  it('writes texts as texts, pieces as pieces, and nothing for nothing', () => {
    const evil = `"><script>alert('1')</script>&`;
    expect(html`<p title="${evil}">${[html`<b>${1}</b>`, ' ', evil]}${null}${undefined}${false}</p>`.text).toBe('<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;"><b>1</b> &quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;</p>');
  });

  it('says whose it is, in its language, and offers the others', () => {
    const text = documentOf(frame, { title: 'État', body: html`<h1>État</h1>` });
    expect(text).toContain('<html lang="fr">');
    expect(text).toContain('<title>État · Fibre &amp; Cie &lt;inc.&gt;</title>');
    expect(text).toContain('<a href="?lang=en" lang="en" hreflang="en" data-lang>English</a>');
    expect(text).not.toMatch(/<script|<nav aria-label="Langue">.*Français/);
    expect(documentOf({ ...frame, languages: ['fr'] }, { title: 'État', body: html`` })).not.toContain('English');
  });

  it('takes no colour that is none', () => expect(documentOf({ ...frame, colour: 'red}body{display:none' }, { title: '', body: html`` })).not.toContain('red}'));
  it('weighs little: everything but its own words comes to less than 8 KB', () => expect(Buffer.byteLength(documentOf(frame, { title: '', body: html`` }))).toBeLessThan(8_000));
});
