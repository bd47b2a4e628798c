import { Injectable } from '@nestjs/common';
import { Work } from '../platform/queue/queue.js';
import { MessagingService } from './messaging.service.js';

@Injectable()
export class MessagingWork {
  constructor(private readonly messaging: MessagingService) {}

  @Work('messaging.deliver', { retryDelay: 5, retryLimit: 5 })
  deliver({ tenantId, id }: { readonly tenantId: string; readonly id: string }): Promise<void> {
    return this.messaging.deliver(tenantId, id);
  }
}
