import { AreaRequest } from './orders/area-request.entity.js';
import { InstallSeat, Order } from './orders/order.entity.js';
import { Address, AddressStreet, AddressWord, ServiceArea } from './addresses/address.entity.js';
import { AlertEvent, AlertRule, AlertState, DeviceKey, Sample } from './alerts/alert.entity.js';
import { AuditEntry } from './audit/audit-entry.entity.js';
import { RateWindow, Role, Session, SignInLink, StaffUser, TransferToken } from './auth/auth.entity.js';
import { IdentityProvider, ProvidedIdentity, ProvidedSession } from './auth/oidc/identity-provider.entity.js';
import { ApiKey } from './auth/api-key.entity.js';
import { ContactPasskey, ContactPassword, ContactPasswordToken, ContactRecoveryCode, ContactTotp, PasskeyChallenge, SignInCode, StaffPasskey, StaffPasswordToken, StaffRecoveryCode, StaffTotp } from './auth/proofs.entity.js';
import { BillingCharge, BillingRun, BillingRunItem, SubscriptionTerm } from './billing/billing.entity.js';
import { CatalogItem, CatalogPrice, ServiceSubscription, TaxRateRow } from './catalog/catalog.entity.js';
import { Contact, Customer, CustomerContact, Phone, ServiceLocation } from './customers/customer.entity.js';
import { Job, JobHistory, JobPhoto, Technician } from './dispatch/dispatch.entity.js';
import { MaintenancePlan, MaintenanceVisit } from './dispatch/maintenance.entity.js';
import { PositionLook, TechnicianPosition, VisitLink } from './dispatch/tracking.entity.js';
import { Absence, Territory } from './dispatch/working.entity.js';
import { DunningAccount, DunningEntry, DunningRun, PaymentArrangement, ServiceOrder, SwitchedService } from './dunning/dunning.entity.js';
import { LineReading } from './diagnostics/line-reading.entity.js';
import { Device, DeviceMovement } from './equipment/device.entity.js';
import { Part, PartMovement, StockPlace } from './equipment/stock.entity.js';
import { FieldCommand, FieldPhone, FieldUpload } from './field/field.entity.js';
import { PartNeed } from './field/part-need.entity.js';
import { ImportIssue, ImportRun } from './imports/import.entity.js';
import { InboundMessage } from './inbox/inbound-message.entity.js';
import { BillingPolicy } from './invoices/billing-policy.entity.js';
import { Invoice, InvoiceLine } from './invoices/invoice.entity.js';
import { LedgerEntry, LedgerOperation } from './ledger/ledger.entity.js';
import { MessageConsent, StoppedNumber } from './messaging/consent.entity.js';
import { LetterWording } from './messaging/letter-wording.entity.js';
import { Mailbox } from './messaging/mailbox.entity.js';
import { OutgoingMessage } from './messaging/outgoing-message.entity.js';
import { CheckoutSession, Payment, PaymentAllocation, StripeEvent } from './payments/payment.entity.js';
import { Dispute, Refund } from './payments/refund.entity.js';
import { Autopay, AutopayCharge, AutopayRun } from './payments/autopay.entity.js';
import { PaymentLink } from './payments/payment-link.entity.js';
import { MethodSetup, SavedMethod } from './payments/saved-method.entity.js';
import { ServiceNotice } from './notices/notice.entity.js';
import { DispatchPlan, PlanMove } from './planning/plan.entity.js';
import { SlotOffer } from './planning/slot.entity.js';
import { HeardEvent, OutboxCounter, OutboxEvent, RelayCursor } from './platform/events/outbox.entity.js';
import { ParkedEvent } from './platform/events/parked-event.entity.js';
import { RecordedAnswer } from './platform/graphql/recorded-answer.entity.js';
import { NumberSeries, Tenant, TenantDomain } from './tenancy/tenant.entity.js';
import { ShareLink } from './shares/share-link.entity.js';
import { Conversation } from './tickets/conversation.entity.js';
import { Article, SavedReply } from './tickets/desk.entity.js';
import { ServiceHours, ServiceLevel } from './tickets/service-level.entity.js';
import { MessageFile, Ticket, TicketMessage } from './tickets/ticket.entity.js';
import { Scan } from './vision/scan.entity.js';

/** Every table, in the order of the modules. */
export const entities = [
  OutboxEvent, OutboxCounter, HeardEvent, RelayCursor, ParkedEvent, RecordedAnswer,
  Tenant, TenantDomain, NumberSeries,
  StaffUser, Role, Session, SignInLink, TransferToken, RateWindow,
  ApiKey,
  IdentityProvider, ProvidedIdentity, ProvidedSession,
  SignInCode, ContactPassword, ContactPasswordToken, StaffPasswordToken, ContactTotp, StaffTotp, ContactRecoveryCode, StaffRecoveryCode, ContactPasskey, StaffPasskey, PasskeyChallenge,
  AuditEntry,
  Customer, Contact, CustomerContact, Phone, ServiceLocation,
  CatalogItem, CatalogPrice, TaxRateRow, ServiceSubscription,
  AddressStreet, AddressWord, Address, ServiceArea,
  Device, DeviceMovement, StockPlace, Part, PartMovement,
  Invoice, InvoiceLine,
  LedgerOperation, LedgerEntry,
  BillingPolicy,
  Payment, PaymentAllocation, CheckoutSession, StripeEvent, Refund, Dispute, SavedMethod, MethodSetup, Autopay, AutopayRun, AutopayCharge, PaymentLink,
  SubscriptionTerm, BillingCharge, BillingRun, BillingRunItem,
  DunningAccount, DunningEntry, PaymentArrangement, ServiceOrder, SwitchedService, DunningRun,
  Ticket, Conversation, TicketMessage, MessageFile, SavedReply, Article, ServiceLevel, ServiceHours,
  ServiceNotice,
  Technician, Absence, Territory, Job, JobHistory, JobPhoto, MaintenancePlan, MaintenanceVisit, PositionLook, TechnicianPosition, VisitLink,
  DispatchPlan, PlanMove, SlotOffer,
  Order, InstallSeat, AreaRequest,
  Scan,
  FieldPhone, FieldCommand, FieldUpload, PartNeed,
  DeviceKey, Sample, AlertRule, AlertEvent, AlertState,
  LineReading,
  ShareLink,
  Mailbox, OutgoingMessage, InboundMessage, LetterWording, MessageConsent, StoppedNumber,
  ImportRun, ImportIssue,
];
