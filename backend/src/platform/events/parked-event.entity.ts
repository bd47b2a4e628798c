import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An event that a listener failed to hear however often it tried; a person has to look. */
@Entity()
export class ParkedEvent {
  @PrimaryColumn('bigint') position: string;
  @PrimaryColumn('text') listener: string;
  @Column('uuid') tenantId: string;
  @Column('timestamptz', { default: () => 'now()' }) parkedAt: Date;
}
