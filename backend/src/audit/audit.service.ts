import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { currentAddress } from '../platform/http/request-address.js';
import { AuditEntry } from './audit-entry.entity.js';

/** Something worth remembering about who did what. */
export interface Deed {
  /** What was done, the thing first: `session.started`. */
  readonly action: string;
  /** What it was done to, as `kind:id`. */
  readonly target?: string;
  readonly detail?: object;
  readonly address?: string;
}

/** Who did it, as far as the log needs to know. */
export type Doer = Pick<Actor, 'kind' | 'name'> & Partial<Pick<Actor, 'staffId' | 'contactId' | 'technicianId' | 'customerId' | 'sessionId'>>;

/** The log of who did what. The database refuses to change or remove what is in it. */
@Injectable()
export class AuditService {
  constructor(private readonly db: Db) {}

  /** Adds an entry; inside the transaction of the deed, so that neither is without the other. */
  async record(doer: Doer, { action, target, detail, address }: Deed): Promise<void> {
    const actorId = doer.staffId ?? doer.contactId ?? doer.technicianId ?? doer.customerId ?? (doer.kind === 'integrator' ? doer.sessionId : null) ?? null;
    await this.db.repo(AuditEntry).insert(Object.assign(new AuditEntry(), { actorKind: doer.kind, actorId, actorName: doer.name, action, target: target ?? null, detail: detail ?? {}, address: address ?? currentAddress() ?? null }));
  }
}
