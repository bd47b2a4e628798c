import type { Columns } from '../platform/read/read.js';
import { sql, type Sql } from '../platform/read/sql.js';
import type { AlertEvent } from './alert.entity.js';

/**
 * The measurements around an event as points for a small chart: from half an hour before its onset until ten minutes
 * after its end, the last six hours of it at most. Each of about 120 steps shows its worst value, so that a short dip stays visible.
 */
export function trendOf(event: Columns<AlertEvent>): Sql {
  return sql`(select coalesce(jsonb_agg(jsonb_build_object('at', p.at, 'value', p.value) order by p.at), '[]')
    from (
      select min(s.at) as at, case when r.comparison = 'BELOW' then min(s.value) else max(s.value) end as value
      from alert_rule r
      cross join lateral (select coalesce(${event.clearedAt} + interval '10 minutes', now()) as until) u
      cross join lateral (select greatest(${event.onsetAt} - interval '30 minutes', u.until - interval '6 hours') as since) b
      join sample s on s.device_id = ${event.deviceId} and s.metric = r.metric and s.at between b.since and u.until
      where r.id = ${event.ruleId}
      group by r.comparison, floor(extract(epoch from s.at) / greatest(10, extract(epoch from u.until - b.since) / 120))
    ) p)`;
}
