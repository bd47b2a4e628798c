import { Address, AddressSource, AddressStreet, ServiceArea } from '../addresses/address.entity.js';
import { uuidv7 } from '../platform/ids.js';
import type { Seeded } from './seeded.js';
import { STREETS, TERRITORY, type Place } from './territory.js';

/** A real place that the provider does not reach yet, so that one can see what a visitor is told. */
export const BEYOND: Place = { name: 'Mont-Tremblant', lat: 46.21274, lon: -74.58438, weight: 1, sorting: 'J8E' };
const DOORS = 12;
const LETTERS = 'ABCEGHJKLMNPRSTVWXYZ';

/** The address register of the demo: doors that do not exist, on streets of real places. */
export function demoAddresses(random: Seeded, fold: (text: string) => string): { readonly streets: AddressStreet[]; readonly addresses: Address[]; readonly areas: ServiceArea[] } {
  const streets: AddressStreet[] = [];
  const addresses: Address[] = [];
  for (const place of [...TERRITORY, BEYOND]) {
    for (const name of STREETS) {
      const street = Object.assign(new AddressStreet(), { name, city: place.name, province: 'QC', folded: fold(`${name} ${place.name}`) });
      streets.push(street);
      const postalCode = `${place.sorting} ${random.whole(1, 9)}${LETTERS[random.whole(0, LETTERS.length - 1)]}${random.whole(1, 9)}`;
      let number = random.whole(1, 20) * 2;
      for (let door = 0; door < DOORS; door++, number += random.whole(1, 9) * 2) {
        addresses.push(Object.assign(new Address(), {
          streetId: street.id, source: AddressSource.DEMO, sourceId: uuidv7(), number, suffix: '', unit: '', postalCode,
          lat: place.lat + (random.whole(-900, 900) / 100_000), lon: place.lon + (random.whole(-1_200, 1_200) / 100_000),
        }));
      }
    }
  }
  return { streets, addresses, areas: TERRITORY.map(({ name }) => Object.assign(new ServiceArea(), { city: name, folded: fold(name), postalPrefix: '' })) };
}
