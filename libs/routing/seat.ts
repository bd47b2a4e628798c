/** Begins a search from a plan that is known: everybody sits where they sat, as far as the rules allow. */
import type { Evaluator } from './evaluator.ts';
import type { Model } from './model.ts';
import type { State } from './state.ts';
import { BROKEN } from './limits.ts';
import type { Visit } from './types.ts';

/** Puts each visit at the end of its shift's row, in the order of their starts; what does not fit stays absent. */
export function seat(model: Model, state: State, evaluator: Evaluator, penalty: Float64Array, visits: readonly Visit[]): void {
  const byUnit = new Map<number, { route: number; start: number }[]>();
  for (const visit of visits) {
    const unit = model.unitOf.get(visit.job);
    const start = model.time(visit.start);
    const route = model.routeAt(visit.technician, start);
    if (unit === undefined || route < 0) continue;
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), { route, start }]);
  }
  const seated = [...byUnit].sort(([, a], [, b]) => a[0]!.start - b[0]!.start);
  for (const [unit, places] of seated) {
    const nodes = model.nodesOf(unit);
    if (places.length !== nodes.length || new Set(places.map(({ route }) => model.person[route]!)).size !== nodes.length) continue;
    const free = [...places];
    const chosen = nodes.map((node) => {
      const at = free.findIndex(({ route }) => !model.unfit[node * model.r + route]);
      return at < 0 ? undefined : free.splice(at, 1)[0]!.route;
    });
    if (chosen.includes(undefined)) continue;
    nodes.forEach((node, k) => {
      if (nodes.length > 1) state.meet[node] = places[0]!.start;
      state.insert(node, chosen[k]!, state.len[chosen[k]!]!);
      evaluator.refresh(chosen[k]!);
    });
    state.cost -= penalty[unit]!;
    if (!chosen.some((route) => state.routeCost[route!]! >= BROKEN)) continue;
    evaluator.lift(unit);
    for (const route of chosen) evaluator.refresh(route!);
    state.cost += penalty[unit]!;
  }
  state.commit();
  let left = 0;
  for (let i = 0; i < state.absentCount; i++) if (state.routeOf[state.absent[i]!]! < 0) state.absent[left++] = state.absent[i]!;
  state.absentCount = left;
}
