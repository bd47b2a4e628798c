import type { JobKind, JobStatus, Priority } from '../graphql/schema.generated';
import { type Command, type CommandKind, jobOf, stillCounts } from './command';
import type { FieldJobFragment } from './day-pack.generated';

type Step = { readonly from: readonly JobStatus[]; readonly to: JobStatus };

/** From where a visit may go where, as the server holds it; it has the last word. */
const STEPS: Readonly<Partial<Record<CommandKind, Step>>> = {
  'job.travel': { from: ['SCHEDULED', 'PAUSED'], to: 'EN_ROUTE' },
  'job.arrive': { from: ['SCHEDULED', 'EN_ROUTE', 'PAUSED'], to: 'ON_SITE' },
  'job.pause': { from: ['EN_ROUTE', 'ON_SITE'], to: 'PAUSED' },
  'job.complete': { from: ['EN_ROUTE', 'ON_SITE', 'PAUSED'], to: 'COMPLETED' },
  'job.giveUp': { from: ['SCHEDULED', 'EN_ROUTE', 'ON_SITE', 'PAUSED'], to: 'COULD_NOT_COMPLETE' },
};

/** Whether the step may be taken from where the visit stands. */
export const may = (status: JobStatus, kind: CommandKind): boolean => STEPS[kind]?.from.includes(status) ?? false;

/** The one thing most likely done next. */
export const nextStep = (status: JobStatus): 'job.travel' | 'job.arrive' | 'job.complete' | null =>
  status === 'SCHEDULED' ? 'job.travel' : status === 'EN_ROUTE' || status === 'PAUSED' ? 'job.arrive' : status === 'ON_SITE' ? 'job.complete' : null;

export const isOver = (status: JobStatus): boolean => status === 'COMPLETED' || status === 'COULD_NOT_COMPLETE' || status === 'CANCELLED';

/**
 * The visit as the technician left it: what the server last told, and on top what was done since. An action the server has
 * done counts until the visit was asked for again; one it refused does not count.
 */
export function projected(job: FieldJobFragment, commands: readonly Command[], askedAt: string): FieldJobFragment {
  return commands
    .filter((command) => jobOf(command) === job.id && stillCounts(command, askedAt))
    .sort(inOrder)
    .reduce(apply, job);
}

/** What the server answered came before what it has not; clocks may be changed, so they have no say among the pending. */
function inOrder(a: Command, b: Command): number {
  if (!a.answer !== !b.answer) return a.answer ? -1 : 1;
  return (a.answeredAt ?? '').localeCompare(b.answeredAt ?? '') || a.seq - b.seq;
}

function apply(job: FieldJobFragment, { kind, payload, occurredAt }: Command): FieldJobFragment {
  if (kind === 'job.tick') {
    const done = payload['done'] as Readonly<Record<string, boolean>>;
    return { ...job, checklist: job.checklist.map((item) => ({ ...item, done: done[item.id] ?? item.done })) };
  }
  if (kind === 'job.classify') return { ...job, kind: payload['jobKind'] as JobKind, priority: payload['priority'] as Priority };
  if (kind.startsWith('device.')) return job.location ? { ...job, location: { ...job.location, devices: devicesAfter(job.location.devices, kind, payload) } } : job;
  const step = STEPS[kind];
  if (!step?.from.includes(job.status)) return job;
  const at = kind === 'job.travel' ? { enRouteAt: occurredAt } : kind === 'job.arrive' ? { arrivedAt: occurredAt } : isOver(step.to) ? { completedAt: occurredAt, outcome: String(payload['outcome'] ?? payload['reason'] ?? '') } : {};
  return { ...job, ...at, status: step.to };
}

type DeviceThere = NonNullable<FieldJobFragment['location']>['devices'][number];

/** What stands at the place after a device was brought, taken away or swapped; an action tells in `device` what it was about. */
function devicesAfter(devices: readonly DeviceThere[], kind: CommandKind, payload: Command['payload']): DeviceThere[] {
  const told = payload['device'] as DeviceThere | undefined;
  const gone = kind === 'device.swap' ? payload['oldId'] : kind === 'device.unlink' ? payload['deviceId'] : null;
  const left = devices.filter(({ id }) => id !== gone && id !== told?.id);
  return told && kind !== 'device.unlink' ? [...left, { ...told, status: 'INSTALLED' }] : left;
}
