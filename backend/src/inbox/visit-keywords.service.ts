import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { systemActor, type Actor } from '../auth/actor.js';
import type { Customer } from '../customers/customer.entity.js';
import { Job, JobStatus } from '../dispatch/dispatch.entity.js';
import { VisitsService } from '../dispatch/visits.service.js';
import { OutgoingMessage } from '../messaging/outgoing-message.entity.js';
import { SlotOffer } from '../planning/slot.entity.js';
import { SlotBooked, SlotOffers } from '../planning/slot.results.js';
import { SlotsService } from '../planning/slots.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import type { Reply, Words } from './keyword-reply.js';

/** Offers a person chooses from by 1, 2 or 3 stand in the answer's `about`, in their order. */
const OFFERS = ' slots:';
/** A number alone means a time that was offered within a day; later it is for a person. */
const REMEMBERED_MS = 24 * 3_600_000;
const DAYS = 10;

/** Answers what a text of one word says about a visit: that somebody will be there, or that another time is wanted. */
@Injectable()
export class VisitKeywordsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly visits: VisitsService,
    private readonly slots: SlotsService,
  ) {}

  /** Null where no visit is planned that could be meant: then a person reads it. */
  async confirm(tenant: Tenant, customer: Customer): Promise<Reply | null> {
    const job = await this.next(tenant.id, customer.id);
    if (!job || !(await this.visits.confirm(actorOf(tenant.id, customer), job.id))) return null;
    return { words: both((tag) => `${tenant.name}${colon(tag)} ${tag === 'fr' ? `merci, votre rendez-vous est confirmé : ${when(job, tenant, tag)}. REPORTER pour le changer.` : `thank you, your visit is confirmed: ${when(job, tenant, tag)}. RESCHEDULE to change it.`}`) };
  }

  /** Offers up to three other times; where there are none, or it is too late, a person sees to it. */
  async offer(tenant: Tenant, customer: Customer): Promise<Reply | null> {
    const job = await this.next(tenant.id, customer.id);
    if (!job) return null;
    const found = await this.slots.offer(actorOf(tenant.id, customer), job.id, undefined, DAYS);
    if (!(found instanceof SlotOffers)) return { words: both((tag) => `${tenant.name}${colon(tag)} ${tag === 'fr' ? 'nous ne pouvons pas déplacer ce rendez-vous par texto. Quelqu’un vous répond bientôt.' : 'we cannot move this visit by text. Somebody will answer you soon.'}`), waits: true };
    const offers = await this.inOrder(tenant.id, found.ids);
    const list = (tag: 'fr' | 'en') => offers.map((offer, i) => `${i + 1}) ${when(offer, tenant, tag)}`).join('\n');
    return {
      words: both((tag) => `${tenant.name}${colon(tag)} ${tag === 'fr' ? 'répondez par le numéro de l’heure voulue, d’ici 15 minutes.' : 'answer with the number of the time you want, within 15 minutes.'}\n${list(tag)}`),
      about: `${OFFERS}${offers.map(({ id }) => id).join(',')}`,
    };
  }

  /** Takes one of the times offered last; null where none was. */
  async choose(tenant: Tenant, customer: Customer, pick: number): Promise<Reply | null> {
    const id = (await this.offered(tenant.id, customer.id))[pick - 1];
    const offer = id && (await this.inOrder(tenant.id, [id]))[0];
    if (!offer) return null;
    const booked = (await this.isBooked(tenant.id, offer)) || (await this.slots.book(actorOf(tenant.id, customer), offer.id)) instanceof SlotBooked;
    return {
      words: both((tag) => `${tenant.name}${colon(tag)} ${booked ? (tag === 'fr' ? `c’est noté, nous passerons ${when(offer, tenant, tag)}.` : `noted, we will come ${when(offer, tenant, tag)}.`) : tag === 'fr' ? 'cette heure n’est plus libre. Écrivez REPORTER pour en voir d’autres.' : 'this time is no longer free. Write RESCHEDULE to see others.'}`),
    };
  }

  private next(tenantId: string, customerId: string): Promise<Job | null> {
    return this.db.tx(systemActor(tenantId), () => this.db.repo(Job).findOne({ where: { customerId, status: JobStatus.SCHEDULED, startsAt: MoreThan(this.clock.now()) }, order: { startsAt: 'ASC' } }));
  }

  /** The times of the newest offer that was texted, in its order. */
  private offered(tenantId: string, customerId: string): Promise<string[]> {
    return this.db.tx(systemActor(tenantId), async () => {
      const since = new Date(this.clock.now().getTime() - REMEMBERED_MS);
      const [last] = await this.db.repo(OutgoingMessage).createQueryBuilder('m').where('m.customer_id = :customerId and m.about like :like and m.created_at > :since', { customerId, like: `%${OFFERS}%`, since }).orderBy('m.created_at', 'DESC').limit(1).getMany();
      return last?.about?.split(OFFERS)[1]?.split(',') ?? [];
    });
  }

  /** Earliest first. */
  private inOrder(tenantId: string, ids: readonly string[]): Promise<SlotOffer[]> {
    return this.db.tx(systemActor(tenantId), () => this.db.repo(SlotOffer).find({ where: { id: In([...ids]) }, order: { windowStart: 'ASC', id: 'ASC' } }));
  }

  /** Whether the visit already stands at this time, as when the same text is looked at again. */
  private isBooked(tenantId: string, { jobId: id, technicianId, startsAt, windowStart }: SlotOffer): Promise<boolean> {
    return this.db.tx(systemActor(tenantId), () => this.db.repo(Job).existsBy({ id, technicianId, startsAt, windowStart, status: JobStatus.SCHEDULED }));
  }
}

/** The customer, as somebody whose phone we know: what they do stands under their name. */
const actorOf = (tenantId: string, { id: customerId, name }: Customer): Actor => ({ ...systemActor(tenantId), kind: 'customer', name, customerId, seesAllCustomers: false });

const both = (say: (tag: 'fr' | 'en') => string): Words => ({ fr: say('fr'), en: say('en') });
const colon = (tag: 'fr' | 'en'): string => (tag === 'fr' ? ' :' : ':');

/** A day and the hours of an arrival, as their reader would write them. */
function when({ windowStart, windowEnd, startsAt }: { readonly windowStart: Date | null; readonly windowEnd: Date | null; readonly startsAt: Date | null }, { timeZone }: Tenant, tag: 'fr' | 'en'): string {
  const say = (at: Date, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(`${tag}-CA`, { ...options, timeZone }).format(at);
  const hour = (at: Date) => say(at, { hour: 'numeric', minute: '2-digit' });
  const from = windowStart ?? startsAt!;
  return `${say(from, { weekday: 'short', day: 'numeric', month: 'short' })}, ${windowEnd ? `${hour(from)} – ${hour(windowEnd)}` : hour(from)}`;
}
