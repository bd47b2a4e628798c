import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { Config } from '../../platform/config/config.js';
import { OutgoingReason, type OutgoingMessage } from '../outgoing-message.entity.js';
import { OWN_HEADER } from '../own-header.enum.js';
import { Channel, ChannelError, type Attachment, type Sender } from './channel.js';

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

  async send({ id, recipient, subject, text, html }: OutgoingMessage, { name, email, replyTo }: Sender, attachments: readonly Attachment[] = []): Promise<string> {
    const transport = this.theTransport();
    // The message's own id, so that a mail server that is asked twice can tell.
    const messageId = `<${id}@demarc>`;
    const bounces = replyTo ? { replyTo, envelope: { from: replyTo, to: recipient } } : {};
    try {
      await transport.sendMail({ from: { name, address: email }, to: { name: '', address: recipient }, subject: subject ?? '', text, ...(html ? { html } : {}), messageId, headers: { 'Auto-Submitted': 'auto-generated', [OWN_HEADER]: id }, attachments: attachments.map((file) => ({ ...file, contentType: 'application/pdf' })), ...bounces });
    } catch (error) {
      throw failureOf(error as { code?: string; responseCode?: number; command?: string });
    }
    return messageId;
  }

  async check(): Promise<void> {
    try {
      await this.theTransport().verify();
    } catch (error) {
      throw error instanceof ChannelError ? error : failureOf(error as { code?: string; responseCode?: number });
    }
  }

  /** A mail that is sent twice has the same id twice: the reader's server tells them apart. */
  trace(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  private theTransport(): Transporter {
    if (!this.config.smtpUrl) throw new ChannelError(OutgoingReason.NOT_SET_UP, 'SMTP_URL', true);
    return (this.transport ??= createTransport({ url: this.config.smtpUrl, pool: true, maxConnections: 2, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, disableFileAccess: true, disableUrlAccess: true } as never));
  }

  onModuleDestroy(): void {
    this.transport?.close();
  }
}

/** What a refusal means: 4xx passes, 5xx stays (RFC 5321, 4.2.1); a server that does not know us may be set right. */
function failureOf({ code, responseCode, command }: { readonly code?: string; readonly responseCode?: number; readonly command?: string }): ChannelError {
  if (code === 'EAUTH') return new ChannelError(OutgoingReason.BAD_SIGN_IN, String(responseCode ?? code), true);
  if (!responseCode) return new ChannelError(OutgoingReason.NO_ANSWER, code ?? 'no answer', true);
  if (responseCode < 500) return new ChannelError(OutgoingReason.TRY_LATER, String(responseCode), true);
  const isAddress = code === 'EENVELOPE' || command === 'RCPT TO';
  return new ChannelError(isAddress ? OutgoingReason.NO_SUCH_ADDRESS : OutgoingReason.CONTENT_REFUSED, String(responseCode), false);
}
