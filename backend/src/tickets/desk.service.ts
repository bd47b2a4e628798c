import { Injectable } from '@nestjs/common';
import { In, Not } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { Customer } from '../customers/customer.entity.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { fillPlaceholders, unknownPlaceholder } from '../platform/placeholders.js';
import { many, one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { localeOf } from '../tenancy/tenant.entity.js';
import { Article, SavedReply } from './desk.entity.js';
import { plainText } from './plain-text.js';
import { anyWord, searchWords } from './search-words.js';
import { Ticket } from './ticket.entity.js';
import type { ArticleInput, SavedReplyInput } from './ticket.inputs.js';
import { NameTaken, UnknownPlaceholder } from './ticket.results.js';

/** How well an article must fit to be offered: below, the words it shares are chance. */
const LEAST_RANK = 0.05;
/** What is known where a saved reply is used. */
const KNOWN = ['client', 'number', 'agent', 'provider'];

/** What the office has ready: replies that are given often, and articles that answer before anybody asks. */
@Injectable()
export class DeskService {
  constructor(
    private readonly db: Db,
    private readonly tenancy: TenancyService,
  ) {}

  replies(): Read<SavedReply> {
    return many(SavedReply, { order: [[(reply) => reply.name, 'asc']] });
  }

  saveReply(me: Actor, { id, ...input }: SavedReplyInput): Promise<Read<SavedReply> | NameTaken | UnknownPlaceholder> {
    return this.db.tx(me, async () => {
      const unknown = unknownPlaceholder(input.bodyFr, KNOWN) ?? unknownPlaceholder(input.bodyEn, KNOWN);
      if (unknown) return UnknownPlaceholder.called(unknown);
      const repo = this.db.repo(SavedReply);
      if (await repo.existsBy({ name: input.name, ...(id ? { id: Not(id) } : {}) })) return new NameTaken();
      const reply = id ? await repo.findOneBy({ id }) : new SavedReply();
      if (!reply) throw new NotFoundError();
      const saved = await repo.save(Object.assign(reply, input));
      return one(SavedReply, (r) => sql`${r.id} = ${saved.id}`);
    });
  }

  deleteReply(me: Actor, id: string): Promise<boolean> {
    return this.db.tx(me, async () => {
      const { affected } = await this.db.repo(SavedReply).delete({ id });
      if (!affected) throw new NotFoundError();
      return true;
    });
  }

  /** A saved reply in the language of the ticket's customer, with everything filled in. */
  fillReply(me: Actor, id: string, ticketId: string): Promise<string> {
    return this.db.tx(me, async () => {
      const reply = await this.db.repo(SavedReply).findOneBy({ id });
      const ticket = await this.db.repo(Ticket).findOneBy({ id: ticketId });
      if (!reply || !ticket) throw new NotFoundError();
      const tenant = (await this.tenancy.byId(me.tenantId))!;
      const customer = ticket.customerId ? await this.db.repo(Customer).findOneBy({ id: ticket.customerId }) : null;
      const text = localeOf(customer?.language ?? tenant.language) === 'fr' ? reply.bodyFr : reply.bodyEn;
      return fillPlaceholders(text, { client: ticket.raisedBy || customer?.name || '', number: ticket.number, agent: me.name, provider: tenant.name });
    });
  }

  articles(): Read<Article> {
    return many(Article, { order: [[(article) => article.titleFr, 'asc']] });
  }

  saveArticle(me: Actor, { id, ...input }: ArticleInput): Promise<Read<Article>> {
    return this.db.tx(me, async () => {
      const repo = this.db.repo(Article);
      const article = id ? await repo.findOneBy({ id }) : new Article();
      if (!article) throw new NotFoundError();
      const saved = await repo.save(Object.assign(article, input, { bodyFr: plainText(input.bodyFr), bodyEn: plainText(input.bodyEn) }));
      return one(Article, (a) => sql`${a.id} = ${saved.id}`);
    });
  }

  /** The published articles that fit what somebody is about to ask, best first; both languages are looked at, since people mix them. */
  async suggested(me: Actor, text: string, first: number): Promise<Article[]> {
    const words = searchWords(text).filter((word) => word.length > 2);
    if (!words.length) return [];
    return this.db.tx(me, async () => {
      const ranked = await this.db.query<{ id: string }>(
        `select id from (select id, ${rank('french', 'fr')} + ${rank('english', 'en')} as fits from article where published) a where fits >= ${LEAST_RANK} order by fits desc, id limit $2`, [anyWord(words), Math.min(Math.max(first, 1), 5)]);
      const found = await this.db.repo(Article).findBy({ id: In(ranked.map(({ id }) => id)) });
      return ranked.flatMap(({ id }) => found.filter((article) => article.id === id));
    });
  }

  /** Counts that an article was read before asking, or that it made asking unnecessary. */
  tell(tenantActor: Actor, id: string, helped: boolean): Promise<boolean> {
    return this.db.tx(tenantActor, async () => {
      const { affected } = await this.db.repo(Article).increment({ id, published: true }, helped ? 'helped' : 'shown', 1);
      if (!affected) throw new NotFoundError();
      return true;
    });
  }
}

/** How well an article fits in one language: its title counts four times as much as its text. */
const rank = (language: 'french' | 'english', suffix: 'fr' | 'en'): string =>
  `ts_rank('{0, 0, 0.25, 1}', setweight(to_tsvector('${language}', fold_text(title_${suffix})), 'A') || setweight(to_tsvector('${language}', fold_text(body_${suffix})), 'B'), to_tsquery('${language}', $1))`;
