import { Injectable } from '@nestjs/common';
import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import { Config } from '../../platform/config/config.js';
import { OutgoingReason, type OutgoingMessage } from '../outgoing-message.entity.js';
import { Channel, ChannelError, type Sender } from './channel.js';
import { reasonOfSms } from '../sms-reason.enum.js';

const TIMEOUT_MS = 10_000;
/** How many of the newest messages to a number are looked through. */
const LOOK_AT = 20;

/** The official client, sent to another address where one is configured. */
class ClientAt extends RequestClient {
  constructor(private readonly base: string | undefined) {
    super({ timeout: TIMEOUT_MS });
  }

  override request<T>(options: RequestClient.RequestOptions<T>): ReturnType<typeof RequestClient.prototype.request<T>> {
    return super.request<T>({ ...options, uri: this.base ? options.uri.replace(/^https:\/\/[^/]+/, this.base) : options.uri });
  }
}

/** SMS by Twilio. */
@Injectable()
export class SmsChannel extends Channel {
  private client?: ReturnType<typeof twilio>;

  constructor(private readonly config: Config) {
    super();
  }

  get isReady(): boolean {
    return this.config.twilio !== undefined;
  }

  async send({ recipient, text }: OutgoingMessage, { phone, statusUrl }: Sender): Promise<string> {
    const client = this.theClient();
    try {
      const { sid } = await client.messages.create({ to: numberOf(recipient), from: phone ?? this.config.twilio!.from, body: text, ...(statusUrl ? { statusCallback: statusUrl } : {}) });
      return sid;
    } catch (error) {
      throw failureOf(error);
    }
  }

  async check(): Promise<void> {
    const client = this.theClient();
    try {
      const { status } = await client.api.v2010.accounts(this.config.twilio!.accountSid).fetch();
      if (status !== 'active') throw new ChannelError(OutgoingReason.BAD_SIGN_IN, status, true);
    } catch (error) {
      throw error instanceof ChannelError ? error : failureOf(error);
    }
  }

  /** The service keeps what it took: the newest to this number with these words, when our first try went unanswered. */
  async trace({ recipient, text, createdAt }: OutgoingMessage): Promise<readonly string[]> {
    try {
      const messages = await this.theClient().messages.list({ to: numberOf(recipient), limit: LOOK_AT });
      return messages.filter(({ body, dateCreated }) => body === text && dateCreated.getTime() >= createdAt.getTime() - 60_000).map(({ sid }) => sid);
    } catch (error) {
      throw failureOf(error);
    }
  }

  private theClient(): ReturnType<typeof twilio> {
    const settings = this.config.twilio;
    if (!settings) throw new ChannelError(OutgoingReason.NOT_SET_UP, 'TWILIO_ACCOUNT_SID', true);
    return (this.client ??= twilio(settings.accountSid, settings.authToken, { httpClient: new ClientAt(settings.apiBase) }));
  }
}

function failureOf(error: unknown): ChannelError {
  const { code, status } = error as { code?: number | string; status?: number };
  if (!status) return new ChannelError(OutgoingReason.NO_ANSWER, String(code ?? 'no answer'), true);
  if (status === 401 || status === 403) return new ChannelError(OutgoingReason.BAD_SIGN_IN, String(code ?? status), true);
  if (status === 429 || status >= 500) return new ChannelError(OutgoingReason.TRY_LATER, String(code ?? status), true);
  return new ChannelError(reasonOfSms(Number(code)), String(code ?? status), false);
}

/** A number as the service wants it; without a plus sign it is North American. */
function numberOf(recipient: string): string {
  const digits = recipient.replace(/\D/g, '');
  return recipient.trim().startsWith('+') ? `+${digits}` : `+1${digits.slice(-10)}`;
}
