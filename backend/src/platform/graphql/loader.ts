import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import type { GraphContext } from './engine.js';

export interface Load<V> {
  load(id: string): Promise<V>;
}
export type Batch<V> = (ids: readonly string[]) => Promise<V[]>;

/** Hands a field resolver that cannot be SQL the loader of this operation: one call for all parents. */
export const Batched = createParamDecorator(<V>(batch: Batch<V>, context: ExecutionContext): Load<V> => {
  const { loaders } = GqlExecutionContext.create(context).getContext<GraphContext>();
  if (!loaders.has(batch)) loaders.set(batch, new DataLoader(batch));
  return loaders.get(batch) as Load<V>;
});
