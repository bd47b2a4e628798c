import { SetMetadata } from '@nestjs/common';
import type { StepUpArea } from '../tenancy/tenant.entity.js';

/** Metadata key under which `@StepUp` keeps the area. */
export const STEP_UP = 'demarc:step-up';

/**
 * Stands beside `@Allow` above what touches money, contracts, contacts or Wi-Fi: where the provider's policy names the
 * area, a customer needs a fresh code, password or passkey, and is refused with `STEP_UP_NEEDED` until there is one.
 * Nothing has been written then, so the same mutation with the same key may be sent again.
 */
export const StepUp = (area: StepUpArea) => SetMetadata(STEP_UP, area);

/** Whether a proof is fresh enough. */
export function isFreshProof(verifiedAt: Date | null | undefined, now: Date, minutes: number): boolean {
  return verifiedAt != null && now.getTime() - verifiedAt.getTime() < minutes * 60_000;
}
