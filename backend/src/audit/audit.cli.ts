import { parseArgs } from 'node:util';
import type { Inside } from '../platform/command.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { AuditChainService } from './audit-chain.service.js';

const HELP = 'npm run cli -- audit verify [--tenant slug] [--head seq:hash]';

/** Recomputes the chain of every provider's log, or of one; throws at the first that does not come out. */
export async function auditCommand(args: string[], inside: Inside): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { tenant: { type: 'string' }, head: { type: 'string' } } });
  if (positionals[0] !== 'verify' || (values.head && !values.tenant) || (values.head && !/^\d+:[0-9a-f]{64}$/.test(values.head))) throw new Error(HELP);
  await inside(async (app) => {
    const all = await app.get(TenancyService).all();
    const tenants = values.tenant ? all.filter(({ slug }) => slug === values.tenant) : all;
    if (!tenants.length) throw new Error(values.tenant ? `There is no provider ${values.tenant}.` : 'There is no provider yet.');
    const broken: string[] = [];
    for (const { id, slug } of tenants) {
      const { entries, intact, brokenAt, head } = await app.get(AuditChainService).verify(id, values.head);
      process.stdout.write(`${slug}: ${entries} entries, ${intact ? `unbroken, head ${head ?? 'none'}` : `broken at ${brokenAt}`}\n`);
      if (!intact) broken.push(slug);
    }
    if (broken.length) throw new Error(`The log of ${broken.join(', ')} is not as it was written.`);
  });
}
