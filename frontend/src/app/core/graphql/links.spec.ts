import { ApolloClient, type ApolloLink, InMemoryCache } from '@apollo/client/core';
import type { Client, ExecutionResult, Sink, SubscribePayload } from 'graphql-ws';
import { parse } from 'graphql';
import { server } from '../../../../test/support';
import { LiveLink } from './live-link';
import { trustedLink } from './trusted-link';

const trusted = (text: string) => Object.assign(parse(text), { id: 'abc123' });
const Read = trusted('query Read { me { __typename id } }');
const Write = trusted('mutation Write($key: ID!) { touch(key: $key) { __typename id } }');
const News = trusted('subscription News { touched { __typename id } }');
const client = (link: ApolloLink) => new ApolloClient({ link, cache: new InMemoryCache() });

describe('sending operations', () => {
  it('sends the id of a trusted document and no text', async () => {
    const wire = server({ '/graphql': () => ({ body: { data: { me: { __typename: 'Me', id: '1' } } } }) });
    await client(trustedLink(() => undefined)).query({ query: Read });
    expect(wire.bodies('/graphql')).toEqual([{ id: 'abc123', operationName: 'Read', variables: {} }]);
  });

  it('sends again, unchanged, what the network swallowed', async () => {
    let tries = 0;
    const wire = server({ '/graphql': () => (++tries < 3 ? 'unreachable' : { body: { data: { touch: { __typename: 'Me', id: '1' } } } }) });
    const { data } = await client(trustedLink(() => undefined, [0, 0])).mutate({ mutation: Write, variables: { key: 'k1' } });
    expect(data).toEqual({ touch: { __typename: 'Me', id: '1' } });
    expect(wire.bodies('/graphql').map((body) => (body as { variables: unknown }).variables)).toEqual([{ key: 'k1' }, { key: 'k1' }, { key: 'k1' }]);
  });

  it('gives up in the end, and says that nobody answered', async () => {
    const wire = server({ '/graphql': () => 'unreachable' });
    await expect(client(trustedLink(() => undefined, [0])).query({ query: Read })).rejects.toMatchObject({ name: 'Unreachable' });
    expect(wire.asked.length).toBe(2);
  });

  it('tells that the session is over', async () => {
    let over = 0;
    server({ '/graphql': () => ({ status: 401, body: { errors: [{ message: 'x', extensions: { code: 'UNAUTHENTICATED' } }] } }) });
    await expect(client(trustedLink(() => over++)).query({ query: Read })).rejects.toBeTruthy();
    expect(over).toBe(1);
  });
});

/** A socket in the hands of the test: what was asked, and a way to answer. */
function socket() {
  const asked: { readonly payload: SubscribePayload; readonly sink: Sink<ExecutionResult<Record<string, unknown>>> }[] = [];
  const subscribe = ((payload: SubscribePayload, sink: Sink<ExecutionResult<Record<string, unknown>>>) => {
    asked.push({ payload, sink });
    return () => undefined;
  }) as Client['subscribe'];
  return { subscribe, asked, payload: () => JSON.parse(JSON.stringify(asked.at(-1)!.payload)) as { id?: string; extensions: { id: string; after?: number } } };
}

describe('following news', () => {
  const follow = () => {
    const wire = socket();
    let resyncs = 0;
    const heard: unknown[] = [];
    const link = new LiveLink(wire, () => resyncs++);
    client(link).subscribe({ query: News }).subscribe({ next: ({ data }) => heard.push(data), error: (error: unknown) => heard.push(error) });
    const tell = (seq: number | undefined, extensions = {}) =>
      wire.asked.at(-1)!.sink.next({ data: { touched: { __typename: 'Me', id: String(seq) } }, extensions: { ...(seq !== undefined && { seq }), ...extensions } });
    return { wire, link, heard, tell, resyncs: () => resyncs };
  };

  it('asks by id, and after a break for what comes after the last event', () => {
    const { wire, link, tell, heard, resyncs } = follow();
    expect(wire.payload().extensions).toEqual({ id: 'abc123' });
    tell(41);
    tell(42);
    link.resumed();
    expect(wire.payload().extensions).toEqual({ id: 'abc123', after: 42 });
    expect(heard.length).toBe(2);
    expect(resyncs()).toBe(0);
  });

  it('fetches everything after a break when no event was ever numbered', () => {
    const { link, tell, resyncs } = follow();
    tell(undefined);
    link.resumed();
    expect(resyncs()).toBe(1);
  });

  it('fetches everything and follows anew when the server no longer knows that far back', () => {
    const { wire, tell, heard, resyncs } = follow();
    tell(42);
    wire.asked.at(-1)!.sink.error([{ message: 'too far back', extensions: { code: 'RESYNC' } }]);
    expect(resyncs()).toBe(1);
    expect(wire.asked.length).toBe(2);
    expect(wire.payload().extensions).toEqual({ id: 'abc123' });
    tell(90, { code: 'RESYNC' });
    expect(resyncs()).toBe(2);
    expect(heard.length).toBe(1);
  });
});
