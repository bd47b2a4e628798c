import type { FieldDayQuery, FieldJobFragment } from './day-pack.generated';
import type { FieldStock } from './field-db';
import { isOver } from './projection';

type Place = NonNullable<FieldDayQuery['fieldDay']['jobs'][number]['location']>;
export type CardDevice = Place['devices'][number];

/** All that a phone knows of a device: what it is, where it stands and for whom, or that it lies in the own van. */
export interface DeviceCard {
  readonly device: CardDevice;
  readonly customer: Omit<FieldJobFragment['customer'], 'contacts'> | null;
  readonly location: Omit<Place, 'devices'> | null;
  /** The visit of today or tomorrow to the place where it is. */
  readonly job: FieldJobFragment | null;
  readonly van: string | null;
}

/** Compared as the server does: upper case, without blanks and dashes. */
const keyOf = (serial: string): string => serial.toUpperCase().replace(/[\s-]/g, '');

/** Finds a device by its serial in what the phone carries: at the places of visits first, then in the van. */
export function cardOf(serial: string, jobs: readonly FieldJobFragment[], van: Pick<NonNullable<FieldStock['myVan']>, 'name' | 'devices'> | undefined): DeviceCard | undefined {
  const key = keyOf(serial);
  // Of several visits to a place the one that is not over is meant.
  for (const job of [...jobs].sort((a, b) => Number(isOver(a.status)) - Number(isOver(b.status)))) {
    const device = job.location?.devices.find((one) => keyOf(one.serial) === key);
    if (device) return { device, customer: job.customer, location: job.location, job, van: null };
  }
  const device = van?.devices.find((one) => keyOf(one.serial) === key);
  return device && { device, customer: null, location: null, job: null, van: van!.name };
}
