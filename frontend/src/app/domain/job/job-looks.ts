import type { IconName } from '../../ui/icons';
import type { JobKind, JobStatus, Priority } from '../../core/graphql/schema.generated';

export type Tone = 'info' | 'warn' | 'live' | 'good' | 'bad' | 'calm';

/** How each step of a job's life looks: never by colour alone. */
export const STATUS_LOOKS: Readonly<Record<JobStatus, { readonly tone: Tone; readonly icon: IconName }>> = {
  OPEN: { tone: 'calm', icon: 'inbox' },
  SCHEDULED: { tone: 'info', icon: 'calendar' },
  EN_ROUTE: { tone: 'warn', icon: 'navigation' },
  ON_SITE: { tone: 'live', icon: 'wrench' },
  PAUSED: { tone: 'calm', icon: 'pause' },
  COMPLETED: { tone: 'good', icon: 'check' },
  COULD_NOT_COMPLETE: { tone: 'bad', icon: 'alert' },
  CANCELLED: { tone: 'calm', icon: 'x' },
};

export const PRIORITY_TONES: Readonly<Record<Priority, Tone>> = { LOW: 'calm', MEDIUM: 'calm', HIGH: 'warn', URGENT: 'bad' };

/** Urgent first. */
export const PRIORITY_ORDER: Readonly<Record<Priority, number>> = { URGENT: 0, HIGH: 1, MEDIUM: 2, LOW: 3 };

export const KIND_ICONS: Readonly<Record<JobKind, IconName>> = { INSTALLATION: 'router', REPAIR: 'wrench', MOVE: 'home', SWAP: 'sync', MAINTENANCE: 'settings' };
