import { Field, Float, ObjectType } from '@nestjs/graphql';
import { Column, Entity, Index, ManyToOne, type Relation } from 'typeorm';
import { Device } from '../equipment/device.entity.js';
import { EnumColumn, InstantColumn, TenantRow } from '../platform/db/columns.js';
import { LineFinding, LineMoment, LineVerdict } from './line-reading.enum.js';

/** How a customer’s line was when somebody looked: evidence, so rows are only ever added. */
@ObjectType({ description: 'How a customer’s line was when somebody looked; never changed afterwards.' })
@Entity()
@Index(['deviceId', 'createdAt'])
export class LineReading extends TenantRow {
  @Column('uuid') deviceId: string;
  @Field(() => Device) @ManyToOne(() => Device, { nullable: false }) device: Relation<Device>;
  /** The visit it is evidence for. */
  @Index() @Column('uuid', { nullable: true }) jobId: string | null;
  @Field(() => LineMoment) @EnumColumn(LineMoment, { default: LineMoment.CHECK }) moment: LineMoment;
  @Field(() => LineVerdict) @EnumColumn(LineVerdict) verdict: LineVerdict;
  @Field(() => [LineFinding], { description: 'The reasons, worst first.' }) @Column('jsonb', { default: [] }) findings: LineFinding[];
  @Field(() => Date, { nullable: true, description: 'When the line said so; null when it has not been heard for a day.' }) @InstantColumn({ nullable: true }) heardAt: Date | null;
  @Field(() => Float, { nullable: true, description: 'dBm at the customer’s terminal.' }) @Column('double precision', { nullable: true }) opticalPower: number | null;
  @Field(() => Float, { nullable: true, description: 'dBm at the head end, from this terminal.' }) @Column('double precision', { nullable: true }) oltPower: number | null;
  @Field(() => Float, { nullable: true, description: 'Milliseconds.' }) @Column('double precision', { nullable: true }) latency: number | null;
  @Field(() => Float, { nullable: true, description: 'Percent.' }) @Column('double precision', { nullable: true }) packetLoss: number | null;
  @Field(() => Float, { nullable: true, description: 'Degrees Celsius.' }) @Column('double precision', { nullable: true }) temperature: number | null;
  @Field({ description: 'Who looked.' }) @Column('text', { default: '' }) by: string;
  @Field({ description: 'Where the measurements came from.' }) @Column('text', { default: '' }) source: string;
}
