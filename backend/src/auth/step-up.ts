import { SetMetadata } from '@nestjs/common';
import type { StepUpArea } from '../tenancy/tenant.entity.js';

/** Metadata key under which `@StepUp` keeps the area. */
export const STEP_UP = 'demarc:step-up';

/** What `@StepUp` keeps: the area, and which arguments touch it; all of them when nothing is said. */
export interface StepUpRule {
  readonly area: StepUpArea;
  readonly when?: (args: never) => boolean;
}

/**
 * Stands beside `@Allow` above what touches money, contracts, contacts or Wi-Fi: where the provider's policy names the
 * area, for customers in `stepUp` and for the office in `staffStepUp`, who asks needs a fresh code, password or passkey,
 * and is refused with `STEP_UP_NEEDED` until there is one. Nothing has been written then, so the same mutation with the
 * same key may be sent again. `when` looks at the arguments, for mutations of which only some changes matter so much.
 */
export const StepUp = <Args>(area: StepUpArea, when?: (args: Args) => boolean) => SetMetadata(STEP_UP, { area, ...(when ? { when } : {}) } satisfies StepUpRule);

/** Whether a proof is fresh enough. */
export function isFreshProof(verifiedAt: Date | null | undefined, now: Date, minutes: number): boolean {
  return verifiedAt != null && now.getTime() - verifiedAt.getTime() < minutes * 60_000;
}
