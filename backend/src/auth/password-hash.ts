import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const LENGTH = 32;

/** argon2id of a password in PHC form, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await tagOf(password, nonce, COST);
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${plain(nonce)}$${plain(tag)}`;
}

/** Compared with when nobody has that name, so that the answer takes as long as for somebody who exists. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${plain(Buffer.alloc(16, 7))}$${plain(Buffer.alloc(LENGTH, 7))}`;

/** Whether the password is that of the hash; the same work is done when there is none. */
export async function isPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash ?? NOBODY);
  if (!match) throw new Error('A stored password is not in PHC form');
  const [, memory, passes, parallelism, salt, stored] = match;
  const expected = Buffer.from(stored!, 'base64');
  const tag = await tagOf(password, Buffer.from(salt!, 'base64'), { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }, expected.length);
  return timingSafeEqual(tag, expected) && Boolean(hash);
}

async function tagOf(password: string, nonce: Buffer, cost: typeof COST, tagLength = LENGTH): Promise<Buffer> {
  return derive('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, tagLength, ...cost });
}

/** Base64 without padding, as PHC strings want it. */
function plain(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
