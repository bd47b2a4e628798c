import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../auth/actor.js';
import { Customer } from '../customers/customer.entity.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { ConsentKind, MessageConsent, StoppedNumber, type ConsentChoice, type Consents } from './consent.entity.js';
import { isUsual, kindOfLetter } from './letter-kinds.js';
import { OutgoingChannel, OutgoingReason } from './outgoing-message.entity.js';

const lastTenOf = (number: string): string => number.replace(/\D/g, '').slice(-10);

/** What people want to be told, by channel and kind, and who asked for silence. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Everything a customer may choose, with what holds now. */
  async of(me: Actor, customerId: string): Promise<Consents> {
    const textsStopped = await this.db.tx(systemActor(me.tenantId), () => this.hasStopped(me.kind === 'customer' ? me.customerId! : customerId));
    return this.db.tx(me, async () => {
      const own = me.kind === 'customer' ? me.customerId! : customerId;
      if (!(await this.db.repo(Customer).existsBy({ id: own }))) throw new NotFoundError();
      const said = await this.db.repo(MessageConsent).findBy({ customerId: own });
      const choices = Object.values(OutgoingChannel).flatMap((channel) => Object.values(ConsentKind).map((kind): ConsentChoice => {
        const one = said.find((row) => row.channel === channel && row.kind === kind);
        return { channel, kind, granted: one?.granted ?? isUsual(kind), changedAt: one?.changedAt ?? null, changedBy: one?.changedBy ?? null };
      }));
      return { choices, textsStopped };
    });
  }

  async set(me: Actor, customerId: string | null, choice: { readonly channel: OutgoingChannel; readonly kind: ConsentKind; readonly granted: boolean }): Promise<Consents> {
    const own = me.kind === 'customer' ? me.customerId! : customerId;
    await this.db.tx(me, async () => {
      if (!own || !(await this.db.repo(Customer).existsBy({ id: own }))) throw new NotFoundError();
      await this.db.query(
        `insert into message_consent (customer_id, channel, kind, granted, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6)
         on conflict (tenant_id, customer_id, channel, kind) do update set granted = excluded.granted, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
        [own, choice.channel, choice.kind, choice.granted, this.clock.now(), me.name]);
    });
    return this.of(me, own!);
  }

  /** Why a letter is not for this person on this channel; null when it is. Inside the open transaction. */
  async against(template: string, channel: OutgoingChannel, customerId: string | null, recipient: string): Promise<OutgoingReason | null> {
    if (channel === OutgoingChannel.SMS && template !== 'sms-answer' && (await this.db.repo(StoppedNumber).existsBy({ lastTen: lastTenOf(recipient) }))) return OutgoingReason.OPTED_OUT;
    const kind = kindOfLetter(template);
    const said = kind && customerId ? await this.db.repo(MessageConsent).findOneBy({ customerId, channel, kind }) : null;
    return kind && !(said?.granted ?? isUsual(kind)) ? OutgoingReason.NO_CONSENT : null;
  }

  /** A number asks for silence, or for words again. */
  hush(tenantId: string, number: string, isStopped: boolean): Promise<void> {
    return this.db.tx(systemActor(tenantId), async () => {
      const lastTen = lastTenOf(number);
      if (isStopped) await this.db.query('insert into stopped_number (last_ten) values ($1) on conflict do nothing', [lastTen]);
      else await this.db.repo(StoppedNumber).delete({ lastTen });
    });
  }

  private async hasStopped(customerId: string): Promise<boolean> {
    const rows = await this.db.query('select 1 from phone p join stopped_number s on s.last_ten = p.last_ten where p.customer_id = $1 limit 1', [customerId]);
    return rows.length > 0;
  }
}
