import { labelFields, serialsOn } from './label-fields';

const codes = (...texts: string[]) => texts.map((text) => ({ format: 'CODE_128', text }));

it.each([
  [{ serial: 'S1', mac: 'AA:BB:CC:DD:EE:FF', brand: 'ZTE', model: 'F670' }, [], { serial: 'S1', mac: 'AA:BB:CC:DD:EE:FF', brand: 'ZTE', model: 'F670' }],
  [{}, codes('AABBCCDDEEFF', '48575443AB'), { serial: '48575443AB', mac: 'AABBCCDDEEFF' }],
  [{ gpon: 'HWTC12345678' }, codes('HWTC12345678'), { serial: 'HWTC12345678', kind: 'ONT' }],
  [{}, [], {}],
])('fills in a new device from a label (%#)', (fields, found, expected) => expect(labelFields({ fields, codes: found })).toEqual(expected));

it.each([
  ['one code', {}, codes('48575443AB'), ['48575443AB']],
  ['a code and a MAC', {}, codes('AABBCCDDEEFF', '48575443AB'), ['48575443AB']],
  ['two codes and no name', {}, codes('48575443AB', 'ZTEG0000AA'), ['48575443AB', 'ZTEG0000AA']],
  ['a named serial and another of its length', { serial: '48575443AB' }, codes('48575443AB', 'ZTEG0000AA', 'P/N 12'), ['48575443AB', 'ZTEG0000AA']],
  ['a serial and its GPON spelling', { serial: 'HWTC12345678', gpon: 'HWTC1234ABCD' }, codes('HWTC-1234-5678', 'HWTC1234ABCD'), ['HWTC12345678']],
  ['one number in two spellings', {}, codes('hwtc-1234', 'HWTC1234'), ['hwtc-1234']],
])('asks which serial it is when there is a choice: %s', (_, fields, found, expected) => expect(serialsOn({ fields, codes: found })).toEqual(expected));

it('takes the serial a person chose', () => expect(labelFields({ fields: {}, codes: codes('A1', 'B2') }, 'B2')).toEqual({ serial: 'B2' }));
