import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Log } from '../platform/observability/log.js';
import { SettingsService } from '../tenancy/settings.service.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { ChannelError, type Channel } from './channels/channel.js';
import { EmailChannel } from './channels/email.channel.js';
import { SmsChannel } from './channels/sms.channel.js';
import { OutgoingReason } from './outgoing-message.entity.js';
import { MailboxService } from './mailbox.service.js';
import { ReplyAddressService } from './reply-address.service.js';
import { checklistOf, missingOf, type Found } from './sending-checklist.js';
import { SendingState, type SendingItem } from './sending.entity.js';
import { NotReadyToSend } from './sending.results.js';

/** The one switch between messages that are captured and messages that leave, and the list in front of it. */
@Injectable()
export class SendingService {
  constructor(
    private readonly db: Db,
    private readonly config: Config,
    private readonly log: Log,
    private readonly settings: SettingsService,
    private readonly replies: ReplyAddressService,
    private readonly mailboxes: MailboxService,
    private readonly email: EmailChannel,
    private readonly sms: SmsChannel,
  ) {}

  /** Looks at everything going live depends on; signs in at both services and sends nothing. */
  async check(me: Actor): Promise<SendingState> {
    const tenant = await this.tenant(me);
    return stateOf(tenant.live && !tenant.demo, await this.items(me, tenant));
  }

  /** Turns real sending on, when nothing is missing, or off. */
  async turn(me: Actor, on: boolean): Promise<SendingState | NotReadyToSend> {
    const tenant = await this.tenant(me);
    const items = await this.items(me, tenant);
    const missing = missingOf(items);
    if (on && missing.length) return NotReadyToSend.without(missing);
    await this.settings.goLive(me, on);
    return stateOf(on, items);
  }

  private tenant(me: Actor): Promise<Tenant> {
    return this.db.tx(me, () => this.db.repo(Tenant).findOneByOrFail({ id: me.tenantId }));
  }

  private async items(me: Actor, { demo, email }: Tenant): Promise<SendingItem[]> {
    const [mail, sms, isFetched] = await Promise.all([this.look(this.email), this.look(this.sms), this.mailboxes.works(me)]);
    return checklistOf({ demo, email, mail, sms, hasReplies: this.replies.isReady || isFetched, hasSmsNews: !!this.config.twilio?.webhookUrl.startsWith('https://') });
  }

  private async look(channel: Channel): Promise<Found> {
    if (!channel.isReady) return { isSetUp: false, reason: OutgoingReason.NOT_SET_UP, code: null };
    try {
      await channel.check();
      return { isSetUp: true, reason: null, code: null };
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error;
      this.log.warn('a service for messages did not take us', { reason: error.reason, code: error.code });
      return { isSetUp: true, reason: error.reason, code: error.code };
    }
  }
}

const stateOf = (live: boolean, items: SendingItem[]): SendingState => Object.assign(new SendingState(), { live, items, isReady: missingOf(items).length === 0 });
