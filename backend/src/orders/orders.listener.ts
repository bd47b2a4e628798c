import { Injectable } from '@nestjs/common';
import { JobChanged, JobCompleted } from '../dispatch/dispatch.events.js';
import type { Caller } from '../platform/caller.js';
import { On } from '../platform/events/event.js';
import { OrdersService } from './orders.service.js';

/** What becomes of an order's installation becomes of the order. */
@Injectable()
export class OrdersListener {
  constructor(private readonly orders: OrdersService) {}

  @On(JobCompleted)
  completed({ jobId }: JobCompleted, { tenantId }: Caller): Promise<void> {
    return this.orders.begin(tenantId, jobId);
  }

  @On(JobChanged)
  changed({ jobId, by }: JobChanged, { tenantId }: Caller): Promise<void> {
    return this.orders.visitCancelled(tenantId, jobId, by);
  }
}
