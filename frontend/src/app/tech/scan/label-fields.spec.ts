import { labelFields } from './label-fields';

const codes = (...texts: string[]) => texts.map((text) => ({ format: 'CODE_128', text }));

it.each([
  [{ serial: 'S1', mac: 'AA:BB:CC:DD:EE:FF', brand: 'ZTE', model: 'F670' }, [], { serial: 'S1', mac: 'AA:BB:CC:DD:EE:FF', brand: 'ZTE', model: 'F670' }],
  [{}, codes('AABBCCDDEEFF', '48575443AB'), { serial: '48575443AB', mac: 'AABBCCDDEEFF' }],
  [{ gpon: 'HWTC12345678' }, codes('HWTC12345678'), { serial: 'HWTC12345678', kind: 'ONT' }],
  [{}, [], {}],
])('fills in a new device from a label (%#)', (fields, found, expected) => expect(labelFields({ fields, codes: found })).toEqual(expected));
