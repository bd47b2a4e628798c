import { systemActor } from '../../../src/auth/actor.js';
import { Technician } from '../../../src/dispatch/dispatch.entity.js';
import { Ticket } from '../../../src/tickets/ticket.entity.js';
import { uuidv7 } from '../../../src/platform/ids.js';
import type { TestApp } from '../app.js';

/** Somebody of the field who works from eight to half past four. */
export async function aTechnician({ db }: TestApp, tenantId: string, more: Partial<Technician> = {}): Promise<Technician> {
  return db.tx(systemActor(tenantId), () => db.repo(Technician).save(Object.assign(new Technician(), { name: 'Marc Côté', homeLat: 45.78, homeLon: -74.0, ...more })));
}

/** A customer's open ticket. */
export async function aTicket({ db }: TestApp, tenantId: string, more: Partial<Ticket> = {}): Promise<Ticket> {
  return db.tx(systemActor(tenantId), () => db.repo(Ticket).save(Object.assign(new Ticket(), { number: `T-${uuidv7().slice(-8)}`, subject: 'Plus de signal', ...more })));
}
