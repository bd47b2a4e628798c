import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import type { Client } from 'graphql-ws';
import { Connection } from '../graphql/connection';
import type { TrustedDocument } from '../graphql/document';
import { postJson, Unexpected } from '../http/json';
import { Updates } from '../errors/updates';
import { Session } from '../session/session';

interface Reply<T> {
  readonly data?: T | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/**
 * Asks the server by the id of a trusted document. The phone keeps its own copy of everything, so it needs no cache of
 * answers besides, and stays light enough for a cold start on a slow network.
 */
@Injectable()
export class Server {
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly connection = inject(Connection);
  private readonly updates = inject(Updates);
  private socket: Promise<Client> | undefined;

  /** The answer; throws `Unreachable` without signal. */
  async ask<T, V>(document: TrustedDocument<T, V>, variables: V): Promise<T> {
    const { status, body } = await postJson('/graphql', { id: document.id, operationName: nameOf(document), variables });
    const { data, errors } = (body ?? {}) as Reply<T>;
    if (errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) await this.leave();
    if (errors?.some(({ extensions }) => extensions?.code === 'UNKNOWN_DOCUMENT')) this.updates.needed();
    if (!data || errors?.length) throw new Unexpected(status);
    return data;
  }

  /** Tells of news; also when the way to them was interrupted, because some may have been missed. Returns how to stop. */
  follow<V extends Record<string, unknown>>(document: TrustedDocument<unknown, V>, heard: () => void, variables = {} as V): () => void {
    let stop: () => void = () => undefined;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    this.socket ??= import('../graphql/socket').then(({ liveSocket }) => liveSocket(this.connection, { onSignedOut: () => void this.leave(), onRights: () => void this.lookAgain(), onResumed: heard }));
    void this.socket.then((client) => {
      const end = client.subscribe({ query: '', operationName: nameOf(document), variables, extensions: { id: document.id } }, { next: heard, error: () => undefined, complete: () => undefined });
      void stopped.then(end);
    });
    return stop;
  }

  /** Goes on with the rights of now, or leaves when there are none left. */
  private async lookAgain(): Promise<void> {
    if (!(await this.session.again())) await this.leave();
  }

  private async leave(): Promise<void> {
    if (!this.session.facts()) return;
    this.session.expired();
    await this.router.navigate(['/login'], { queryParams: { next: this.router.url } });
  }
}

function nameOf({ definitions }: { readonly definitions: readonly unknown[] }): string {
  return (definitions as readonly { readonly kind: string; readonly name?: { readonly value: string } }[]).find(({ kind }) => kind === 'OperationDefinition')?.name?.value ?? '';
}
