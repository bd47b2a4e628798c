// One billing run of a whole provider, in a process of its own so that its memory is its own; says what it measured.
import 'reflect-metadata';
const load = (path) => import(new URL(`../backend/dist/${path}`, import.meta.url).href);
const { serve } = await load('server.js');
const { RunsService } = await load('billing/runs.service.js');
const { systemActor } = await load('auth/actor.js');
const { TenancyService } = await load('tenancy/tenancy.service.js');
const { Db } = await load('platform/db/db.js');

const { app } = await serve();
const service = (type) => app.get(type, { strict: false });
const db = service(Db);
const runs = service(RunsService);
const [tenant] = await service(TenancyService).all();
const clerk = { ...systemActor(tenant.id), name: 'Bench' };
let most = 0;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50);
const stateOf = (id) => db.tx(clerk, async () => (await db.query('select status, customers, issued, held, total from billing_run where id = $1', [id]))[0]);
let steps = 0;
async function until(id, status) {
  for (let last = ''; ; ) {
    const now = await stateOf(id);
    if (JSON.stringify(now) !== last) steps++;
    last = JSON.stringify(now);
    if (now.status === status) return now;
    await new Promise((done) => setTimeout(done, 100));
  }
}
const began = performance.now();
await db.tx(clerk, () => runs.start(clerk, process.env.BENCH_MONTH, false));
const id = await db.tx(clerk, async () => (await db.query('select id from billing_run'))[0].id);
await until(id, 'READY');
const previewed = performance.now();
await db.tx(clerk, () => runs.confirm(clerk, id));
const done = await until(id, 'DONE');
const ended = performance.now();
clearInterval(watch);
const [check] = await db.tx(clerk, () => db.query(`select count(*) invoices, max(substring(number from '\\d{6}$')::int) last, count(distinct number) numbers, sum(total) total, (select sum(amount) from ledger_entry where account = 'RECEIVABLE') receivable, (select count(*) from invoice_line) lines from invoice`));
process.send({ previewSeconds: (previewed - began) / 1000, issueSeconds: (ended - previewed) / 1000, memory: most, steps, done, check });
await app.close();
process.exit(0);
