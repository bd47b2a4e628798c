import { Injectable } from '@nestjs/common';
import { SessionsService } from '../auth/sessions.service.js';
import type { Caller } from '../platform/caller.js';
import { On } from '../platform/events/event.js';
import { TenantChanged } from '../tenancy/tenancy.events.js';

/** Whoever is looking as a customer stops when the provider no longer wants it. */
@Injectable()
export class ViewAsListener {
  constructor(private readonly sessions: SessionsService) {}

  @On(TenantChanged)
  tenantChanged({ changes }: TenantChanged, { tenantId }: Caller): void {
    if ('viewAsCustomer' in changes) this.sessions.changed(tenantId);
  }
}
