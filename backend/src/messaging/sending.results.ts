import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import type { Locale } from '../platform/caller.js';
import { Problem } from '../platform/graphql/problem.js';
import { SendingNeed, SendingState } from './sending.entity.js';

const WORDS: Readonly<Record<SendingNeed, Readonly<Record<Locale, string>>>> = {
  REAL_PROVIDER: { fr: 'c’est un fournisseur de démonstration', en: 'this is a demonstration provider' },
  CONTACT_ADDRESS: { fr: 'l’adresse de courriel de votre entreprise manque (Votre image)', en: 'your company’s e-mail address is missing (Your look)' },
  MAIL: { fr: 'le serveur de courriel n’est pas configuré ou ne nous accepte pas', en: 'the mail server is not set up or does not accept us' },
  REPLIES: { fr: 'les réponses aux courriels n’arrivent pas ici', en: 'answers to mails do not arrive here' },
  SMS: { fr: 'le service de SMS ne nous accepte pas', en: 'the SMS service does not accept us' },
  SMS_NEWS: { fr: 'le service de SMS ne peut pas nous joindre', en: 'the SMS service cannot reach us' },
};

@ObjectType({ implements: Problem, description: 'Messages stay in the outbox: something they need is missing.' })
export class NotReadyToSend extends Problem {
  @Field(() => [SendingNeed]) missing: SendingNeed[];

  static without(missing: SendingNeed[]): NotReadyToSend {
    return Object.assign(new NotReadyToSend(), { missing });
  }

  protected get says() {
    const list = (locale: Locale) => this.missing.map((need) => WORDS[need][locale]).join(', ');
    return { fr: `Rien ne part encore : ${list('fr')}.`, en: `Nothing leaves yet: ${list('en')}.` };
  }
}

export const SwitchSendingResult = createUnionType({ name: 'SwitchSendingResult', types: () => [SendingState, NotReadyToSend] as const });
