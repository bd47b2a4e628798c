import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { DocumentNode } from 'graphql';

/** An operation the server knows by its id, so that its text never travels. */
export type TrustedDocument<T, V> = TypedDocumentNode<T, V> & { readonly id: string };

/** The id of a trusted document, or undefined for one made while the page runs. */
export function documentId(document: DocumentNode): string | undefined {
  return (document as Partial<TrustedDocument<unknown, unknown>>).id;
}

/** Whether the operation declares the variable. */
export function declares(document: DocumentNode, variable: string): boolean {
  return document.definitions.some(
    (definition) => definition.kind === 'OperationDefinition' && definition.variableDefinitions?.some((v) => v.variable.name.value === variable),
  );
}
