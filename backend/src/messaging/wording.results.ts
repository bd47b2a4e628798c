import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import type { LetterField, WordsFault } from './letter-words.js';
import { MessageWording, WordingField } from './letter-wording.entity.js';
import { MessagePreview } from './message-preview.js';

const FIELD: Readonly<Record<LetterField, WordingField>> = { subject: WordingField.SUBJECT, heading: WordingField.HEADING, body: WordingField.BODY, sms: WordingField.SMS };

/** A placeholder that keeps a text from being used. */
@ObjectType()
export class WordingFault {
  @Field(() => WordingField) field: WordingField;
  @Field({ description: 'As it is written, with its braces.' }) placeholder: string;
  @Field({ description: 'Whether it is needed and not there; otherwise it is there and means nothing.' }) isMissing: boolean;
}

@ObjectType({ implements: Problem, description: 'A text holds a placeholder that means nothing, or lacks one without which the message is of no use.' })
export class WordingRefused extends Problem {
  @Field(() => [WordingFault]) faults: WordingFault[];

  static of(faults: readonly WordsFault[]): WordingRefused {
    return Object.assign(new WordingRefused(), { faults: faults.map(({ field, ...fault }) => ({ field: FIELD[field], ...fault })) });
  }

  protected get says() {
    const named = (isMissing: boolean) => this.faults.filter((fault) => fault.isMissing === isMissing).map(({ placeholder }) => placeholder).join(', ');
    const [unknown, missing] = [named(false), named(true)];
    return {
      fr: [unknown && `${unknown} ne veut rien dire ici : choisissez parmi les mots offerts.`, missing && `Il manque ${missing} : sans cela, le message ne sert à rien.`].filter(Boolean).join(' '),
      en: [unknown && `${unknown} means nothing here: choose among the words offered.`, missing && `${missing} is missing: without it the message is of no use.`].filter(Boolean).join(' '),
    };
  }
}

@ObjectType({ implements: Problem, description: 'A colleague has changed these words since the caller opened them.' })
export class WordingChanged extends Problem {
  @Field({ description: 'Who did.' }) by: string;

  static by(by: string): WordingChanged {
    return Object.assign(new WordingChanged(), { by });
  }

  protected get says() {
    return {
      fr: `${this.by} vient de modifier ce message. Regardez sa version, puis reprenez vos changements.`,
      en: `${this.by} has just changed this message. Look at that version, then make your changes again.`,
    };
  }
}

export const SaveWordingResult = createUnionType({ name: 'SaveWordingResult', types: () => [MessageWording, WordingRefused, WordingChanged] as const });
export const PreviewWordingResult = createUnionType({ name: 'PreviewWordingResult', types: () => [MessagePreview, WordingRefused] as const });
