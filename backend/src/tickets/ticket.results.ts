import { createUnionType, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
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

export const OpenTicketResult = createUnionType({ name: 'OpenTicketResult', types: () => [Ticket, MessageIsEmpty] as const });
export const ReplyResult = createUnionType({ name: 'ReplyResult', types: () => [TicketMessage, TicketIsClosed, MessageIsEmpty] as const });
