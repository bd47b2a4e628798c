import type { Lookup } from './domain-lookup.js';
import { DomainProblem } from './tenant.entity.js';

/** What a look at the name servers says about a domain: active, or why not. */
export interface DomainState {
  readonly problem: DomainProblem | null;
  readonly pointsAt: string | null;
}

/** Whether a domain leads to the canonical host: any name of its chain may be it. */
export function judge(lookup: Lookup, canonical: string): DomainState {
  if (lookup.kind !== 'found') return { problem: lookup.kind === 'none' ? DomainProblem.NO_RECORD : DomainProblem.NO_ANSWER, pointsAt: null };
  return lookup.names.includes(canonical) ? { problem: null, pointsAt: null } : { problem: DomainProblem.POINTS_ELSEWHERE, pointsAt: lookup.names[0] ?? null };
}
