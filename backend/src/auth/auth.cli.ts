import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { STAFF_ROLES, type StaffRole } from '@demarc/permissions';
import { isEmail } from 'class-validator';
import type { Inside } from '../platform/command.js';
import { Language } from '../tenancy/tenant.entity.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { PasswordLettersService } from './password-letters.service.js';
import { StaffService } from './staff.service.js';
import { TokensService } from './tokens.service.js';

const PRUNE_HELP = 'npm run cli -- tokens prune [--tenant slug] [--minutes 1440] [--dry-run]';
const STAFF_HELP = 'npm run cli -- staff add --tenant slug --email address --name "First Last" [--role owner] [--language fr] [--ask-password]';
const SHORTEST_PASSWORD = 12;

/** Takes away tokens that can never open anything again. */
export async function tokensCommand(args: string[], inside: Inside): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { tenant: { type: 'string' }, minutes: { type: 'string', default: '1440' }, 'dry-run': { type: 'boolean', default: false } } });
  if (positionals.join(' ') !== 'prune') throw new Error(PRUNE_HELP);
  const minutes = Number(values.minutes);
  if (!Number.isInteger(minutes) || minutes < 0) throw new Error('--minutes takes a whole number: how long ago the tokens must have ended.');
  await inside(async (app) => {
    const tenant = values.tenant === undefined ? undefined : await app.get(TenancyService).named(values.tenant);
    const counts = await app.get(TokensService).prune({ tenantId: tenant?.id, minutes, dryRun: values['dry-run'] });
    const said = Object.entries(counts).map(([table, count]) => `${count} ${table.replaceAll('_', ' ')}`);
    process.stdout.write(`${values['dry-run'] ? 'Would take away' : 'Took away'} ${said.join(', ')}${tenant ? ` of ${tenant.name}` : ''}.\n`);
  });
}

/** Adds somebody to a provider's office, who chooses a password by the link that is printed; with `--ask-password` it is asked for here, never given on the command line. */
export async function staffCommand(args: string[], inside: Inside): Promise<void> {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true,
    options: { tenant: { type: 'string' }, email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string', default: 'owner' }, language: { type: 'string' }, 'ask-password': { type: 'boolean', default: false } },
  });
  const { tenant: slug, email, name, role } = values;
  if (positionals.join(' ') !== 'add' || !slug || !email || !name?.trim()) throw new Error(STAFF_HELP);
  if (!isEmail(email)) throw new Error(`${email} is no e-mail address.`);
  if (!isRole(role)) throw new Error(`There is no role ${role}; there are ${Object.keys(STAFF_ROLES).join(', ')}.`);
  if (values.language && !['fr', 'en'].includes(values.language)) throw new Error('--language takes fr or en.');
  await inside(async (app) => {
    const tenant = await app.get(TenancyService).named(slug);
    const staff = app.get(StaffService);
    if (await staff.isKnown(tenant.id, email)) throw new Error(`${email} already works for ${tenant.name}.`);
    const language = values.language ? (values.language.toUpperCase() as Language) : tenant.language;
    if (!values['ask-password']) {
      const user = await staff.add(tenant.id, { email, name: name.trim(), role, language });
      const { url, hours } = await app.get(PasswordLettersService).handToStaff(user);
      process.stdout.write(`${name.trim()} now works for ${tenant.name} as ${role}, and chooses a password here within ${hours / 24} days, once:\n${url}\n`);
      return;
    }
    const password = await askPassword(`Password for ${email}: `);
    if (password.length < SHORTEST_PASSWORD) throw new Error(`A password needs at least ${SHORTEST_PASSWORD} characters. Nothing was made.`);
    await staff.add(tenant.id, { email, name: name.trim(), role, language, password });
    process.stdout.write(`${name.trim()} can now sign in to ${tenant.name} as ${role}.\n`);
  });
}

const isRole = (role: string): role is StaffRole => Object.hasOwn(STAFF_ROLES, role);

/** Reads a line without showing it; from a pipe, its first line. */
async function askPassword(question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = process.stdin.isTTY === true;
  const lines = createInterface({ input: process.stdin, output: silent, terminal });
  if (terminal) process.stderr.write(question);
  try {
    for await (const line of lines) return line.normalize('NFKC');
    return '';
  } finally {
    lines.close();
    if (terminal) process.stderr.write('\n');
  }
}
