import { Injectable } from '@nestjs/common';
import type { ActorKind } from '../auth/actor.js';
import { AccessRefused, PasswordLetterRequested, SecurityChanged, SessionEnded, SignedIn, SignInCodeFound, SignInLinkRequested, SignInRefused, SteppedUp } from '../auth/auth.events.js';
import { EmployeeProvided } from '../auth/oidc/oidc.events.js';
import { On } from '../platform/events/event.js';
import { TenantChanged } from '../tenancy/tenancy.events.js';
import { AuditService } from './audit.service.js';

const somebody = { kind: 'anonymous' as const, name: '' };

/** Writes down what the modules above tell. */
@Injectable()
export class AuditListener {
  constructor(private readonly audit: AuditService) {}

  @On(SignedIn)
  signedIn({ sessionId, realm, subjectId, name, method, address }: SignedIn): Promise<void> {
    const kind = realm.toLowerCase() as ActorKind;
    const id = { [kind === 'staff' ? 'staffId' : kind === 'technician' ? 'technicianId' : 'customerId']: subjectId };
    return this.audit.record({ kind, name, ...id }, { action: 'session.started', target: `session:${sessionId}`, detail: { method }, address });
  }

  @On(SignInRefused)
  refused({ method, reason, subjectId, address }: SignInRefused): Promise<void> {
    return this.audit.record(somebody, { action: 'session.refused', ...(subjectId ? { target: `account:${subjectId}` } : {}), detail: { method, reason }, address });
  }

  @On(SessionEnded)
  ended({ sessionId, byKind, byId, byName, address }: SessionEnded): Promise<void> {
    return this.audit.record({ kind: byKind as ActorKind, name: byName, ...(byId ? { staffId: byId } : {}) }, { action: 'session.ended', target: `session:${sessionId}`, ...(address ? { address } : {}) });
  }

  @On(SignInLinkRequested)
  linkSent({ linkId, realm, customerId, askedByStaff, address }: SignInLinkRequested): Promise<void> {
    const doer = askedByStaff ? { kind: 'staff' as const, name: askedByStaff.name, staffId: askedByStaff.id } : somebody;
    return this.audit.record(doer, { action: 'sign-in-link.sent', target: customerId ? `customer:${customerId}` : `link:${linkId}`, detail: { realm, linkId }, ...(address ? { address } : {}) });
  }

  @On(SignInCodeFound)
  codeSent({ codeId, purpose, subjectId }: SignInCodeFound): Promise<void> {
    return this.audit.record(somebody, { action: 'sign-in-code.sent', target: `account:${subjectId}`, detail: { codeId, purpose } });
  }

  @On(PasswordLetterRequested)
  passwordLetterSent({ realm, kind, ownerId, askedBy }: PasswordLetterRequested): Promise<void> {
    const doer = askedBy ? { kind: askedBy.kind as ActorKind, name: askedBy.name, [askedBy.kind === 'staff' ? 'staffId' : 'contactId']: askedBy.id } : somebody;
    return this.audit.record(doer, { action: kind === 'ACTIVATION' ? 'password.invited' : 'password.forgotten', target: `person:${ownerId}`, detail: { realm } });
  }

  @On(SecurityChanged)
  securityChanged({ realm, personId, what }: SecurityChanged): Promise<void> {
    const kind = realm.toLowerCase() as ActorKind;
    return this.audit.record({ kind, name: '', [kind === 'staff' ? 'staffId' : 'contactId']: personId }, { action: `security.${what}`, target: `person:${personId}` });
  }

  @On(SteppedUp)
  steppedUp({ sessionId, realm, personId, name, way, address }: SteppedUp): Promise<void> {
    const kind = realm.toLowerCase() as ActorKind;
    return this.audit.record({ kind, name, [kind === 'staff' ? 'staffId' : 'contactId']: personId }, { action: 'session.stepped-up', target: `session:${sessionId}`, detail: { way }, address });
  }

  @On(TenantChanged)
  tenantChanged({ by, byName, changes }: TenantChanged): Promise<void> {
    return this.audit.record({ kind: 'staff', name: byName, staffId: by }, { action: 'settings.changed', target: 'tenant', detail: changes });
  }

  @On(AccessRefused)
  accessRefused({ byKind, byId, byName, operation, needed, address }: AccessRefused): Promise<void> {
    return this.audit.record({ kind: byKind as ActorKind, name: byName, staffId: byId }, { action: 'access.refused', target: `operation:${operation}`, detail: { needed }, ...(address ? { address } : {}) });
  }

  @On(EmployeeProvided)
  employeeProvided({ staffId, name, before, role, provider }: EmployeeProvided): Promise<void> {
    return this.audit.record({ kind: 'system', name: provider }, { action: before === null ? 'employee.provided' : 'employee.role-changed', target: `staff:${staffId}`, detail: { name, changes: { role: [before, role] } } });
  }
}
