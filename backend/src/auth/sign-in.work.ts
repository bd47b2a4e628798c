import { Injectable } from '@nestjs/common';
import { Work } from '../platform/queue/queue.js';
import { SignInLinksService } from './sign-in-links.service.js';

/** What follows from asking for a link, after the answer has gone. */
export interface LinkAsked {
  readonly tenantId: string;
  readonly identifier: string;
  readonly askedBy: string;
  /** Where it was asked from; for the log of the office. */
  readonly address: string;
}

@Injectable()
export class SignInWork {
  constructor(private readonly links: SignInLinksService) {}

  @Work('auth.send-link', { batchSize: 10 })
  send({ tenantId, identifier, askedBy, address }: LinkAsked): Promise<void> {
    return this.links.ask(tenantId, identifier, askedBy, address);
  }
}
