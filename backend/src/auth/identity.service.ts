import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/caller.js';
import { Identity } from '../platform/graphql/identity.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { anonymous } from './actor.js';

@Injectable()
export class IdentityService extends Identity {
  constructor(private readonly tenancy: TenancyService) {
    super();
  }

  async callerOf(request: IncomingMessage): Promise<Caller> {
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    return anonymous(tenant?.id ?? '');
  }

  isOwnOrigin(request: IncomingMessage): Promise<boolean> {
    const { origin, host } = request.headers;
    return Promise.resolve(Boolean(origin && URL.canParse(origin) && new URL(origin).host === host));
  }

  onEnd(): () => void {
    return () => undefined;
  }
}
