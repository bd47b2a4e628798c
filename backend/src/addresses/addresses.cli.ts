import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Inside } from '../platform/command.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { AddressImportService } from './address-import.service.js';
import { AddressSource } from './address.entity.js';

const HELP = 'npm run cli -- addresses import rqa|openaddresses <file.csv|file.geojson> --tenant slug';
const SOURCES: Readonly<Record<string, AddressSource>> = { rqa: AddressSource.RQA, openaddresses: AddressSource.OPENADDRESSES };

/** Reads an address register from the command line; the same file again changes nothing. */
export async function addressesCommand(args: string[], inside: Inside): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { tenant: { type: 'string' } } });
  const [verb, kind = '', given] = positionals;
  const source = SOURCES[kind];
  if (verb !== 'import' || !source || !given || !values.tenant) throw new Error(HELP);
  const path = resolve(given);
  if (!existsSync(path)) throw new Error(`There is no file ${path}.`);
  await inside(async (app) => {
    const tenant = (await app.get(TenancyService).all()).find(({ slug }) => slug === values.tenant);
    if (!tenant) throw new Error(`There is no provider ${values.tenant}.`);
    const { read, written, ended, refused, refusals } = await app.get(AddressImportService).file(tenant.id, source, path, (report) => process.stderr.isTTY && process.stderr.write(`\r${report.read} lines`));
    process.stdout.write(`${read} lines: ${written} addresses added or changed, ${ended} ended, ${read - written - ended - refused} as they were, ${refused} refused.\n`);
    for (const { line, column } of refusals) process.stdout.write(`line ${line}: no usable ${column}\n`);
  });
}
