/** The dispatch optimiser: plans days of field work, prices changes, offers slots, and says why. See README.md. */
export { plan } from './plan.ts';
export { price } from './price.ts';
export type { Change, Priced } from './price.ts';
export { slots } from './slots.ts';
export type { Offer } from './slots.ts';
export { explain } from './explain.ts';
export type { Explanation, Verdict } from './explain.ts';
export { layOut, planOf } from './day.ts';
export type { Day, DayJob, DayPlace, DayTechnician, Gap, LaidOut } from './day.ts';
export { check } from './check.ts';
export type { Breach } from './check.ts';
export { flaws } from './flaws.ts';
export type { Flaw } from './flaws.ts';
export { remote, serve } from './serve.ts';
export type { Port, Remote } from './serve.ts';
export { RoutingError } from './errors.ts';
export type { CostParts, Done, Job, Options, Plan, Prices, Problem, Reason, ReasonCode, Route, Shift, Skills, Span, Stop, Technician, Travel, Unassigned, Visit } from './types.ts';
