/** Which part of the usual amount may differ before a person looks, and how much in any case, in minor units. */
const SHARE = 0.3;
const SLACK = 2_000;

/** Whether an amount is far from what a customer usually pays. Without a history nothing is usual, so nothing is unusual. */
export function isUnusual(total: number, usual: number | null): boolean {
  if (usual === null) return false;
  return Math.abs(total - usual) > Math.max(Math.abs(usual) * SHARE, SLACK);
}
