import { effect, inject, type Signal, signal, untracked } from '@angular/core';
import type { OperationVariables, TypedDocumentNode } from '@apollo/client/core';
import { Apollo, type QueryRef } from 'apollo-angular';

export interface LiveQuery<T, V> {
  /** What is on screen; stays while newer data loads. */
  readonly data: Signal<T | undefined>;
  readonly loading: Signal<boolean>;
  readonly error: Signal<Error | undefined>;
  reload(): void;
  /** Fetches the next page with these variables and joins it to what is there. */
  more(variables: Partial<V>, join: (there: T, next: T) => T): Promise<void>;
}

/**
 * Watches a GraphQL query as signals. The variables are read reactively, so the query runs again when a signal they use
 * changes; `undefined` pauses it. What mutations and live news put into the cache appears by itself.
 */
export function query<T, V extends OperationVariables>(
  document: TypedDocumentNode<T, V>,
  variables: () => NoInfer<V> | undefined = () => ({}) as V,
): LiveQuery<T, V> {
  const apollo = inject(Apollo);
  const data = signal<T | undefined>(undefined);
  const loading = signal(true);
  const error = signal<Error | undefined>(undefined);
  let current: QueryRef<T, V> | undefined;

  effect((onCleanup) => {
    const values = variables();
    untracked(() => {
      loading.set(values !== undefined);
      error.set(undefined);
    });
    if (values === undefined) return;
    const watched = apollo.watchQuery<T, V>({ query: document, variables: values, notifyOnNetworkStatusChange: true } as Apollo.WatchQueryOptions<T, V>);
    const running = watched.valueChanges.subscribe((result) => {
      if (result.dataState === 'complete') data.set(result.data as T);
      loading.set(result.loading);
      error.set(result.error);
    });
    current = watched;
    onCleanup(() => running.unsubscribe());
  });

  return {
    data: data.asReadonly(),
    loading: loading.asReadonly(),
    error: error.asReadonly(),
    // A refused refetch also arrives as the next result, where `error` shows it.
    reload: () => void current?.refetch().catch(() => undefined),
    more: async (next, join) => {
      await current?.fetchMore({
        variables: next,
        updateQuery: (there: unknown, { fetchMoreResult }: { fetchMoreResult: unknown }) => join(there as T, fetchMoreResult as T),
      } as Parameters<QueryRef<T, V>['fetchMore']>[0]);
    },
  };
}
