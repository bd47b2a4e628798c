import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { systemActor, type Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Article, SavedReply } from './desk.entity.js';
import { DeskService } from './desk.service.js';
import { ArticleInput, RateTicketInput, SavedReplyInput, SplitTicketInput } from './ticket.inputs.js';
import { MergeTicketsResult, RateTicketResult, SavedReplyResult, SplitTicketResult } from './ticket.results.js';
import { TicketMergingService } from './ticket-merging.service.js';
import { TicketsService } from './tickets.service.js';

const id = { type: () => ID } as const;

/** What the office has at hand while it answers, and what the customer says of the answers. */
@Resolver(() => SavedReply)
export class DeskResolver {
  constructor(
    private readonly desk: DeskService,
    private readonly merging: TicketMergingService,
    private readonly tickets: TicketsService,
  ) {}

  @Allow('tickets:write')
  @Query(() => [SavedReply], { description: 'By name.' })
  savedReplies() {
    return this.desk.replies();
  }

  @Allow('tickets:write')
  @Query(() => String, { description: 'A saved reply in the customer’s language, filled in for this ticket.' })
  filledReply(@Me() me: Actor, @Args('id', id) replyId: string, @Args('ticketId', id) ticketId: string) {
    return this.desk.fillReply(me, replyId, ticketId);
  }

  @Allow('tickets:write')
  @Mutation(() => SavedReplyResult)
  saveReply(@Me() me: Actor, @Args('input') input: SavedReplyInput) {
    return this.desk.saveReply(me, input);
  }

  @Allow('tickets:write')
  @Mutation(() => Boolean)
  deleteReply(@Me() me: Actor, @Args('id', id) replyId: string) {
    return this.desk.deleteReply(me, replyId);
  }

  @Allow('tickets:read')
  @Query(() => [Article], { description: 'All of them, published or not, by title.' })
  articles() {
    return this.desk.articles();
  }

  @Allow('tickets:write')
  @Mutation(() => Article)
  saveArticle(@Me() me: Actor, @Args('input') input: ArticleInput) {
    return this.desk.saveArticle(me, input);
  }

  @Allow('tickets:read', 'own:tickets')
  @Query(() => [Article], { description: 'Published articles that fit what somebody is about to ask, best first.' })
  suggestedArticles(@Me() me: Actor, @Args('text') text: string, @Args('first', { type: () => Int, defaultValue: 3 }) first: number) {
    return this.desk.suggested(me, text, first);
  }

  @Allow('own:tickets')
  @Mutation(() => Boolean, { description: 'An article was read before asking; `helped` when it made asking unnecessary.' })
  articleRead(@Me() me: Actor, @Args('id', id) articleId: string, @Args('helped', { defaultValue: false }) helped: boolean) {
    return this.desk.tell(systemActor(me.tenantId), articleId, helped);
  }

  @Allow('tickets:write')
  @Mutation(() => MergeTicketsResult, { description: 'Joins a ticket to another of the same customer; the answer is the one that goes on.' })
  mergeTickets(@Me() me: Actor, @Args('id', id) ticketId: string, @Args('intoId', id) intoId: string) {
    return this.merging.merge(me, ticketId, intoId);
  }

  @Allow('tickets:write')
  @Mutation(() => SplitTicketResult, { description: 'Makes a ticket of its own out of some messages; the answer is the new one.' })
  splitTicket(@Me() me: Actor, @Args('id', id) ticketId: string, @Args('input') input: SplitTicketInput) {
    return this.merging.split(me, ticketId, input);
  }

  @Allow('own:tickets')
  @Mutation(() => RateTicketResult, { description: 'What the customer thought of the help, once it is over.' })
  rateTicket(@Me() me: Actor, @Args('id', id) ticketId: string, @Args('input') input: RateTicketInput) {
    return this.tickets.rate(me, ticketId, input);
  }
}
