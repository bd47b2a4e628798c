import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Column, Entity, Index } from 'typeorm';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';

export enum ScanMode {
  BARCODE = 'BARCODE',
  LABEL = 'LABEL',
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

/** A photograph of a label and what was read in it. */
@ObjectType()
@Entity()
export class Scan extends TenantRow {
  @Field(() => ScanMode) @EnumColumn(ScanMode) mode: ScanMode;
  @Field(() => ScanStatus) @EnumColumn(ScanStatus, { default: ScanStatus.QUEUED }) status: ScanStatus;
  @Field(() => ScanSource) @EnumColumn(ScanSource, { default: ScanSource.SERVER }) source: ScanSource;
  @Field(() => [ScannedCode]) @Column('jsonb', { default: [] }) codes: ScannedCode[];
  @Field(() => [ScannedField]) @Column('jsonb', { default: [] }) fields: ScannedField[];
  @Index() @Column('uuid', { nullable: true }) jobId: string | null;
  @Column('uuid', { nullable: true }) deviceId: string | null;
  @Column('uuid', { nullable: true }) technicianId: string | null;
  @Column('text') fileKey: string;
  @Field(() => Date, { nullable: true }) @InstantColumn({ nullable: true }) finishedAt: Date | null;
}
