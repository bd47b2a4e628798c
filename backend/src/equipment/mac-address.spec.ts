import { macAddress } from './mac-address.js';

describe('a MAC address', () => {
  it.each([
    'A4:7B:2C:10:FE:03',
    'a4:7b:2c:10:fe:03',
    'A4-7B-2C-10-FE-03',
    'A4 7B 2C 10 FE 03',
    'a4.7b.2c.10.fe.03',
    'a47b2c10fe03',
    'a47b.2c10.fe03',
    'A47B-2C10-FE03',
    ' MAC: A47B2C10FE03 ',
    'LAN MAC A4:7B:2C:10:FE:03',
    'Wi-Fi MAC address: a4:7b:2c:10:fe:03',
  ])('%s is kept in one spelling', (text) => expect(macAddress(text)).toBe('A4:7B:2C:10:FE:03'));

  it.each(['', 'A4:7B:2C:10:FE', 'A4:7B:2C:10:FE:0G', 'A4:7B-2C:10:FE:03', 'A47B2C10FE0312', '00:00:00:00:00:00', 'FF:FF:FF:FF:FF:FF', 'ALCLFC2B9A10'])('%s is none', (text) =>
    expect(macAddress(text)).toBeUndefined());
});
