import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { Conversation } from './conversation.entity.js';
import { MessageChannel, Ticket, TicketMessage } from './ticket.entity.js';
import { AnsweredMeanwhile, MessageIsEmpty, TicketIsClosed } from './ticket.results.js';

@ObjectType({ implements: Problem, description: 'The customer cannot be reached this way.' })
export class NoWayThere extends Problem {
  @Field(() => MessageChannel) channel: MessageChannel;

  static by(channel: MessageChannel): NoWayThere {
    return Object.assign(new NoWayThere(), { channel });
  }

  protected get says() {
    return this.channel === MessageChannel.SMS
      ? { fr: 'Aucun numéro de cellulaire n’est connu. Ajoutez-en un au dossier, ou répondez autrement.', en: 'No cell number is known. Add one to the file, or answer another way.' }
      : { fr: 'Aucune adresse de courriel n’est connue. Ajoutez-en une au dossier, ou répondez autrement.', en: 'No mail address is known. Add one to the file, or answer another way.' };
  }
}

@ObjectType({ implements: Problem })
export class AlreadyMatched extends Problem {
  protected readonly says = {
    fr: 'Cette conversation appartient déjà à un client.',
    en: 'This conversation belongs to a customer already.',
  };
}

export const SayResult = createUnionType({ name: 'SayResult', types: () => [TicketMessage, MessageIsEmpty, TicketIsClosed, AnsweredMeanwhile, NoWayThere] as const });
export const MatchConversationResult = createUnionType({ name: 'MatchConversationResult', types: () => [Conversation, AlreadyMatched] as const });
export const TicketFromMessagesResult = createUnionType({ name: 'TicketFromMessagesResult', types: () => [Ticket, MessageIsEmpty, AlreadyMatched] as const });
