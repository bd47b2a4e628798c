import { ApolloLink } from '@apollo/client/core';
import type { Client, SubscribePayload } from 'graphql-ws';
import { Observable } from 'rxjs';
import { payloadOf } from './trusted-link';

interface NewsExtensions {
  readonly seq?: number | string;
  readonly code?: string;
}

/** One followed thing: the number of the last event received, if any. */
interface Followed {
  last: number | string | undefined;
}

/**
 * Sends subscriptions over the socket. Each remembers the number of the last event it received; when the socket comes
 * back, the client sends the payload again, and the number in it asks for exactly what was missed. `RESYNC` means
 * that the server no longer knows that far back: everything on screen is fetched again.
 */
export class LiveLink extends ApolloLink {
  private readonly followed = new Set<Followed>();

  constructor(
    private readonly client: Pick<Client, 'subscribe'>,
    private readonly onResync: () => void,
  ) {
    super();
  }

  /** The socket is back. Who never received a number cannot ask for what was missed, and fetches instead. */
  resumed(): void {
    if ([...this.followed].some(({ last }) => last === undefined)) this.onResync();
  }

  override request(operation: ApolloLink.Operation): Observable<ApolloLink.Result> {
    return new Observable((observer) => {
      const followed: Followed = { last: undefined };
      let stop = () => {};
      const subscribe = () => {
        stop = this.client.subscribe<Record<string, unknown>>(subscriptionOf(operation, followed), {
          next: (result) => {
            const news = (result.extensions ?? {}) as NewsExtensions;
            if (news.seq !== undefined) followed.last = news.seq;
            if (news.code === 'RESYNC') this.startOver(followed);
            else observer.next(result as ApolloLink.Result);
          },
          error: (error) => {
            if (!asksResync(error)) return observer.error(Array.isArray(error) ? { errors: error } : error);
            this.startOver(followed);
            subscribe();
          },
          complete: () => observer.complete(),
        });
      };
      this.followed.add(followed);
      subscribe();
      return () => {
        this.followed.delete(followed);
        stop();
      };
    });
  }

  private startOver(followed: Followed): void {
    followed.last = undefined;
    this.onResync();
  }
}

/** The payload is read again at every reconnect, so `after` is always the latest number. */
function subscriptionOf(operation: ApolloLink.Operation, followed: Followed): SubscribePayload {
  const { id, query = '', variables, operationName } = payloadOf(operation) as { id?: string; query?: string; variables: Record<string, unknown>; operationName: string };
  const extensions = {
    ...(id && { id }),
    get after() {
      return followed.last;
    },
  };
  return { query, operationName, variables, extensions };
}

function asksResync(error: unknown): boolean {
  return Array.isArray(error) && error.some((one: { extensions?: NewsExtensions }) => one.extensions?.code === 'RESYNC');
}
