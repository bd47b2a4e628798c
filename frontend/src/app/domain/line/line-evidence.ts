import type { LineReadingSeenFragment } from '../../core/offline/line-reading.generated';

type Reading = Pick<LineReadingSeenFragment, 'moment' | 'createdAt' | 'opticalPower'>;

/** What a visit did to a line: how it was first found, how it was last left, and the decibels gained in between. */
export function evidenceOf<R extends Reading>(readings: readonly R[]): { readonly before: R | undefined; readonly after: R | undefined; readonly gained: number | null } {
  const inOrder = [...readings].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const [before, after] = [inOrder.find(({ moment }) => moment === 'BEFORE'), inOrder.findLast(({ moment }) => moment === 'AFTER')];
  const [from, to] = [before?.opticalPower ?? null, after?.opticalPower ?? null];
  return { before, after, gained: from === null || to === null ? null : Math.round((to - from) * 10) / 10 };
}
