// npm run bench:board : a day of 300 visits and 46 technicians in Chromium, visits carried over the whole board; what the browser's
// own trace says of its main thread (goal S7: no task over 50 ms while dragging).
//   --technicians 46 --jobs 300 --drags 6
import { parseArgs } from 'node:util';
import pg from 'pg';
import { holderOf } from '../scripts/lock.mjs';
import { openBrowser, signInStaff, startProduct } from '../test/browser/product.mjs';

const { values: given } = parseArgs({ options: { technicians: { type: 'string', default: '46' }, jobs: { type: 'string', default: '300' }, drags: { type: 'string', default: '6' } } });
const [technicians, jobs, drags] = [Number(given.technicians), Number(given.jobs), Number(given.drags)];
const LONG_MS = 50;
const FRAME_MS = 1000 / 60;

const product = await startProduct();
try {
  const seeded = await seed();
  const browser = await openBrowser();
  const office = await browser.person({ url: product.url, width: 1440, height: 900 });
  await signInStaff(office, product.url, 'dispatch@demo.example');
  await office.page.goto('/#/ops/dispatch');
  await office.page.locator('app-board-timeline .bar').first().waitFor();
  const bars = await office.page.locator('app-board-timeline .bar').count();
  console.log(`${seeded.technicians} technicians, ${seeded.jobs} visits of the day, ${bars} bars on the board`);
  const tasks = [];
  for (let drag = 0; drag < drags; drag++) tasks.push(...(await traced(office, () => carry(office.page, drag))));
  report(tasks);
  await browser.close();
} finally {
  await product.stop();
}

/** Fills the demo provider's day up: technicians and visits like those it has. */
async function seed() {
  const client = new pg.Client({ connectionString: holderOf(product.dataDir).databaseUrl });
  await client.connect();
  try {
    return await fill(client);
  } finally {
    await client.end();
  }
}

async function fill(client) {
  const { rows: [{ day, tenant_id: tenant }] } = await client.query(`select d.day::text as day, d.tenant_id from (select distinct day, tenant_id from job where technician_id is not null and day is not null) d order by abs(d.day - current_date) limit 1`);
  await client.query(
    `insert into technician select (jsonb_populate_record(one.technician, jsonb_build_object('id', gen_random_uuid(), 'name', (one.technician).name || ' ' || n, 'email', null, 'phone', null, 'source_id', null))).*
     from generate_series(1, $2::int) n, lateral (select technician from technician where tenant_id = $1 order by id offset n % 8 limit 1) one`,
    [tenant, technicians - 8],
  );
  const { rows: people } = await client.query('select id from technician where tenant_id = $1 order by id', [tenant]);
  const { rows: [{ there }] } = await client.query('select count(*)::int there from job where tenant_id = $1 and day = $2', [tenant, day]);
  await client.query(
    `insert into job select (jsonb_populate_record(one.job, jsonb_build_object('id', gen_random_uuid(), 'number', 'B-' || n, 'source_id', null, 'status', 'ASSIGNED', 'day', $2::date, 'duration_minutes', 60,
       'technician_id', ($3::uuid[])[1 + n % cardinality($3::uuid[])], 'starts_at', ($2::date + time '12:30' + make_interval(mins => 75 * (n / cardinality($3::uuid[])))) at time zone 'UTC', 'ends_at', null, 'ticket_id', null))).*
     from generate_series(1, $4::int) n, lateral (select job from job where tenant_id = $1 and day = $2 order by id offset n % 20 limit 1) one`,
    [tenant, day, people.slice(8).map(({ id }) => id), jobs - there],
  );
  return { technicians: people.length, jobs };
}

/** Carries a visit to the other end of the board and back, by way of many technicians and hours, and leaves it where it was. */
async function carry(page, turn) {
  const bar = page.locator('app-board-timeline .bar').nth(turn * 3);
  await bar.scrollIntoViewIfNeeded();
  const [box, view] = [await bar.boundingBox(), await page.locator('app-board-timeline .scroller').boundingBox()];
  await page.mouse.move(box.x + 12, box.y + 8);
  await page.mouse.down();
  for (let step = 1; step <= 120; step++) {
    const share = step / 120;
    await page.mouse.move(view.x + 240 + (view.width - 300) * Math.abs(Math.sin(share * 9 + turn)), view.y + 40 + (view.height - 60) * (0.5 - 0.5 * Math.cos(share * 12)));
  }
  await page.keyboard.press('Escape');
  await page.mouse.up();
}

/** The main thread's tasks while something happens, in milliseconds on the clock and on the processor. */
async function traced({ context, page }, work) {
  const devtools = await context.newCDPSession(page);
  const events = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  await devtools.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline', '__metadata'] } });
  await work();
  const complete = new Promise((done) => devtools.once('Tracing.tracingComplete', done));
  await devtools.send('Tracing.end');
  await complete;
  await devtools.detach();
  const threads = new Set(events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  return events.filter(({ name, pid, tid, dur }) => name === 'RunTask' && dur && threads.has(`${pid} ${tid}`)).map(({ dur, tdur }) => ({ clock: dur / 1000, processor: (tdur ?? dur) / 1000 }));
}

function report(tasks) {
  const row = (name, value) => {
    const sorted = tasks.map(value).sort((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1);
    return { measured: name, tasks: sorted.length, 'p50 ms': at(0.5), 'p99 ms': at(0.99), 'longest ms': at(1), 'over a frame': sorted.filter((ms) => ms > FRAME_MS).length, 'over 50 ms': sorted.filter((ms) => ms > LONG_MS).length };
  };
  const table = [row('on the clock', ({ clock }) => clock), row('on the processor', ({ processor }) => processor)];
  const heads = Object.keys(table[0]);
  const widths = heads.map((head) => Math.max(head.length, ...table.map((line) => String(line[head]).length)));
  for (const line of [heads, ...table.map((one) => heads.map((head) => String(one[head])))]) console.log(line.map((cell, column) => cell.padStart(widths[column])).join('  '));
}
