import { createUnionType, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Locale } from '../platform/caller.js';
import { Problem } from '../platform/graphql/problem.js';
import { Device } from './device.entity.js';

@ObjectType({ implements: () => Problem })
export class SerialTaken extends Problem {
  @Field(() => ID) readonly deviceId: string;
  @Field({ description: 'Where the known device is: a customer and address, or stock.' }) readonly where: string;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(deviceId: string, serial: string, place: string | null) {
    super();
    this.deviceId = deviceId;
    this.where = place ?? '';
    this.says = {
      fr: `Le numéro de série ${serial} existe déjà${place ? ` : ${place}` : ', sans adresse'}.`,
      en: `The serial ${serial} is known already${place ? `: ${place}` : ', without an address'}.`,
    };
  }
}

@ObjectType({ implements: () => Problem })
export class SerialMissing extends Problem {
  protected readonly says: Readonly<Record<Locale, string>> = { fr: 'Donnez le numéro de série.', en: 'Give the serial number.' };
}

@ObjectType({ implements: () => Problem })
export class MacNotUnderstood extends Problem {
  @Field() readonly mac: string;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(mac: string) {
    super();
    this.mac = mac;
    this.says = { fr: `« ${mac} » n’est pas une adresse MAC : il en faut 12 chiffres hexadécimaux.`, en: `“${mac}” is not a MAC address: it has 12 hexadecimal digits.` };
  }
}

@ObjectType({ implements: () => Problem })
export class DeviceElsewhere extends Problem {
  @Field(() => ID) readonly deviceId: string;
  @Field({ description: 'The customer and address where it is.' }) readonly where: string;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(deviceId: string, serial: string, place: string) {
    super();
    this.deviceId = deviceId;
    this.where = place;
    this.says = { fr: `L’appareil ${serial} est installé ailleurs : ${place}. Retirez-le d’abord de là.`, en: `The device ${serial} is installed elsewhere: ${place}. Remove it from there first.` };
  }
}

@ObjectType({ implements: () => Problem })
export class DeviceNotInstalled extends Problem {
  @Field(() => ID) readonly deviceId: string;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(deviceId: string, serial: string) {
    super();
    this.deviceId = deviceId;
    this.says = { fr: `L’appareil ${serial} n’est installé chez personne.`, en: `The device ${serial} is not installed anywhere.` };
  }
}

/** Why a device cannot belong to what was named. */
export enum DeviceTieWhy {
  SUBSCRIPTION_ELSEWHERE = 'SUBSCRIPTION_ELSEWHERE',
  PARENT_ELSEWHERE = 'PARENT_ELSEWHERE',
  PARENT_BEHIND_IT = 'PARENT_BEHIND_IT',
}
registerEnumType(DeviceTieWhy, { name: 'DeviceTieWhy' });

const TIE_REFUSALS: Readonly<Record<DeviceTieWhy, Readonly<Record<Locale, string>>>> = {
  [DeviceTieWhy.SUBSCRIPTION_ELSEWHERE]: { fr: 'Cet abonnement n’est pas celui du lieu où est l’appareil. Choisissez-en un de ce lieu.', en: 'That subscription is not one of the place where the device is. Choose one of that place.' },
  [DeviceTieWhy.PARENT_ELSEWHERE]: { fr: 'L’autre appareil est chez un autre client ou à un autre lieu. Choisissez-en un au même lieu.', en: 'The other device is at another customer or place. Choose one at the same place.' },
  [DeviceTieWhy.PARENT_BEHIND_IT]: { fr: 'L’autre appareil dépend déjà de celui-ci. Détachez-le d’abord.', en: 'The other device hangs on this one already. Detach it first.' },
};

@ObjectType({ implements: () => Problem })
export class DeviceTieRefused extends Problem {
  @Field(() => DeviceTieWhy) readonly why: DeviceTieWhy;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(why: DeviceTieWhy) {
    super();
    this.why = why;
    this.says = TIE_REFUSALS[why];
  }
}

export const TieDeviceResult = createUnionType({ name: 'TieDeviceResult', types: () => [Device, DeviceTieRefused] as const });
export const CreateDeviceResult = createUnionType({ name: 'CreateDeviceResult', types: () => [Device, SerialTaken, SerialMissing, MacNotUnderstood] as const });
export const LinkDeviceResult = createUnionType({ name: 'LinkDeviceResult', types: () => [Device, DeviceElsewhere] as const });
export const UnlinkDeviceResult = createUnionType({ name: 'UnlinkDeviceResult', types: () => [Device, DeviceNotInstalled] as const });
export const SwapDeviceResult = createUnionType({ name: 'SwapDeviceResult', types: () => [Device, DeviceNotInstalled, DeviceElsewhere] as const });
