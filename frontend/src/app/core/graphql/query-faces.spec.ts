import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const APP = join(process.cwd(), 'frontend/src/app');
/** What stands beside other things and is only missing while it cannot be fetched: counts in the navigation, hints while one types, pieces of a map. */
const BESIDE: ReadonlySet<string> = new Set([
  'ops/alerts/alerts-badge.ts', 'ops/billing/paused-pill.ts', 'ops/dispatch/field-positions.ts', 'ops/equipment/new-device.ts', 'ops/messages/messages-badge.ts', 'ops/promises/late-badge.ts', 'portal/notices/service-banner.ts', 'portal/tickets/offered-articles.ts',
]);
const PLACES = ['portal/**/*.ts', 'ops/**/*.ts', 'domain/**/*.ts'];

/** Every query of a file that holds data, with the text of its class and template and of the other files of its folder. */
function queriesOf(file: string): { readonly name: string; readonly own: string; readonly folder: string }[] {
  const text = readFileSync(join(APP, file), 'utf8');
  const [, template] = /templateUrl: '\.\/([^']+)'/.exec(text) ?? [];
  const own = text + (template ? readFileSync(join(APP, dirname(file), template), 'utf8') : '');
  const folder = globSync(join(dirname(file), '*.{ts,html}'), { cwd: APP }).map((other) => readFileSync(join(APP, other), 'utf8')).join('\n');
  return [...text.matchAll(/(\w+)(?:: [^=\n]+)? = query\(/g)].map(([, name]) => ({ name: name!, own, folder }));
}

/** Whether somebody is told when the query fails: it is asked for its error, or given to a piece that asks. */
const isTold = (name: string, text: string) => new RegExp(`\\b${name}\\.error\\(\\)|\\[of\\]="[^"]*\\b${name}\\b`).test(text);

describe('what is fetched', () => {
  const files = globSync(PLACES, { cwd: APP }).filter((file) => !/\.(spec|generated)\.ts$/.test(file));
  const all = files.flatMap((file) => queriesOf(file).map((one) => ({ file, ...one })));

  it('has a face for when it fails, wherever it is shown', () => {
    const isService = (own: string) => /@Injectable\(/.test(own);
    const faceless = all.filter(({ file, name, own, folder }) => !BESIDE.has(file) && !isTold(name, own) && !(isService(own) && isTold(`\\w+\\.${name}`, folder)));
    expect(faceless.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
    expect(all.length).toBeGreaterThan(100);
  });

  it('is shown beside other things where that is said, and nowhere else', () => expect([...BESIDE].filter((file) => !all.some((one) => one.file === file && !isTold(one.name, one.own)))).toEqual([]));
});
