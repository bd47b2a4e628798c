import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { JobMoved } from '../dispatch/dispatch.results.js';
import type { Locale } from '../platform/caller.js';
import { Problem } from '../platform/graphql/problem.js';
import { LineReading } from './line-reading.entity.js';

/** A reading is evidence for a visit only when the device is at that customer’s. */
@ObjectType({ implements: () => Problem })
export class DeviceNotAtVisit extends Problem {
  @Field(() => ID) readonly deviceId: string;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(deviceId: string, serial: string) {
    super();
    this.deviceId = deviceId;
    this.says = {
      fr: `L’appareil ${serial} n’est pas chez le client de cette visite. Ajoutez-le d’abord à la visite.`,
      en: `The device ${serial} is not at this visit’s customer. Add it to the visit first.`,
    };
  }
}

export const ReadLineResult = createUnionType({ name: 'ReadLineResult', types: () => [LineReading, DeviceNotAtVisit, JobMoved] as const });
