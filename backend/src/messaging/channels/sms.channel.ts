import { Injectable } from '@nestjs/common';
import twilio from 'twilio';
import RequestClient from 'twilio/lib/base/RequestClient.js';
import { Config } from '../../platform/config/config.js';
import type { OutgoingMessage } from '../outgoing-message.entity.js';
import { Channel, ChannelError } from './channel.js';

const TIMEOUT_MS = 10_000;

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

  async send({ recipient, text }: OutgoingMessage): Promise<void> {
    const settings = this.config.twilio;
    if (!settings) throw new ChannelError('No SMS service is set up');
    this.client ??= twilio(settings.accountSid, settings.authToken, { httpClient: new ClientAt(settings.apiBase) });
    const digits = recipient.replace(/\D/g, '');
    const to = recipient.trim().startsWith('+') ? `+${digits}` : `+1${digits.slice(-10)}`;
    try {
      await this.client.messages.create({ to, from: settings.from, body: text });
    } catch (error) {
      const { code, status } = error as { code?: number | string; status?: number };
      throw new ChannelError(`The SMS service refused it (${code ?? status ?? 'no answer'})`);
    }
  }
}
