import { JobKind, JobStatus } from '../../dispatch/dispatch.entity.js';
import { Priority } from '../../tickets/ticket.entity.js';
import { day, number, text } from './document.js';
import { note, refuse, type Mapping } from './mapping.js';
import { skillsOf } from './technician.js';

const KINDS: Readonly<Record<string, JobKind>> = { Installation: JobKind.INSTALLATION, Repair: JobKind.REPAIR, Move: JobKind.MOVE, Swap: JobKind.SWAP, Maintenance: JobKind.MAINTENANCE };
const STATUSES: Readonly<Record<string, JobStatus>> = { assigned: JobStatus.SCHEDULED, in_progress: JobStatus.ON_SITE, completed: JobStatus.COMPLETED, cancelled: JobStatus.CANCELLED };
const PRIORITIES: Readonly<Record<string, Priority>> = { low: Priority.LOW, medium: Priority.MEDIUM, high: Priority.HIGH, urgent: Priority.URGENT };

/** A Dispatch Job becomes a visit; without a technician it waits in the unassigned lane, unless it is done. */
export const job: Mapping = {
  doctype: 'Dispatch Job',
  map: (doc, context) => {
    const name = text(doc, 'name');
    const owner = context.find('Customer', text(doc, 'customer'));
    if (!owner) return refuse('unknown-customer', `There is no customer ${text(doc, 'customer')}.`);
    const technicianId = context.find('Dispatch Technician', text(doc, 'assigned_tech'))?.id ?? null;
    const told = STATUSES[text(doc, 'status')] ?? JobStatus.OPEN;
    const status = technicianId || told === JobStatus.COMPLETED || told === JobStatus.CANCELLED ? told : JobStatus.OPEN;
    const minutes = Math.max(5, Math.round((number(doc, 'duration_h') ?? 1) * 60));
    const on = day(doc, 'scheduled_date');
    const startsAt = on && status !== JobStatus.OPEN ? context.at(on, text(doc, 'start_time') || '08:00:00') : null;
    const endsAt = startsAt ? new Date(Date.parse(startsAt) + minutes * 60_000).toISOString() : null;
    const location = context.find('Service Location', text(doc, 'service_location'));
    const number_ = context.numberFor('job', name);
    const values = {
      id: context.take('Dispatch Job', name), number: number_, title: text(doc, 'subject') || name, kind: KINDS[text(doc, 'job_type')] ?? JobKind.REPAIR, status, priority: PRIORITIES[text(doc, 'priority')] ?? Priority.MEDIUM, duration_minutes: minutes, day: on, starts_at: startsAt, ends_at: endsAt,
      technician_id: status === JobStatus.OPEN ? null : technicianId, customer_id: owner.id, location_id: location?.id ?? null, skills: skillsOf(doc), completed_at: status === JobStatus.COMPLETED ? endsAt : null, source_id: name,
    };
    const remarks = [];
    if (number_ !== name) remarks.push(note('number-taken', `The number ${name} is taken here; the visit is ${number_}.`));
    if (text(doc, 'service_location') && !location) remarks.push(note('unknown-location', `There is no location ${text(doc, 'service_location')}; the visit was taken without one.`));
    return { rows: [{ table: 'job', values }], remarks };
  },
};
