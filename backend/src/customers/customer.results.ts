import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import type { Locale } from '../platform/caller.js';
import { Problem } from '../platform/graphql/problem.js';
import { Customer, ServiceLocation } from './customer.entity.js';

@ObjectType({ implements: () => Problem })
export class NameMissing extends Problem {
  protected readonly says: Readonly<Record<Locale, string>> = { fr: 'Donnez un nom.', en: 'Give a name.' };
}

@ObjectType({ implements: () => Problem })
export class EmailNotUnderstood extends Problem {
  @Field() readonly email: string;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(email: string) {
    super();
    this.email = email;
    this.says = {
      fr: `« ${email} » n’est pas une adresse courriel. Vérifiez-la, par exemple nom@exemple.ca.`,
      en: `“${email}” is not an e-mail address. Check it, for example name@example.com.`,
    };
  }
}

@ObjectType({ implements: () => Problem })
export class PhoneNotUnderstood extends Problem {
  @Field() readonly phone: string;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(phone: string) {
    super();
    this.phone = phone;
    this.says = {
      fr: `« ${phone} » n’est pas un numéro de téléphone. Écrivez 10 chiffres, ou + et l’indicatif du pays.`,
      en: `“${phone}” is not a telephone number. Write 10 digits, or + and the country code.`,
    };
  }
}

@ObjectType({ implements: () => Problem })
export class PhoneAlreadyThere extends Problem {
  @Field() readonly phone: string;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(phone: string) {
    super();
    this.phone = phone;
    this.says = { fr: `Le numéro ${phone} est déjà inscrit.`, en: `The number ${phone} is on file already.` };
  }
}

@ObjectType({ implements: () => Problem })
export class ContactAlreadyThere extends Problem {
  @Field() readonly name: string;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(name: string) {
    super();
    this.name = name;
    this.says = { fr: `${name} est déjà un contact de ce client, avec cette adresse courriel.`, en: `${name} is already a contact of this customer, with this e-mail address.` };
  }
}

@ObjectType({ implements: () => Problem })
export class AddressMissing extends Problem {
  protected readonly says: Readonly<Record<Locale, string>> = { fr: 'Donnez une adresse et une ville.', en: 'Give an address and a city.' };
}

/** Somebody without an address cannot be invited. */
@ObjectType({ implements: () => Problem })
export class ContactWithoutEmail extends Problem {
  protected readonly says: Readonly<Record<Locale, string>> = { fr: 'Cette personne n’a pas d’adresse courriel. Ajoutez-en une, puis invitez-la.', en: 'This person has no e-mail address. Add one, then invite them.' };
}

/** Somebody who has chosen a password needs no invitation. */
@ObjectType({ implements: () => Problem })
export class ContactAlreadyActive extends Problem {
  protected readonly says: Readonly<Record<Locale, string>> = { fr: 'Cette personne a déjà choisi son mot de passe. Elle peut en demander un autre à la page de connexion.', en: 'This person has chosen their password already. They can ask for another one on the sign-in page.' };
}

/** Invitations cost a mailbox something. */
@ObjectType({ implements: () => Problem })
export class InvitedTooOften extends Problem {
  protected readonly says: Readonly<Record<Locale, string>> = { fr: 'Plusieurs invitations viennent déjà de partir. Attendez quelques minutes.', en: 'Several invitations have just been sent already. Wait a few minutes.' };
}

/** An account without an owner could be managed by nobody. */
@ObjectType({ implements: () => Problem })
export class LastAccountOwner extends Problem {
  protected readonly says: Readonly<Record<Locale, string>> = { fr: 'Il faut au moins un propriétaire. Donnez d’abord ce rôle à quelqu’un d’autre.', en: 'There has to be at least one owner. Give somebody else that role first.' };
}

export const InviteContactResult = createUnionType({ name: 'InviteContactResult', types: () => [Customer, ContactWithoutEmail, ContactAlreadyActive, InvitedTooOften] as const });
export const ColleagueResult = createUnionType({ name: 'ColleagueResult', types: () => [Customer, NameMissing, EmailNotUnderstood, ContactAlreadyThere, ContactWithoutEmail, InvitedTooOften, LastAccountOwner] as const });
export const CustomerResult = createUnionType({ name: 'CustomerResult', types: () => [Customer, NameMissing, EmailNotUnderstood, PhoneNotUnderstood, AddressMissing] as const });
export const PhoneResult = createUnionType({ name: 'PhoneResult', types: () => [Customer, PhoneNotUnderstood, PhoneAlreadyThere] as const });
export const ContactResult = createUnionType({ name: 'ContactResult', types: () => [Customer, NameMissing, EmailNotUnderstood, ContactAlreadyThere] as const });
export const LocationResult = createUnionType({ name: 'LocationResult', types: () => [ServiceLocation, AddressMissing] as const });
