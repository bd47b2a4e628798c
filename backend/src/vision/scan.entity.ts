import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index } from 'typeorm';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { DateOnly } from '../platform/graphql/scalars.js';

export enum ScanMode {
  BARCODE = 'BARCODE',
  LABEL = 'LABEL',
  INVOICE = 'INVOICE',
}
registerEnumType(ScanMode, { name: 'ScanMode' });

export enum ScanStatus {
  QUEUED = 'QUEUED',
  DONE = 'DONE',
  FAILED = 'FAILED',
}
registerEnumType(ScanStatus, { name: 'ScanStatus' });

/** Who read it: the phone itself, the server, or a person. */
export enum ScanSource {
  PHONE = 'PHONE',
  SERVER = 'SERVER',
  PERSON = 'PERSON',
}
registerEnumType(ScanSource, { name: 'ScanSource' });

/** One code found in a photograph. */
@ObjectType()
export class ScannedCode {
  @Field({ description: 'CODE_128, QR_CODE, DATA_MATRIX …' }) format: string;
  @Field() text: string;
}

/** One field of a label. */
@ObjectType()
export class ScannedField {
  @Field({ description: 'serial, mac, gpon, brand or model.' }) name: string;
  @Field() value: string;
  @Field({ description: '0 to 1.' }) confidence: number;
}

/** One line of a supplier’s invoice. */
@ObjectType()
export class ScannedInvoiceLine {
  @Field({ description: 'Empty when there is none.' }) code: string;
  @Field() description: string;
  @Field(() => Float, { nullable: true }) quantity: number | null;
  @Field(() => Int, { nullable: true, description: 'Cents.' }) unitPrice: number | null;
  @Field(() => Int, { nullable: true, description: 'Cents.' }) amount: number | null;
}

/** A supplier’s invoice as it was read, with what is doubtful about it. */
@ObjectType({ description: 'A supplier’s invoice as it was read; amounts in cents.' })
export class ScannedInvoice {
  @Field(() => String, { nullable: true }) supplier: string | null;
  @Field(() => String, { nullable: true }) number: string | null;
  @Field(() => DateOnly, { nullable: true }) issuedOn: string | null;
  @Field(() => Int, { nullable: true }) subtotal: number | null;
  @Field(() => Int, { nullable: true, description: 'All taxes together.' }) tax: number | null;
  @Field(() => Int, { nullable: true }) total: number | null;
  @Field(() => [ScannedInvoiceLine]) lines: ScannedInvoiceLine[];
  @Field(() => [String], { description: 'What does not add up or is missing: NO_LINES, NUMBER_MISSING, LINE_DOES_NOT_ADD_UP, LINES_DO_NOT_ADD_UP, TOTAL_MISSING, TOTAL_DOES_NOT_ADD_UP; empty when all of it agrees.' }) doubts: string[];
}

/** A photograph of a label or an invoice and what was read in it. */
@ObjectType()
@Entity()
export class Scan extends TenantRow {
  @Field(() => ScanMode) @EnumColumn(ScanMode) mode: ScanMode;
  @Field(() => ScanStatus) @EnumColumn(ScanStatus, { default: ScanStatus.QUEUED }) status: ScanStatus;
  @Field(() => ScanSource) @EnumColumn(ScanSource, { default: ScanSource.SERVER }) source: ScanSource;
  @Field(() => [ScannedCode]) @Column('jsonb', { default: [] }) codes: ScannedCode[];
  @Field(() => [ScannedField]) @Column('jsonb', { default: [] }) fields: ScannedField[];
  @Field(() => ScannedInvoice, { nullable: true }) @Column('jsonb', { nullable: true }) invoice: ScannedInvoice | null;
  @Index() @Column('uuid', { nullable: true }) jobId: string | null;
  @Column('uuid', { nullable: true }) deviceId: string | null;
  @Column('uuid', { nullable: true }) technicianId: string | null;
  @Column('text') fileKey: string;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) finishedAt: Date | null;
}
