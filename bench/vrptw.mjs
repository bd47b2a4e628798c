// Solomon and Gehring–Homberger instances as problems of libs/routing: distances truncated to one decimal, in tenths; total distance; hard windows.
import { readFileSync } from 'node:fs';

/** Reads one instance: every vehicle a technician with one shift, every customer a job. */
export function readInstance(file) {
  const rows = readFileSync(file, 'utf8').split(/\r?\n/).map((line) => line.trim().split(/\s+/).map(Number)).filter((row) => row.every(Number.isFinite));
  const [vehicles, capacity] = rows.find((row) => row.length === 2);
  const customers = rows.filter((row) => row.length === 7);
  const places = customers.length;
  const seconds = new Int32Array(places * places);
  for (let a = 0; a < places; a++) for (let b = 0; b < places; b++) {
    seconds[a * places + b] = Math.floor(10 * Math.hypot(customers[a][1] - customers[b][1], customers[a][2] - customers[b][2]) + 1e-9);
  }
  const [depot] = customers;
  const problem = {
    travel: { places, slices: [{ from: 0, seconds }] },
    technicians: Array.from({ length: vehicles }, (_, i) => ({ id: `v${i}`, shifts: [{ from: depot[4] * 10, to: depot[5] * 10, start: 0, capacity: [capacity] }] })),
    jobs: customers.slice(1).map((row, i) => ({ id: String(i + 1), place: i + 1, seconds: row[6] * 10, windows: [{ from: row[4] * 10, to: row[5] * 10 }], demand: [row[3]] })),
    prices: { unassigned: Array(5).fill(1e8) },
  };
  return { problem, customers, vehicles, capacity, seconds, places };
}

/** The distance of a plan in tenths, checked against the instance itself; throws when a rule is broken. */
export function measure({ customers, vehicles, capacity, seconds, places }, plan) {
  const seen = new Set();
  let total = 0;
  let used = 0;
  for (const { stops } of plan.routes) {
    if (stops.length && ++used > vehicles) throw Error('more routes than vehicles');
    let [at, t, load] = [0, customers[0][4] * 10, 0];
    for (const { job } of stops) {
      const to = Number(job);
      if (seen.has(to)) throw Error(`${to} is served twice`);
      seen.add(to);
      total += seconds[at * places + to];
      t = Math.max(t + seconds[at * places + to], customers[to][4] * 10);
      if (t > customers[to][5] * 10) throw Error(`${to} is served late`);
      t += customers[to][6] * 10;
      load += customers[to][3];
      at = to;
    }
    if (load > capacity) throw Error('a vehicle is overloaded');
    if (stops.length) total += seconds[at * places];
    if (t + seconds[at * places] > customers[0][5] * 10) throw Error('a vehicle is back late');
  }
  if (seen.size !== places - 1) throw Error(`${places - 1 - seen.size} customers are not served`);
  return total;
}
