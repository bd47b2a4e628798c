import { ApolloLink } from '@apollo/client/core';
import { OperationTypeNode, print } from 'graphql';
import { Observable } from 'rxjs';
import { postJson, Unexpected, Unreachable } from '../http/json';
import { declares, documentId } from './document';

/** What travels: the id of a document the server knows, else its text. */
export function payloadOf(operation: ApolloLink.Operation): Record<string, unknown> {
  const { query, variables, operationName } = operation;
  const id = documentId(query);
  return { ...(id ? { id } : { query: print(query) }), operationName, variables };
}

/** How long to wait before trying again what the network swallowed. */
const PAUSES = [400, 1_500];

/**
 * Sends queries and mutations to our own server. What the network swallowed is sent again, as it was: a query changes
 * nothing, and a mutation carries the key under which the server does it once.
 */
export function trustedLink(onSignedOut: () => void, pauses: readonly number[] = PAUSES): ApolloLink {
  return new ApolloLink(
    (operation) =>
      new Observable<ApolloLink.Result>((observer) => {
        const abort = new AbortController();
        send(operation, pauses, abort.signal).then(
          (result) => {
            if (result.errors?.some((error) => error.extensions?.['code'] === 'UNAUTHENTICATED')) onSignedOut();
            observer.next(result);
            observer.complete();
          },
          (error: unknown) => {
            if (!abort.signal.aborted) observer.error(error);
          },
        );
        return () => abort.abort();
      }),
  );
}

async function send(operation: ApolloLink.Operation, pauses: readonly number[], signal: AbortSignal): Promise<ApolloLink.Result> {
  const payload = payloadOf(operation);
  const mayRepeat = operation.operationType !== OperationTypeNode.MUTATION || declares(operation.query, 'key');
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(payload, signal);
    } catch (error) {
      const pause = pauses[attempt];
      if (!(error instanceof Unreachable) || !mayRepeat || pause === undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
      signal.throwIfAborted();
    }
  }
}

async function once(payload: unknown, signal: AbortSignal): Promise<ApolloLink.Result> {
  const { status, body } = await postJson('/graphql', payload, signal);
  if (body && typeof body === 'object' && ('data' in body || 'errors' in body)) return body as ApolloLink.Result;
  throw new Unexpected(status);
}
