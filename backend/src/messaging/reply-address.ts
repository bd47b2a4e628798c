import { createHmac, timingSafeEqual } from 'node:crypto';

/** Letters of base 32 (RFC 4648) in lower case: mail programs may change the case of an address. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
const SEAL_BYTES = 8;

/** `reply@in.example` and a message's id as `reply+<id and seal>@in.example`: only we can make it, and it is short enough for any mail server (RFC 5321: 64 signs before the @). */
export function replyAddress(base: string, id: string, keys: readonly Buffer[]): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  const [local, domain] = base.split('@');
  return `${local}+${base32(Buffer.concat([bytes, sealOf(bytes, keys[0]!)]))}@${domain}`;
}

/** The id in an address that we made; null for any other. */
export function idOfReply(base: string, address: string, keys: readonly Buffer[]): string | null {
  const part = plusPart(base, address);
  const bytes = part && unbase32(part);
  if (!bytes || bytes.length !== 16 + SEAL_BYTES) return null;
  const [id, seal] = [bytes.subarray(0, 16), bytes.subarray(16)];
  if (!keys.some((key) => timingSafeEqual(sealOf(id, key), seal))) return null;
  return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What stands between plus sign and @ of an address below ours; null for any other address. */
export function plusPart(base: string, address: string): string | null {
  const [local, domain] = base.toLowerCase().split('@');
  const given = address.trim().toLowerCase();
  return given.startsWith(`${local}+`) && given.endsWith(`@${domain}`) ? given.slice(local!.length + 1, -(domain!.length + 1)) : null;
}

const sealOf = (bytes: Buffer, key: Buffer): Buffer => createHmac('sha256', key).update(bytes).digest().subarray(0, SEAL_BYTES);

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => LETTERS[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function unbase32(text: string): Buffer | null {
  if (!/^[a-z2-7]{8,80}$/.test(text)) return null;
  const bits = [...text].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)));
}
