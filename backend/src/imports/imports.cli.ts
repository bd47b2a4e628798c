import { createWriteStream, existsSync } from 'node:fs';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { NestFactory } from '@nestjs/core';
import { systemActor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { reportLines } from './import-report.js';
import { ImportsService } from './imports.service.js';

const HELP = 'npm run import -- erpnext <folder> [--dry-run] [--tenant slug] [--errors file] [--resume]';

/** Reads an export from the command line, whether the server runs or not. */
export async function importCommand(args: string[], appModule: () => Promise<new (...args: never[]) => object>): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { 'dry-run': { type: 'boolean', default: false }, tenant: { type: 'string' }, errors: { type: 'string' }, resume: { type: 'boolean', default: false } } });
  const [kind, given] = positionals;
  if (kind !== 'erpnext' || !given) throw new Error(HELP);
  const folder = resolve(given);
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  setFlagsFromString('--heap-growing-percent=30'); // a long run of short-lived rows would otherwise let the heap grow to twice what is used
  const app = await NestFactory.createApplicationContext(await appModule(), { logger: ['error', 'warn'] });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(new Error('Interrupted; the same command goes on from here.')));
  try {
    const tenant = await tenantFor(app.get(TenancyService), app.get(Db), values.tenant);
    const imports = app.get(ImportsService);
    const me = { ...systemActor(tenant.id), name: 'Command line' };
    const resumes = await imports.canResume(me, folder);
    if (values.resume && !resumes) throw new Error('There is no interrupted import of this folder to go on with.');
    const run = await imports.open(me, folder, folder, values['dry-run']);
    print(`${values['dry-run'] ? 'Checking' : 'Importing'} ${folder} for ${tenant.name}${(run.progress as { state?: object } | null)?.state ? ', going on where it stopped' : ''}`);
    const report = await imports.run(tenant.id, run, folder, { signal: stop.signal, hear: ({ doctype, rowsRead }) => progress(doctype, rowsRead, run.rowsTotal) });
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    print(reportLines(report).join('\n'));
    print(`Memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most.`);
    if (values.errors) print(`${await writeErrors(imports, tenant.id, run.id, resolve(values.errors))} refused documents are in ${resolve(values.errors)}.`);
    if (report.controls.some(({ agrees }) => !agrees)) throw new Error('The control totals differ; see above.');
  } finally {
    await app.close();
  }
}

/** The provider named, made when it does not exist; without a name the only one that is not the demo, else the first. */
async function tenantFor(tenancy: TenancyService, db: Db, slug: string | undefined): Promise<Tenant> {
  const all = await tenancy.all();
  const known = slug ? all.find((tenant) => tenant.slug === slug) : all.filter((tenant) => !tenant.demo).length === 1 ? all.find((tenant) => !tenant.demo) : all[0];
  if (known) return known;
  if (!slug) throw new Error('There is no provider yet: start the server once, or make one with --tenant <slug>.');
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(slug)) throw new Error('--tenant takes lower-case letters, digits and dashes.');
  return db.unscoped('a tenant is made before there is a scope', () => db.repo(Tenant).save(Object.assign(new Tenant(), { slug, name: slug, legalName: slug })));
}

async function writeErrors(imports: ImportsService, tenantId: string, runId: string, file: string): Promise<number> {
  const out = createWriteStream(file);
  let count = 0;
  for await (const { doctype, name, reason, explanation, refused, row } of imports.issues(tenantId, runId)) {
    if (!refused) continue;
    count++;
    if (!out.write(`${JSON.stringify({ doctype, name, reason, explanation, row })}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return count;
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

function progress(doctype: string, read: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${total ? `${Math.min(100, Math.floor((read / total) * 100))} %  ` : ''}${read} documents  ${doctype}`);
}
