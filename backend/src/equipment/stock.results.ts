import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Locale } from '../platform/caller.js';
import { Problem } from '../platform/graphql/problem.js';
import { Device } from './device.entity.js';
import { DeviceElsewhere } from './equipment.results.js';
import { Part, StockPlace } from './stock.entity.js';

@ObjectType({ implements: () => Problem })
export class StockNameTaken extends Problem {
  @Field() readonly name: string;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(name: string) {
    super();
    this.name = name;
    this.says = { fr: `« ${name} » existe déjà : choisissez un autre nom.`, en: `“${name}” exists already: choose another name.` };
  }
}

@ObjectType({ implements: () => Problem })
export class TooFewParts extends Problem {
  @Field(() => Int, { description: 'How many are there.' }) readonly there: number;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(there: number, place: string) {
    super();
    this.there = there;
    this.says = {
      fr: there ? `Il n’y en a que ${there} à « ${place} ». Comptez, ou prenez-les ailleurs.` : `Il n’y en a plus à « ${place} ». Comptez, ou prenez-les ailleurs.`,
      en: there ? `Only ${there} are at “${place}”. Count them, or take them elsewhere.` : `None are left at “${place}”. Count them, or take them elsewhere.`,
    };
  }
}

@ObjectType({ implements: () => Problem })
export class PlacesDoNotFit extends Problem {
  protected readonly says: Readonly<Record<Locale, string>> = {
    fr: 'Dites d’où elles partent et où elles vont : reçues, elles ont une arrivée ; utilisées, retournées ou perdues, un départ ; transférées, les deux, différents.',
    en: 'Say where they come from and where they go: what is received arrives; what is used, returned or lost leaves; what is transferred does both, between two places.',
  };
}

export const StockPlaceResult = createUnionType({ name: 'StockPlaceResult', types: () => [StockPlace, StockNameTaken] as const });
export const PartResult = createUnionType({ name: 'PartResult', types: () => [Part, StockNameTaken] as const });
export const MovePartsResult = createUnionType({ name: 'MovePartsResult', types: () => [Part, TooFewParts, PlacesDoNotFit] as const });
export const TransferDeviceResult = createUnionType({ name: 'TransferDeviceResult', types: () => [Device, DeviceElsewhere] as const });
