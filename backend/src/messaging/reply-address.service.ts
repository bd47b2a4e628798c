import { hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { idOfReply, plusPart, replyAddress } from './reply-address.js';

/** Addresses at which a mail of ours is answered: one for each message, which only we can make. */
@Injectable()
export class ReplyAddressService {
  private readonly keys: readonly Buffer[];

  constructor(private readonly config: Config) {
    this.keys = config.secretKeys.map(({ secret }) => Buffer.from(hkdfSync('sha256', secret, 'demarc', 'mail-reply', 32)));
  }

  /** Whether mails can be answered at all. */
  get isReady(): boolean {
    return this.config.inboundMail !== undefined;
  }

  /** Where a message is answered; null where no mail is received. */
  of(messageId: string): string | null {
    return this.config.inboundMail ? replyAddress(this.config.inboundMail.address, messageId, this.keys) : null;
  }

  /** Which message an address belongs to. */
  messageOf(address: string): string | null {
    return this.config.inboundMail ? idOfReply(this.config.inboundMail.address, address, this.keys) : null;
  }

  /** The short name of the provider an address stands for, as `reply+boreale@…`. */
  slugOf(address: string): string | null {
    return this.config.inboundMail ? plusPart(this.config.inboundMail.address, address) : null;
  }

  /** Whether an address is ours, with or without anything after the plus sign. */
  isOurs(address: string): boolean {
    return this.config.inboundMail !== undefined && (address.trim().toLowerCase() === this.config.inboundMail.address || this.slugOf(address) !== null);
  }
}
