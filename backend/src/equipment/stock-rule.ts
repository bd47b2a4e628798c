import { PartMovementKind } from './stock.entity.js';

/** Whether a move has the ends its kind needs: what is received arrives, what is transferred does both, the rest only leaves. */
export function partMoveFits(kind: PartMovementKind, from: string | null, to: string | null): boolean {
  if (kind === PartMovementKind.RECEIVED) return !from && Boolean(to);
  if (kind === PartMovementKind.TRANSFERRED) return Boolean(from) && Boolean(to) && from !== to;
  return kind !== PartMovementKind.COUNTED && Boolean(from) && !to;
}
