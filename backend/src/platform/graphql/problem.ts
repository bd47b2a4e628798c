import { Field, InterfaceType } from '@nestjs/graphql';
import type { Locale } from '../caller.js';

/** An expected failure: a person can cause it and mend it. Members of a mutation's result union implement it. */
@InterfaceType({ description: 'Why it was not done, for the person who asked: what happened and what to do.' })
export abstract class Problem {
  @Field({ description: 'One or two sentences in the caller’s language.' })
  message: string;

  /** The sentence in each language. */
  protected abstract readonly says: Readonly<Record<Locale, string>>;

  /** Chooses the language; called once, when the answer is made. */
  inLocale(locale: Locale): this {
    this.message = this.says[locale];
    return this;
  }
}
