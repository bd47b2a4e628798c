import { ServiceSubscription, SubscriptionStatus, type CatalogItem } from '../catalog/catalog.entity.js';
import { Contact, ContactRoleName, Customer, CustomerContact, CustomerKind, CustomerStatus, Phone, PhoneKind, ServiceLocation } from '../customers/customer.entity.js';
import { Device, DeviceKind, DeviceMovement, DeviceOwner, DeviceStatus, MovementKind } from '../equipment/device.entity.js';
import { Language } from '../tenancy/tenant.entity.js';
import { addDays } from '@demarc/time';
import type { Seeded } from './seeded.js';
import { asciiOf, COMPANIES, FAMILY_NAMES, GIVEN_NAMES, STREETS, TERRITORY, type Place } from './territory.js';

/** Customers with everything that hangs on them. */
export interface People {
  readonly customers: Customer[];
  readonly contacts: Contact[];
  readonly links: CustomerContact[];
  readonly phones: Phone[];
  readonly locations: ServiceLocation[];
  readonly devices: Device[];
  readonly movements: DeviceMovement[];
  readonly subscriptions: ServiceSubscription[];
}

const GATEWAYS = [['Huawei', 'EG8145V5', 'HWTC'], ['ZTE', 'F670L', 'ZTEG'], ['TP-Link', 'XX530v', 'TPLG'], ['Nokia', 'G-240W', 'ALCL']] as const;
const NOTES = ['', '', '', '', '', 'Préfère être rappelée en fin de journée.', 'Ancien client de la coop, très fidèle.', 'Demande toujours une facture papier.', 'Travaille de nuit : ne pas appeler le matin.'] as const;
const ACCESS = ['', '', '', '', 'Chien dans la cour, sonner avant.', 'Clé chez le voisin du 14.', 'Stationnement à l’arrière.', 'Entrée par le garage.', 'Chemin privé : barrière, code 4471.'] as const;

/** The customers of the demo: nearly nine households to one company, gathered around the towns of the territory. */
export function demoCustomers(random: Seeded, catalog: readonly CatalogItem[], today: string, count: number): People {
  const people: People = { customers: [], contacts: [], links: [], phones: [], locations: [], devices: [], movements: [], subscriptions: [] };
  const towns = TERRITORY.flatMap((place) => Array<Place>(place.weight).fill(place));
  for (let i = 1; i <= count; i++) addCustomer(people, random, catalog, today, towns, i);
  for (const customer of people.customers) customer.createdAt = since(people.subscriptions.filter(({ customerId }) => customerId === customer.id));
  people.devices.push(...inStock(random), ...wifiPoints(people, catalog));
  people.devices.push(fedBySplitter(people));
  askForSomebody(people);
  people.movements.push(...people.devices.map((device) => movementOf(device)));
  return people;
}

function addCustomer(people: People, random: Seeded, catalog: readonly CatalogItem[], today: string, towns: readonly Place[], i: number): void {
  const company = i > 1 && random.chance(0.12);
  const given = i === 1 ? 'Nathalie' : random.pick(GIVEN_NAMES);
  const family = i === 1 ? 'Tremblay' : random.pick(FAMILY_NAMES);
  const name = company ? random.pick(COMPANIES).replace('%', family) : `${given} ${family}`;
  const language = i > 1 && random.chance(0.1) ? Language.EN : Language.FR;
  const email = i === 1 ? 'nathalie.tremblay@example.com' : `${asciiOf(given)}.${asciiOf(family)}${i}@example.com`;
  const customer = Object.assign(new Customer(), {
    number: `C-${String(i).padStart(5, '0')}`, name, language, currency: 'CAD', kind: company ? CustomerKind.COMPANY : CustomerKind.RESIDENTIAL,
    status: i > 20 && random.chance(0.03) ? CustomerStatus.SUSPENDED : CustomerStatus.ACTIVE,
    billingEmail: company ? `comptabilite${i}@example.com` : null, notes: random.pick(NOTES), tags: company && random.chance(0.4) ? ['affaires'] : [],
  });
  people.customers.push(customer);
  const contact = Object.assign(new Contact(), { name: `${given} ${family}`, email, language });
  people.contacts.push(contact);
  people.links.push(Object.assign(new CustomerContact(), { customerId: customer.id, contactId: contact.id, role: ContactRoleName.OWNER }));
  const phone = (kind: PhoneKind) => {
    const number = `${random.pick(['450', '579', '514', '438'])}-555-${String(random.whole(0, 9999)).padStart(4, '0')}`;
    people.phones.push(Object.assign(new Phone(), { customerId: customer.id, kind, number, lastTen: number.replaceAll('-', '') }));
  };
  if (i === 1 || random.chance(0.9)) phone(PhoneKind.CELL);
  if (company) phone(PhoneKind.OFFICE);
  else if (random.chance(0.35)) phone(PhoneKind.HOME);
  for (let site = 0; site < (company && random.chance(0.3) ? 2 : 1); site++) addSite(people, random, catalog, today, i === 1 ? TERRITORY[0]! : random.pick(towns), customer, site);
}

function addSite(people: People, random: Seeded, catalog: readonly CatalogItem[], today: string, town: Place, customer: Customer, site: number): void {
  const spread = town.weight > 4 ? 0.025 : 0.016;
  const letter = () => random.pick([...'ABCEGHJKLMNPRSTVWXYZ']);
  const location = Object.assign(new ServiceLocation(), {
    customerId: customer.id, name: site ? `Succursale de ${town.name}` : 'Principal', line1: `${random.whole(2, 2890)}, ${random.pick(STREETS)}`, city: town.name, province: 'QC',
    postalCode: `${town.sorting} ${random.whole(1, 9)}${letter()}${random.whole(0, 9)}`,
    lat: round(town.lat + (random.next() + random.next() - 1) * spread), lon: round(town.lon + (random.next() + random.next() - 1) * spread * 1.4), accessNotes: random.pick(ACCESS),
  });
  people.locations.push(location);
  people.devices.push(deviceOf(random, customer, location));
  const company = customer.kind === CustomerKind.COMPANY;
  const codes = company ? ['INT-AFF', 'TEL-AFF', 'IP-FIXE'] : [random.pick(['INT-100', 'INT-500', 'INT-500', 'INT-1500']), 'TEL-RES', 'TV-BASE', 'EQP-WIFI'];
  for (const [at, code] of codes.entries()) {
    if (at > 0 && !random.chance(0.45)) continue;
    const item = catalog.find((known) => known.code === code)!;
    people.subscriptions.push(Object.assign(new ServiceSubscription(), {
      customerId: customer.id, locationId: location.id, itemId: item.id, price: item.price, currency: 'CAD', quantity: company && code === 'TEL-AFF' ? random.whole(1, 4) : 1,
      frequency: item.frequency, status: SubscriptionStatus.ACTIVE, startsOn: addDays(today, -random.whole(120, 1800)), endsOn: null,
    }));
  }
}

function deviceOf(random: Seeded, customer: Customer, location: ServiceLocation): Device {
  const [brand, model, maker] = random.pick(GATEWAYS);
  const serial = `${maker}${hex(random, 8)}`;
  return Object.assign(new Device(), { serial, serialKey: serial, mac: macOf(random), barcode: null, kind: DeviceKind.ONT, brand, model, status: DeviceStatus.INSTALLED, customerId: customer.id, locationId: location.id });
}

/** Noon of the first day of the oldest of some subscriptions. */
const since = (subscriptions: readonly ServiceSubscription[]) => new Date(`${subscriptions.map(({ startsOn }) => startsOn).sort()[0]!}T17:00:00Z`);

/** Whoever rents Wi-Fi has a point behind the terminal; the plan comes through the terminal, and a few own their point. */
function wifiPoints(people: People, catalog: readonly CatalogItem[]): Device[] {
  const wifi = catalog.find(({ code }) => code === 'EQP-WIFI')!;
  const plans = new Set(catalog.filter(({ code }) => code.startsWith('INT-')).map(({ id }) => id));
  const terminals = new Map(people.devices.filter(({ locationId }) => locationId).map((device) => [device.locationId, device]));
  for (const { locationId, itemId, id } of people.subscriptions) if (plans.has(itemId)) Object.assign(terminals.get(locationId)!, { subscriptionId: id });
  return people.subscriptions.filter(({ itemId }) => itemId === wifi.id).map((subscription, i) => {
    const terminal = terminals.get(subscription.locationId)!;
    const digits = (i * 40_503 + 1).toString(16).toUpperCase().padStart(8, '0');
    return Object.assign(new Device(), {
      serial: `TPWF${digits}`, serialKey: `TPWF${digits}`, mac: `02:5C:${digits.match(/../g)!.join(':')}`, barcode: null, kind: DeviceKind.WIFI_POINT, brand: 'TP-Link', model: 'Deco X50', status: DeviceStatus.INSTALLED,
      customerId: terminal.customerId, locationId: terminal.locationId, subscriptionId: subscription.id, parentId: terminal.id, parentPort: 'LAN 1', owner: i % 9 === 4 ? DeviceOwner.CUSTOMER : DeviceOwner.COMPANY,
    });
  });
}

/** A splitter in the street, with the terminals of the eight houses it feeds. */
function fedBySplitter(people: People): Device {
  const splitter = Object.assign(new Device(), { serial: 'RPT-STJ-014', serialKey: 'RPTSTJ014', mac: null, barcode: null, kind: DeviceKind.OTHER, brand: 'Corning', model: 'Répartiteur 1:8', status: DeviceStatus.INSTALLED, customerId: null, locationId: null });
  for (const [i, terminal] of people.devices.filter(({ kind, locationId }) => kind === DeviceKind.ONT && locationId).slice(0, 8).entries()) Object.assign(terminal, { parentId: splitter.id, parentPort: String(i + 1) });
  return splitter;
}

/** At some places somebody else than the customer is asked for. */
function askForSomebody(people: People): void {
  const known = [{ name: 'Gaston Huard', phone: '450-555-0188', note: 'concierge, de 7 h à 15 h' }, { name: 'Mme Lauzon', phone: '450-555-0176', note: 'voisine du 14, a la clé' }, { name: 'Réception', phone: '', note: 'demander l’accès à la salle technique' }];
  for (const [i, location] of people.locations.entries()) if (i % 6 === 1) location.contacts = [known[(i % 18 - 1) / 6]!];
}

/** The warehouse: the first is the gateway whose label lies among the photographs of the tests. */
function inStock(random: Seeded): Device[] {
  const known = Object.assign(new Device(), { serial: '22334455667788990', serialKey: '22334455667788990', mac: '30:DE:4B:00:11:22', barcode: 'TPLG11223344', kind: DeviceKind.ONT, brand: 'TP-Link', model: 'XX530v' });
  const others = Array.from({ length: 11 }, () => {
    const [brand, model, maker] = random.pick(GATEWAYS);
    const serial = `${maker}${hex(random, 8)}`;
    return Object.assign(new Device(), { serial, serialKey: serial, mac: macOf(random), barcode: null, kind: DeviceKind.ONT, brand, model });
  });
  return [known, ...others].map((device) => Object.assign(device, { status: DeviceStatus.IN_STOCK, customerId: null, locationId: null }));
}

function movementOf(device: Device): DeviceMovement {
  const installed = device.status === DeviceStatus.INSTALLED;
  return Object.assign(new DeviceMovement(), { deviceId: device.id, kind: installed ? MovementKind.INSTALLED : MovementKind.RECEIVED, customerId: device.customerId, locationId: device.locationId, jobId: null, by: 'Entrepôt', note: installed ? '' : 'Étagère B3' });
}

const hex = (random: Seeded, length: number) => Array.from({ length }, () => random.whole(0, 15).toString(16)).join('').toUpperCase();
const macOf = (random: Seeded) => `02:${Array.from({ length: 5 }, () => hex(random, 2)).join(':')}`;
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
