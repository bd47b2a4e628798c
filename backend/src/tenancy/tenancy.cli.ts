import { parseArgs } from 'node:util';
import { isTimeZone } from 'class-validator';
import type { Inside } from '../platform/command.js';
import { isHostName, plainHost } from './host-name.js';
import { Language } from './tenant.entity.js';
import { TenancyService } from './tenancy.service.js';

const HELP = 'npm run cli -- tenant add --slug nord --name "Fibre Nord" --host portail.nord.ca [--legal-name "Fibre Nord inc."] [--language fr] [--time-zone America/Toronto]';

/** Makes a provider with the host its people will come to. */
export async function tenantCommand(args: string[], inside: Inside): Promise<void> {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true,
    options: { slug: { type: 'string' }, name: { type: 'string' }, host: { type: 'string' }, 'legal-name': { type: 'string' }, language: { type: 'string', default: 'fr' }, 'time-zone': { type: 'string', default: 'America/Toronto' } },
  });
  const { slug, name, language } = values;
  const host = plainHost(values.host ?? '');
  if (positionals.join(' ') !== 'add' || !slug || !name?.trim() || !host) throw new Error(HELP);
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(slug)) throw new Error('--slug takes lower-case letters, digits and dashes.');
  if (!isHostName(host)) throw new Error(`${host} is no host name, such as portail.nord.ca.`);
  if (language !== 'fr' && language !== 'en') throw new Error('--language takes fr or en.');
  if (!isTimeZone(values['time-zone'])) throw new Error(`${values['time-zone']} is no time zone, such as America/Toronto.`);
  await inside(async (app) => {
    const tenancy = app.get(TenancyService);
    const legalName = values['legal-name']?.trim() || name.trim();
    const made = await tenancy.add({ slug, name: name.trim(), legalName, language: language === 'en' ? Language.EN : Language.FR, timeZone: values['time-zone'] }, host);
    if (made === 'slug-taken') throw new Error(`There already is a provider ${slug}.`);
    if (made === 'host-taken') throw new Error(`${host} already leads to a provider.`);
    process.stdout.write(`${made.name} is at ${tenancy.addressOfHost(host)}. Its first employee: npm run cli -- staff add --tenant ${slug} --email … --name "…"\n`);
  });
}
