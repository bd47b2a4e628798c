import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Locale } from '../platform/caller.js';
import { Problem } from '../platform/graphql/problem.js';
import { Customer } from './customer.entity.js';
import { EmailNotUnderstood, PhoneAlreadyThere, PhoneNotUnderstood } from './customer.results.js';

type Says = Readonly<Record<Locale, string>>;

/** A code is on its way to a new address; nothing has changed yet. */
@ObjectType({ description: 'A code is on its way to the new address or number; nothing changes until it is given back.' })
export class ReachCodeSent {
  @Field(() => ID, { description: 'For `confirmMyReach`.' }) id: string;
  @Field(() => Int, { description: 'How long the code works, in minutes.' }) minutes: number;

  static of(id: string, minutes: number): ReachCodeSent {
    return Object.assign(new ReachCodeSent(), { id, minutes });
  }
}

/** There is nothing to change. */
@ObjectType({ implements: () => Problem })
export class EmailAlreadyYours extends Problem {
  protected readonly says: Says = { fr: 'C’est déjà votre adresse. Donnez-en une autre.', en: 'This is your address already. Give another one.' };
}

/** Told only to whoever has shown that the address is theirs. */
@ObjectType({ implements: () => Problem })
export class EmailOfAnother extends Problem {
  protected readonly says: Says = {
    fr: 'Cette adresse ouvre déjà le compte de quelqu’un d’autre chez nous. Donnez-en une autre, ou écrivez-nous pour réunir les deux.',
    en: 'This address opens somebody else’s account with us already. Give another one, or write to us to bring the two together.',
  };
}

/** Codes cost a mailbox something, and nobody knows yet whose it is. */
@ObjectType({ implements: () => Problem })
export class CodesTooOften extends Problem {
  protected readonly says: Says = { fr: 'Plusieurs codes viennent déjà de partir. Attendez quelques minutes.', en: 'Several codes have just been sent already. Wait a few minutes.' };
}

/** The digits are not those of the code. */
@ObjectType({ implements: () => Problem })
export class CodeWrong extends Problem {
  @Field(() => Int) readonly triesLeft: number;
  protected readonly says: Says;

  constructor(triesLeft: number) {
    super();
    this.triesLeft = triesLeft;
    this.says = {
      fr: `Ce n’est pas le bon code. ${triesLeft === 1 ? 'Il reste un essai.' : `Il reste ${triesLeft} essais.`}`,
      en: `This is not the right code. ${triesLeft === 1 ? 'One try is left.' : `${triesLeft} tries are left.`}`,
    };
  }
}

/** Expired, used up by wrong tries, or another session's. */
@ObjectType({ implements: () => Problem })
export class CodeGone extends Problem {
  protected readonly says: Says = { fr: 'Ce code ne fonctionne plus. Demandez-en un autre.', en: 'This code no longer works. Ask for another one.' };
}

/** Without an address or a number nobody could sign in any more. */
@ObjectType({ implements: () => Problem })
export class LastWayToReach extends Problem {
  protected readonly says: Says = { fr: 'C’est le seul moyen de vous joindre. Ajoutez d’abord une adresse courriel ou un autre numéro.', en: 'This is the only way to reach you. Add an e-mail address or another number first.' };
}

export const ReachCodeResult = createUnionType({ name: 'ReachCodeResult', types: () => [ReachCodeSent, EmailNotUnderstood, EmailAlreadyYours, PhoneNotUnderstood, PhoneAlreadyThere, CodesTooOften] as const });
export const ConfirmReachResult = createUnionType({ name: 'ConfirmReachResult', types: () => [Customer, CodeWrong, CodeGone, EmailOfAnother, PhoneAlreadyThere] as const });
export const RemoveReachResult = createUnionType({ name: 'RemoveReachResult', types: () => [Customer, LastWayToReach] as const });
