import { Throttle } from '@nestjs/throttler';
import type { Limit } from './rate-limits.service.js';

/**
 * How often one person may run an operation, exactly, over all processes and restarts: `@Limited(LINKS_OF_PERSON)`. Each
 * alias of the field is a try of its own. One try too many is answered `RATE_LIMITED` with the seconds to wait.
 */
export const Limited = ({ most, minutes }: Limit) => Throttle({ default: { limit: most, ttl: minutes * 60_000 } });
