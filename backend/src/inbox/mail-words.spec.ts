import { newWords, wordsOfHtml } from './mail-words.js';

describe('the words of an HTML mail', () => {
  it('are plain text without scripts, styles, pictures or events', () => {
    const html = `<html><head><style>p{color:red}</style><script>alert(1)</script></head><body onload="steal()"><p>Bonjour,</p><p>Le modem est <b>mort</b>&nbsp;&amp; &lt;froid&gt;.<br>Merci</p>
      <img src="https://suivi.example/x.gif" onerror="alert(2)"><a href="javascript:alert(3)">Cliquez</a><iframe src="https://voleur.example"></iframe><svg><script>alert(4)</script></svg></body></html>`;
    const words = wordsOfHtml(html);
    expect(words).toBe('Bonjour,\n\nLe modem est mort & <froid>.\nMerci\n\nCliquez');
    expect(words).not.toMatch(/alert|steal|suivi|voleur|color/);
  });

  it('cannot smuggle markup by half-closed or nested tags', () => {
    for (const html of ['<scr<script>ipt>alert(1)</scr</script>ipt>', '<p>a<!-- --><script\n>alert(1)</script >', '<math><mtext><style><img src onerror=alert(1)>']) expect(wordsOfHtml(html)).not.toMatch(/<script|onerror=alert\(1\)>|<img/i);
  });

  it('leave out what was said before', () => {
    expect(wordsOfHtml('<div>Oui, demain.</div><div class="gmail_quote"><blockquote>Quand?</blockquote></div>')).toBe('Oui, demain.');
    expect(wordsOfHtml('<p>Oui.</p><blockquote type="cite">Quand?</blockquote>')).toBe('Oui.');
  });
});

describe('what is new in a mail', () => {
  it.each([
    ['Oui, demain.\n\nLe lun. 23 nov. 2026 à 10:02, Fibre Boréale <reply@in.example> a écrit :\n> Quand?', 'Oui, demain.'],
    ['Yes.\n\nOn Mon, Nov 23, 2026 at 10:02 AM Fibre Boréale\n<reply+abc@in.example> wrote:\n\n> When?', 'Yes.'],
    ['Parfait\n\n-----Message d’origine-----\nDe : Fibre', 'Parfait'],
    ['Parfait\n\nDe : Fibre Boréale\nEnvoyé : lundi\nÀ : Julie\nObjet : Visite\n\nQuand?', 'Parfait'],
    ['Le modem a écrit des lignes rouges.\nDe toute façon : il est mort.', 'Le modem a écrit des lignes rouges.\nDe toute façon : il est mort.'],
    ['> tout est cité', '> tout est cité'],
  ])('%#', (text, words) => expect(newWords(text)).toBe(words));
});
