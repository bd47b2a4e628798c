/** Later than anything; far enough from the edge that a few of them can be added in 32 bits. */
export const NEVER = 500_000_000;

/** Cost of what breaks a hard rule: no sum of real costs comes near it. */
export const BROKEN = 1e13;
