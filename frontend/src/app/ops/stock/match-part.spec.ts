import { matchPart } from './match-part';

const parts = [{ code: 'SC-APC', name: 'Connecteur SC/APC' }, { code: 'PTO-1', name: 'Prise optique murale' }];

it.each([
  ['its code, however it is written', { code: 'sc apc', description: '' }, 'SC-APC'],
  ['its name with more behind it', { code: 'X-9', description: 'Prise Optique murale, blanche' }, 'PTO-1'],
  ['nothing that fits', { code: '', description: 'Frais de livraison' }, undefined],
  ['nothing at all', { code: '', description: '' }, undefined],
])('knows a part by %s', (_, line, code) => expect(matchPart(line, parts)?.code).toBe(code));
