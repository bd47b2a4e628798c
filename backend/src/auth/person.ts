import { Realm, type AccountRef, type Session } from './auth.entity.js';
import type { Actor } from './actor.js';

/** Somebody who keeps proofs: of the portal (a contact, or a customer that has none) or of the office. Technicians come by link alone. */
export interface Person {
  readonly realm: Realm.CUSTOMER | Realm.STAFF;
  readonly id: string;
}

/** The person behind an account of the portal. */
export const personOfAccount = ({ customerId, contactId }: AccountRef): Person => ({ realm: Realm.CUSTOMER, id: contactId ?? customerId });

/** The person behind a session; none for a technician. */
export function personOf(of: Pick<Session, 'staffId' | 'customerId' | 'contactId'> | Pick<Actor, 'staffId' | 'customerId' | 'contactId'>): Person | undefined {
  if (of.staffId) return { realm: Realm.STAFF, id: of.staffId };
  return of.customerId ? personOfAccount({ customerId: of.customerId, contactId: of.contactId ?? null }) : undefined;
}
