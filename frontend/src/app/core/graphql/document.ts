import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { DocumentNode } from 'graphql';

/** A document known when the product was built; `id` is all that travels to the server. */
export interface TrustedDocument<Result, Variables> extends TypedDocumentNode<Result, Variables> {
  readonly id: string;
}

/** The name by which the server knows a document of this build. */
export function documentId(document: DocumentNode): string {
  const { id } = document as Partial<TrustedDocument<unknown, unknown>>;
  if (!id) throw new Error('Only documents from .graphql files can be sent');
  return id;
}
