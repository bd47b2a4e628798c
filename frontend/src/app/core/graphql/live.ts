import { computed, effect, inject } from '@angular/core';
import type { OperationVariables, TypedDocumentNode } from '@apollo/client/core';
import { Apollo } from 'apollo-angular';

/**
 * Keeps a GraphQL subscription open while the caller lives. Objects that arrive replace their cached copies, so queries
 * that show them refresh without further code; `onData` is for what is new. Variables are read reactively, and it is
 * opened anew only when they are others; `undefined` pauses it.
 */
export function live<T, V extends OperationVariables>(
  document: TypedDocumentNode<T, V>,
  variables: () => V | undefined = () => ({}) as V,
  onData: (data: T) => void = () => {},
): void {
  const apollo = inject(Apollo);
  const wanted = computed(variables, { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  effect((onCleanup) => {
    const values = wanted();
    if (values === undefined) return;
    const running = apollo
      .subscribe<T, V>({ query: document, variables: values } as Apollo.SubscribeOptions<T, V>)
      .subscribe(({ data }) => data && onData(data as T));
    onCleanup(() => running.unsubscribe());
  });
}
