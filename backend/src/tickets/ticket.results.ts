import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { SavedReply } from './desk.entity.js';
import { Ticket, TicketMessage } from './ticket.entity.js';

@ObjectType({ implements: Problem })
export class TicketIsClosed extends Problem {
  protected readonly says = {
    fr: 'Cette demande est fermée. Ouvrez-en une nouvelle et mentionnez son numéro.',
    en: 'This ticket is closed. Open a new one and mention its number.',
  };
}

@ObjectType({ implements: Problem })
export class MessageIsEmpty extends Problem {
  protected readonly says = {
    fr: 'Le message est vide. Écrivez ce qui se passe, puis envoyez.',
    en: 'The message is empty. Write what is going on, then send.',
  };
}

@ObjectType({ implements: Problem, description: 'A colleague has answered since the caller last looked.' })
export class AnsweredMeanwhile extends Problem {
  @Field() by: string;
  @Field(() => ID) messageId: string;

  static with(message: Pick<TicketMessage, 'id' | 'authorName'>): AnsweredMeanwhile {
    return Object.assign(new AnsweredMeanwhile(), { by: message.authorName, messageId: message.id });
  }

  protected get says() {
    return {
      fr: `${this.by} vient de répondre. Lisez sa réponse, puis envoyez la vôtre si elle apporte encore quelque chose.`,
      en: `${this.by} has just answered. Read that answer, then send yours if it still adds something.`,
    };
  }
}

@ObjectType({ implements: Problem })
export class TicketsDoNotMerge extends Problem {
  protected readonly says = {
    fr: 'Ces billets ne peuvent pas être fusionnés : choisissez deux billets ouverts du même client.',
    en: 'These tickets cannot be merged: choose two open tickets of the same customer.',
  };
}

@ObjectType({ implements: Problem })
export class NothingStays extends Problem {
  protected readonly says = {
    fr: 'Laissez au moins un message dans ce billet, et choisissez-en au moins un pour le nouveau.',
    en: 'Leave at least one message in this ticket, and choose at least one for the new one.',
  };
}

@ObjectType({ implements: Problem })
export class TicketStillOpen extends Problem {
  protected readonly says = {
    fr: 'Cette demande n’est pas encore réglée. Vous pourrez donner votre avis ensuite.',
    en: 'This request is not settled yet. You can give your opinion afterwards.',
  };
}

@ObjectType({ implements: Problem })
export class NameTaken extends Problem {
  protected readonly says = {
    fr: 'Une autre réponse porte déjà ce nom. Choisissez-en un autre.',
    en: 'Another reply has this name already. Choose another one.',
  };
}

@ObjectType({ implements: Problem })
export class UnknownPlaceholder extends Problem {
  @Field() placeholder: string;

  static called(placeholder: string): UnknownPlaceholder {
    return Object.assign(new UnknownPlaceholder(), { placeholder });
  }

  protected get says() {
    return {
      fr: `« ${this.placeholder} » n’est pas connu. Utilisez {client}, {number}, {agent} ou {provider}.`,
      en: `“${this.placeholder}” is not known. Use {client}, {number}, {agent} or {provider}.`,
    };
  }
}

export const OpenTicketResult = createUnionType({ name: 'OpenTicketResult', types: () => [Ticket, MessageIsEmpty] as const });
export const ReplyResult = createUnionType({ name: 'ReplyResult', types: () => [TicketMessage, TicketIsClosed, MessageIsEmpty, AnsweredMeanwhile] as const });
export const MergeTicketsResult = createUnionType({ name: 'MergeTicketsResult', types: () => [Ticket, TicketsDoNotMerge] as const });
export const SplitTicketResult = createUnionType({ name: 'SplitTicketResult', types: () => [Ticket, NothingStays, TicketIsClosed] as const });
export const RateTicketResult = createUnionType({ name: 'RateTicketResult', types: () => [Ticket, TicketStillOpen] as const });
export const SavedReplyResult = createUnionType({ name: 'SavedReplyResult', types: () => [SavedReply, NameTaken, UnknownPlaceholder] as const });
