// npm run bench:addresses : searches of addresses as visitors type them, over a generated register of 1,000,000 doors, p50 and p95 at the server against the limit of 100 ms (goal S6).
//   --doors 1000000 --rounds 40 --keep .data/bench-addresses (where the filled database stays for the next run)
import { parseArgs } from 'node:util';
import { main } from '../scripts/plain.mjs';
import { asProvider, measureSearches, withDemo } from './demo-server.mjs';

const LIMIT_MS = 100;
const DOORS_OF_STREET = 20;
const { values: given } = parseArgs({ options: { doors: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '40' }, keep: { type: 'string', default: '.data/bench-addresses' } } });

const KINDS = ['rue', 'chemin', 'rang', 'avenue', 'boulevard', 'montee', 'cote', 'place'];
const NAMES = ['principale', 'du lac', 'des erables', 'saint georges', 'de l eglise', 'notre dame', 'des pins', 'labelle', 'du moulin', 'des bouleaux', 'saint joseph', 'de la riviere', 'bellevue', 'du parc', 'des cedres', 'sainte anne', 'champlain', 'du boise', 'lafontaine', 'papineau', 'de la montagne', 'des hirondelles', 'cartier', 'du domaine', 'gagnon', 'tremblay', 'des patriotes', 'frontenac', 'de la gare', 'du college'];
const TOWNS = ['saint jerome', 'sherbrooke', 'gatineau', 'trois rivieres', 'chicoutimi', 'rimouski', 'granby', 'victoriaville', 'drummondville', 'joliette', 'rouyn noranda', 'val d or', 'baie comeau', 'sept iles', 'matane', 'magog', 'thetford mines', 'alma', 'saint hyacinthe', 'sorel tracy'];
/** As people type them: whole, begun, misspelled, abbreviated, without the town, and one that is nowhere. */
const SEARCHES = ['12 rue principale saint-jerome', '120 ch du lac magog', '45 rue princpale st jerome', '8 boul labele sherbroke', 'rue notre dame gatineau', '4-1200a boul. Saint-Joseph, Granby', '77 des erables', 'principale', '300 montée de la rivière rimouski', 'rang sainte anne alma', '15 av du college trois rivieres', '9999 zzyzx qqqq', '60 rue saint georges saint-jerome J7Z', 'place cartier matane', '212 cote des hirondeles joliet'];

/** Streets of every kind and name in two hundred municipalities, with their doors. */
async function fill({ connect }, count) {
  const db = await connect();
  const tenant = await asProvider(db);
  const have = Number((await db.query('select count(*) from address')).rows[0].count);
  if (have < count) {
    await db.query(`insert into address_street (tenant_id, name, city, province, folded)
      select $1, k || ' ' || n, t || case when i > 0 then ' ' || i else '' end, 'QC', k || ' ' || n || ' ' || t || case when i > 0 then ' ' || i else '' end
      from unnest($2::text[]) k, unnest($3::text[]) n, unnest($4::text[]) t, generate_series(0, 10) i limit $5 on conflict do nothing`, [tenant, KINDS, NAMES, TOWNS, Math.ceil(count / DOORS_OF_STREET)]);
    await db.query(`insert into address (tenant_id, street_id, source, source_id, number, postal_code, lat, lon)
      select $1, s.id, 'RQA', s.id || '-' || d, d * 8 + 4, 'J' || (1 + d % 9) || 'Z ' || (1 + d % 9) || 'A1', 45 + random(), -74 + random() from address_street s, generate_series(0, $2::int - 1) d
      where s.tenant_id = $1 on conflict do nothing`, [tenant, DOORS_OF_STREET]);
    await db.query('vacuum analyze address_street, address');
  }
  const { rows: [{ doors, streets }] } = await db.query('select (select count(*) from address) doors, (select count(*) from address_street) streets');
  console.log(`${Number(doors).toLocaleString('en-CA')} doors on ${Number(streets).toLocaleString('en-CA')} streets`);
  await db.end();
}

await main(() => withDemo({ keep: given.keep }, async (demo) => {
  await fill(demo, Number(given.doors));
  await measureSearches(SEARCHES, Number(given.rounds), LIMIT_MS, async (text) => {
    const { addresses: [first] } = await (await demo.post('/shop/addresses', { text })).json();
    return first ? `${first.line1}, ${first.city}` : 'nothing';
  });
}));
