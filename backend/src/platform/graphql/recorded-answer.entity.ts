import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a mutation answered, by its idempotency key; kept 30 days. */
@Entity()
export class RecordedAnswer {
  @Column('uuid', { primary: true, default: () => 'current_tenant()' }) tenantId: string;
  @PrimaryColumn('text') actor: string;
  @PrimaryColumn('text') key: string;
  /** SHA-256 of operation, selection and arguments. */
  @Column('text') request: string;
  @Column('jsonb', { nullable: true }) answer: unknown;
  @Column('timestamptz', { default: () => 'now()' }) createdAt: Date;
}
