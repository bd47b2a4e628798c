import type { Caller } from '../platform/caller.js';
import type { Permission } from '@demarc/permissions';

export type ActorKind = 'customer' | 'staff' | 'technician' | 'integrator' | 'device' | 'system' | 'anonymous';

/** Who is asking: found from the session or key, never from what a request says about itself. */
export interface Actor extends Caller {
  readonly kind: ActorKind;
  readonly name: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly contactId?: string;
  readonly staffId?: string;
  readonly technicianId?: string;
  readonly sessionId?: string;
  /** When they last proved who they are by code, password or passkey, as far as this process knows. */
  readonly verifiedAt?: Date;
  /** Who of the office sees with this customer's eyes, and until when; such an actor changes nothing. */
  readonly viewedBy?: { readonly id: string; readonly name: string; readonly until: Date };
}

const none: ReadonlySet<Permission> = new Set();

/** Somebody without a session: sees the tenant's public face and nothing else. */
export const anonymous = (tenantId: string): Actor => ({ kind: 'anonymous', name: '', tenantId, seesAllCustomers: false, permissions: none, locale: 'fr' });

/** The system acting for a tenant, as in background work: all its rows, no permission of a person. */
export const systemActor = (tenantId: string): Actor => ({ kind: 'system', name: 'system', tenantId, seesAllCustomers: true, permissions: none, locale: 'fr' });
