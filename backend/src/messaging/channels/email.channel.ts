import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Config } from '../../platform/config/config.js';
import type { OutgoingMessage } from '../outgoing-message.entity.js';
import { Channel, ChannelError } from './channel.js';

const TIMEOUT_MS = 10_000;

/** Mail over SMTP. */
@Injectable()
export class EmailChannel extends Channel implements OnModuleDestroy {
  private transport?: Transporter;

  constructor(private readonly config: Config) {
    super();
  }

  get isReady(): boolean {
    return this.config.smtpUrl !== undefined;
  }

  async send({ id, recipient, subject, text, html }: OutgoingMessage, sender: { readonly name: string; readonly email: string }): Promise<void> {
    if (!this.config.smtpUrl) throw new ChannelError('No mail server is set up');
    this.transport ??= createTransport({ url: this.config.smtpUrl, pool: true, maxConnections: 2, connectionTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, disableFileAccess: true, disableUrlAccess: true } as never);
    try {
      // The message's own id, so that a mail server that is asked twice can tell.
      await this.transport.sendMail({ from: { name: sender.name, address: sender.email }, to: { name: '', address: recipient }, subject: subject ?? '', text, ...(html ? { html } : {}), messageId: `<${id}@demarc>`, headers: { 'Auto-Submitted': 'auto-generated' } });
    } catch (error) {
      const { code, responseCode } = error as { code?: string; responseCode?: number };
      throw new ChannelError(`The mail server refused it (${responseCode ?? code ?? 'no answer'})`);
    }
  }

  onModuleDestroy(): void {
    this.transport?.close();
  }
}
