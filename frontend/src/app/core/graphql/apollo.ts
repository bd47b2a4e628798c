import { type EnvironmentProviders, inject, Injector, makeEnvironmentProviders, provideEnvironmentInitializer } from '@angular/core';
import { Router } from '@angular/router';
import { ApolloLink, InMemoryCache } from '@apollo/client/core';
import { Apollo, provideApollo } from 'apollo-angular';
import { OperationTypeNode } from 'graphql';
import { Session } from '../session/session';
import { Connection } from './connection';
import { LiveLink } from './live-link';
import { possibleTypes } from './possible-types.generated';
import { liveSocket } from './socket';
import { trustedLink } from './trusted-link';

/** The data layer of an area: cache, HTTP and live news. Given by the area's routes, so that light pages never load it. */
export function provideGraphql(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideApollo(() => {
      const session = inject(Session);
      const router = inject(Router);
      const injector = inject(Injector);
      const ended = () => void leave(session, router);
      const refetch = () => void injector.get(Apollo).client.refetchObservableQueries();
      const live: LiveLink = new LiveLink(liveSocket(inject(Connection), { onSignedOut: ended, onRights: () => void lookAgain(session, router), onResumed: () => live.resumed() }), refetch);
      return {
        link: ApolloLink.split(({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION, live, trustedLink(ended)),
        cache: new InMemoryCache({ possibleTypes }),
        defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } },
      };
    }),
    provideEnvironmentInitializer(() => {
      const apollo = inject(Apollo);
      inject(Session).onEnd(() => apollo.client.clearStore());
    }),
  ]);
}

async function leave(session: Session, router: Router): Promise<void> {
  if (!session.facts()) return;
  session.expired();
  await router.navigate(['/login'], { queryParams: { next: router.url } });
}

/** Goes on with the rights of now, or leaves when there are none left. */
async function lookAgain(session: Session, router: Router): Promise<void> {
  if (!(await session.again())) await leave(session, router);
}
