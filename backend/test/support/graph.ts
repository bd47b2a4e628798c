import { randomUUID } from 'node:crypto';
import { Kind, OperationTypeNode, parse, print, visit } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Actor } from '../../src/auth/actor.js';
import type { TestApp } from './app.js';
import { fetchAs } from './http.js';
import { headersOf } from './sign-in.js';

export interface GraphError {
  readonly message: string;
  readonly extensions: { readonly code: string; readonly fields?: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly data: Record<string, never> | null;
  readonly errors?: readonly GraphError[];
}

export type Variables = Readonly<Record<string, unknown>>;

/** Speaks GraphQL over HTTP as an actor, exactly as a browser with that session would. */
export function as(app: TestApp, actor: Actor) {
  const answer = async (query: string, variables: Variables = {}): Promise<Answer> => {
    const response = await fetchAs(app, actor, '/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: withKeys(query, variables), variables }) });
    return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) };
  };
  return {
    answer,
    /** The data; fails the test when there is any error. */
    run: async <T = Record<string, any>>(query: string, variables?: Variables): Promise<T> => { // eslint-disable-line @typescript-eslint/no-explicit-any -- answers are shaped by the document of each test
      const { data, errors } = await answer(query, variables);
      if (errors?.length) throw new Error(`Unexpected: ${JSON.stringify(errors)}`);
      return data as T;
    },
    /** The errors; fails the test when there is none. */
    errors: async (query: string, variables?: Variables): Promise<readonly GraphError[]> => {
      const { errors } = await answer(query, variables);
      if (!errors?.length) throw new Error('It was expected to fail');
      return errors;
    },
    /** Opens a subscription and collects what arrives. */
    subscribe: async (query: string, variables: Variables = {}): Promise<Feed> => openFeed(app, await headersOf(app, actor), query, variables),
  };
}

/** What a subscription has delivered so far, and how to wait for more. */
export interface Feed {
  readonly received: { readonly data: Record<string, never>; readonly seq: number }[];
  /** Waits until something that fits has arrived; fails after 20 seconds. */
  next<T = Record<string, any>>(fits?: (data: T) => boolean): Promise<T>; // eslint-disable-line @typescript-eslint/no-explicit-any -- as above
  close(): Promise<void>;
}

async function openFeed(app: TestApp, headers: Readonly<Record<string, string>>, query: string, variables: Variables): Promise<Feed> {
  const received: Feed['received'] = [];
  const waiting = new Set<() => void>();
  let failure: unknown;
  class Socket extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { headers: { ...headers, origin: `http://${headers['host']!}` } });
    }
  }
  let answered: (() => void) | undefined;
  const client: Client = createClient({ url: `${app.url.replace('http', 'ws')}/graphql`, webSocketImpl: Socket, retryAttempts: 0, lazy: false, on: { pong: () => answered?.() } });
  const socket = await new Promise<WebSocket>((resolve, reject) => {
    client.on('connected', (opened) => resolve(opened as WebSocket));
    client.on('closed', (event) => reject(new Error(`closed ${JSON.stringify(event)}`)));
  });
  client.subscribe({ query, variables: { ...variables } }, {
    next: (result) => {
      received.push({ data: result.data as never, seq: Number((result.extensions as { seq?: number } | undefined)?.seq) });
      for (const wake of waiting) wake();
    },
    error: (error) => {
      failure = error;
      for (const wake of waiting) wake();
    },
    complete: () => undefined,
  });
  // The door answers a ping once it has taken every subscription sent before it.
  await new Promise<void>((resolve) => {
    answered = resolve;
    setImmediate(() => socket.send(JSON.stringify({ type: 'ping', payload: { taken: true } })));
  });
  let seen = 0;
  return {
    received,
    next: (fits = () => true) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => done(() => reject(new Error('Nothing that fits arrived within 20 s'))), 20_000);
        const look = (): void => {
          if (failure) return done(() => reject(new Error(JSON.stringify(failure))));
          while (seen < received.length) {
            const { data } = received[seen++]!;
            if (fits(data as never)) return done(() => resolve(data as never));
          }
        };
        const done = (finish: () => void): void => {
          clearTimeout(timer);
          waiting.delete(look);
          finish();
        };
        waiting.add(look);
        look();
      }),
    close: async () => client.dispose(),
  };
}

/** Gives each mutation of the document an idempotency key, unless the document names one itself. */
function withKeys(query: string, variables: Variables): string {
  const document = parse(query);
  const key = String(variables['key'] ?? randomUUID());
  const argument = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'key' }, value: { kind: Kind.STRING, value: key } } as const;
  return print(
    visit(document, {
      OperationDefinition: (operation) =>
        operation.operation !== OperationTypeNode.MUTATION
          ? false
          : {
              ...operation,
              selectionSet: {
                ...operation.selectionSet,
                selections: operation.selectionSet.selections.map((field) =>
                  field.kind !== Kind.FIELD || field.arguments?.some(({ name }) => name.value === 'key') ? field : { ...field, arguments: [...(field.arguments ?? []), argument] }),
              },
            },
    }),
  );
}
