import { inject, signal } from '@angular/core';
import type { OperationVariables, TypedDocumentNode } from '@apollo/client/core';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { errorCode } from '../errors/explain';
import { Unreachable } from '../http/json';
import { StepUps } from '../session/step-up';
import { declares } from './document';
import { newKey } from './key';

/** A thing somebody meant to do and got no answer about; doing the same again uses the same key. */
interface Unanswered {
  readonly intent: string;
  readonly key: string;
}

/**
 * Binds a GraphQL mutation to a function; `busy` is true while a call is in flight. Each call carries a key under which
 * the server does it once, however often the network makes us send it; the same asked for again while it is under way,
 * as by a second press, is that one call.
 */
export function mutation<T, V extends OperationVariables>(document: TypedDocumentNode<T, V>) {
  const apollo = inject(Apollo);
  const stepUps = inject(StepUps);
  const flights = signal(0);
  const busy = signal(false);
  const keyed = declares(document, 'key');
  const underWay = new Map<string, Promise<T>>();
  let unanswered: Unanswered | undefined;

  const send = async (intent: string, variables: Omit<V, 'key'>): Promise<T> => {
    const key = unanswered?.intent === intent ? unanswered.key : newKey();
    flights.update((n) => n + 1);
    busy.set(true);
    try {
      const options = { mutation: document, variables: keyed ? { ...variables, key } : variables };
      const go = () => firstValueFrom(apollo.mutate<T, V>(options as unknown as Apollo.MutateOptions<T, V>));
      // Nothing was done yet when the server asks once more who somebody is: once they have proven it, the same goes out with the same key.
      const { data } = await go().catch(async (error: unknown) => {
        if (errorCode(error) === 'STEP_UP_NEEDED' && (await stepUps.ask())) return go();
        throw error;
      });
      unanswered = undefined;
      return data as T;
    } catch (error) {
      unanswered = error instanceof Unreachable ? { intent, key } : undefined;
      throw error;
    } finally {
      flights.update((n) => n - 1);
      busy.set(flights() > 0);
    }
  };
  const run = (variables: Omit<V, 'key'>): Promise<T> => {
    const intent = JSON.stringify(variables);
    const flight = underWay.get(intent) ?? send(intent, variables).finally(() => underWay.delete(intent));
    underWay.set(intent, flight);
    return flight;
  };
  return Object.assign(run, { busy: busy.asReadonly() });
}
