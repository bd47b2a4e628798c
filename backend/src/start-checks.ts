import { Clock } from './platform/clock.js';
import { Config, ConfigError } from './platform/config/config.js';
import { Db } from './platform/db/db.js';
import { LinkUse, Tenant } from './tenancy/tenant.entity.js';

/** How far the clocks of server and database may be apart: codes, links and payments count in minutes. */
const MOST_APART_MS = 60_000;

interface Services {
  get(type: typeof Db): Db;
  get(type: typeof Clock): Clock;
  get(type: typeof Config): Config;
}

/** What only the database can tell: throws a sentence when this server must not serve it. */
export async function checkBeforeServing(app: Services): Promise<void> {
  const config = app.get(Config);
  const db = app.get(Db);
  const apart = clockRefusal(await clockDifference(db, app.get(Clock)));
  if (apart) throw new ConfigError(apart);
  if (!config.production) return;
  const refusal = await db.unscoped('whether any provider was left open is asked for all of them', async () => {
    const tenants = await db.repo(Tenant).find();
    return tenants.map((tenant) => tenantRefusal(tenant, config)).find(Boolean);
  });
  if (refusal) throw new ConfigError(refusal);
}

/** Why a provider must not be served in production, in one sentence. */
export function tenantRefusal(tenant: Pick<Tenant, 'name' | 'slug' | 'demo' | 'signInAs' | 'linkUse'>, config: Pick<Config, 'openLinks'>): string | undefined {
  if (tenant.demo || tenant.signInAs.length) return `The demonstration provider ${tenant.name} (${tenant.slug}), whose passwords everybody can read, is in this database: production needs a database without it.`;
  if (tenant.linkUse === LinkUse.EVERYWHERE && !config.openLinks) return `The sign-in links of ${tenant.name} (${tenant.slug}) open for anybody who holds them: set OPEN_LINKS=allowed if that is meant.`;
  return undefined;
}

/** Why two clocks this far apart cannot work together; `ms` above zero means that this machine is ahead. */
export function clockRefusal(ms: number): string | undefined {
  if (Math.abs(ms) <= MOST_APART_MS) return undefined;
  return `The clock of this machine is ${Math.round(Math.abs(ms) / 60_000)} min ${ms > 0 ? 'ahead of' : 'behind'} the database’s: set both by NTP, because sign-in links, codes and payments depend on it.`;
}

/** How far this machine's clock is ahead of the database's, in milliseconds; half the way there and back is taken off. */
async function clockDifference(db: Db, clock: Clock): Promise<number> {
  return db.unscoped('the time belongs to nobody', async () => {
    const before = clock.now().getTime();
    const [row] = await db.query<{ now: string }>('select (extract(epoch from clock_timestamp()) * 1000)::text as now');
    return (before + clock.now().getTime()) / 2 - Number(row!.now);
  });
}
