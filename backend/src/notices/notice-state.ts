import { NoticeKind, NoticeState, type ServiceNotice } from './notice.entity.js';

/** Where a notice stands at an instant: an outage lasts until somebody says that it is over, the others until the end that was told. */
export function noticeState({ kind, startsAt, endsAt, endedAt }: Pick<ServiceNotice, 'kind' | 'startsAt' | 'endsAt' | 'endedAt'>, now: Date): NoticeState {
  if (endedAt || (kind !== NoticeKind.OUTAGE && endsAt && endsAt <= now)) return NoticeState.OVER;
  return startsAt > now ? NoticeState.UPCOMING : NoticeState.ONGOING;
}
