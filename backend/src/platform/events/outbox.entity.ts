import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An event waiting for, or past, the relay. Written in the transaction of its cause. */
@Entity()
@Index(['tenantId', 'seq'])
export class OutboxEvent {
  /** Order of writing; not the order of delivery, which follows commits. */
  @Column('bigint', { primary: true, generated: 'increment' }) position: string;
  @Column('uuid', { default: () => 'current_tenant()' }) tenantId: string;
  @Column('text') kind: string;
  @Column('jsonb') payload: object;
  @Column('timestamptz', { default: () => 'now()' }) occurredAt: Date;
  /** The transaction that wrote it: the relay waits until none older is under way. */
  @Column('bigint', { default: () => 'current_tx()' }) tx: string;
  /** Place in the tenant's order, given by the relay. */
  @Column('bigint', { nullable: true }) seq: string | null;
  /** Place in the order over all tenants, given by the relay; processes follow it. */
  @Index()
  @Column('bigint', { nullable: true }) delivery: string | null;
}

/** The last number given to a tenant's events. Only the relay writes it. */
@Entity()
export class OutboxCounter {
  @PrimaryColumn('uuid') tenantId: string;
  @Column('bigint', { default: 0 }) last: string;
}

/** That a listener has heard an event: committed together with what it did. */
@Entity()
export class HeardEvent {
  @PrimaryColumn('bigint') position: string;
  @PrimaryColumn('text') listener: string;
  @Column('timestamptz', { default: () => 'now()' }) heardAt: Date;
}

/** How far the listeners have heard. */
@Entity()
export class RelayCursor {
  @PrimaryColumn('text') name: string;
  @Column('bigint') delivery: string;
}
