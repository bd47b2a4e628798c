import { paperDay, printable } from './printable.js';

describe('text for paper', () => {
  it.each([
    ['Hélène Côté, Œuvre à Saint-Jérôme — 79,95 $', 'Hélène Côté, Œuvre à Saint-Jérôme — 79,95 $'],
    ['Nguyễn Văn Đức', 'Nguyen Van Ðuc'.replace('Ð', 'D')],
    ['Łukasz', 'Lukasz'],
    ['1\u202f234,56\u00a0$', '1\u00a0234,56\u00a0$'],
    ['Façade “été” 5 €', 'Façade “été” 5 €'],
    ['日本 😀', '?? ?'],
  ])('%s', (text, printed) => {
    expect(printable(text)).toBe(printed);
  });

  it('writes days as people do', () => {
    expect([paperDay('2026-11-01', 'fr'), paperDay('2026-11-01', 'en')]).toEqual(['1er novembre 2026', 'November 1, 2026']);
  });
});
