/** Whether a job fits into a shift that holds nothing else. */
import { NEVER } from './limits.ts';
import type { Timetable } from './timetable.ts';
import type { Reason } from './types.ts';

/** Why a job does not fit even into the empty shift, or `null`. */
export function outsideReason(table: Timetable, node: number, route: number): Reason | null {
  const { model, roads } = table;
  const begin = model.begin[route]!;
  const limit = model.limit[route]!;
  const takes = model.work[node * model.r + route]!;
  const to = model.place[node]!;
  const home = model.home[route]!;
  const end = model.last[route]!;
  const way = roads.arrive(home, to, begin) - begin + (limit - roads.leave(to, end, limit));
  if (way + takes + model.lunchFor[route]! > limit - begin) return { code: 'LONGER_THAN_SHIFT', needs: way + takes + model.lunchFor[route]!, has: limit - begin };
  const row = Int32Array.of(node);
  const met = table.meet[node]!;
  table.meet[node] = -1;
  const fits = table.forwards(route, row, 0, 1);
  table.meet[node] = met;
  return fits && begin < NEVER ? null : { code: 'OUTSIDE_WINDOW' };
}
