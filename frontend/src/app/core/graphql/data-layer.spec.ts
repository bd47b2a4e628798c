import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { ApolloTestingController, ApolloTestingModule } from 'apollo-angular/testing';
import { parse } from 'graphql';
import { screen, settle } from '../../../../test/support';
import { Unreachable } from '../http/json';
import type { TrustedDocument } from './document';
import { live } from './live';
import { mutation } from './mutation';
import { problemOf } from './problem';
import { query } from './query';

interface Lamp {
  readonly __typename: 'Lamp';
  readonly id: string;
  readonly state: string;
}

const trusted = <T, V>(text: string) => Object.assign(parse(text), { id: text.length.toString() }) as unknown as TrustedDocument<T, V>;
const Lamps = trusted<{ lamps: Lamp[] }, { room?: string }>('query Lamps($room: String) { lamps(room: $room) { __typename id state } }');
const Turn = trusted<{ turn: Lamp | { __typename: 'Stuck'; message: string } }, { id: string; key: string }>(
  'mutation Turn($id: ID!, $key: ID!) { turn(id: $id, key: $key) { __typename ... on Lamp { id state } ... on Stuck { message } } }',
);
const LampTurned = trusted<{ lampTurned: Lamp }, Record<string, never>>('subscription LampTurned { lampTurned { __typename id state } }');
const lamp = (id: string, state = 'OFF'): Lamp => ({ __typename: 'Lamp', id, state });

@Component({
  template: `
    <h1>{{ lamps.loading() ? 'loading' : 'ready' }}</h1>
    @if (lamps.error()) {
      <p role="alert">failed</p>
    }
    @if (problem()) {
      <p role="status">{{ problem() }}</p>
    }
    @for (lamp of lamps.data()?.lamps; track lamp.id) {
      <button [disabled]="turn.busy()" (click)="press(lamp.id)">{{ lamp.id }} {{ lamp.state }}</button>
    }
  `,
})
class Room {
  readonly room = signal<string | undefined>('kitchen');
  readonly lamps = query(Lamps, () => (this.room() ? { room: this.room()! } : undefined));
  readonly turn = mutation(Turn);
  readonly problem = signal('');
  failure: unknown;

  constructor() {
    live(LampTurned);
  }

  async press(id: string): Promise<void> {
    try {
      this.problem.set(problemOf((await this.turn({ id })).turn));
    } catch (error) {
      this.failure = error;
    }
  }
}

describe('the data layer', () => {
  let graphql: ApolloTestingController;
  let fixture: ComponentFixture<Room>;

  beforeEach(async () => {
    TestBed.configureTestingModule({ imports: [ApolloTestingModule] });
    graphql = TestBed.inject(ApolloTestingController);
    fixture = TestBed.createComponent(Room);
    await settle(fixture);
  });

  const answer = async (lamps: Lamp[]) => {
    graphql.expectOne(Lamps).flushData({ lamps });
    await settle(fixture);
  };

  it('loads, and keeps what is on screen while other variables load', async () => {
    expect(screen(fixture).get('heading').textContent).toBe('loading');
    await answer([lamp('a')]);
    expect(screen(fixture).get('heading').textContent).toBe('ready');
    fixture.componentInstance.room.set('cellar');
    await settle(fixture);
    expect(screen(fixture).get('button', 'a OFF')).toBeTruthy();
    expect(screen(fixture).get('heading').textContent).toBe('loading');
    await answer([lamp('b')]);
    expect(screen(fixture).find('button', 'a OFF')).toEqual([]);
    expect(screen(fixture).get('button', 'b OFF')).toBeTruthy();
  });

  it('asks nothing while its variables are undefined', async () => {
    await answer([lamp('a')]);
    fixture.componentInstance.room.set(undefined);
    await settle(fixture);
    graphql.expectNone(Lamps);
    expect(screen(fixture).get('heading').textContent).toBe('ready');
  });

  it('tells a failure, and loads when asked again', async () => {
    graphql.expectOne(Lamps).networkError(new Error('no'));
    await settle(fixture);
    expect(screen(fixture).get('alert').textContent).toBe('failed');
    fixture.componentInstance.lamps.reload();
    await settle(fixture);
    await answer([lamp('a')]);
    expect(screen(fixture).find('alert')).toEqual([]);
    expect(screen(fixture).get('button', 'a OFF')).toBeTruthy();
  });

  it('joins the next page to what is there', async () => {
    await answer([lamp('a')]);
    const more = fixture.componentInstance.lamps.more({ room: 'next' }, (there, next) => ({ lamps: [...there.lamps, ...next.lamps] }));
    await settle(fixture);
    await answer([lamp('b')]);
    await more;
    expect(screen(fixture).find('button').map((b) => b.textContent)).toEqual(['a OFF', 'b OFF']);
  });

  it('shows what a mutation changed, and is busy meanwhile', async () => {
    await answer([lamp('a')]);
    await screen(fixture).click('button', 'a OFF');
    expect((screen(fixture).get('button', 'a OFF') as HTMLButtonElement).disabled).toBe(true);
    graphql.expectOne(Turn).flushData({ turn: lamp('a', 'ON') });
    await settle(fixture);
    expect((screen(fixture).get('button', 'a ON') as HTMLButtonElement).disabled).toBe(false);
    expect(fixture.componentInstance.problem()).toBe('');
  });

  it('hands a refusal to the page', async () => {
    await answer([lamp('a')]);
    await screen(fixture).click('button', 'a OFF');
    graphql.expectOne(Turn).flushData({ turn: { __typename: 'Stuck', message: 'The switch is stuck.' } });
    await settle(fixture);
    expect(screen(fixture).get('status').textContent).toBe('The switch is stuck.');
  });

  it('uses the same key for the same wish until it is answered, and a new one afterwards', async () => {
    await answer([lamp('a')]);
    const key = async (finish: 'lost' | 'done') => {
      await screen(fixture).click('button', /^a/);
      const sent = graphql.expectOne(Turn);
      if (finish === 'lost') sent.networkError(new Unreachable('/graphql'));
      else sent.flushData({ turn: lamp('a', 'ON') });
      await settle(fixture);
      return sent.operation.variables['key'] as string;
    };
    const [first, again, next] = [await key('lost'), await key('done'), await key('done')];
    expect(first).toMatch(/^[\da-f-]{36}$/);
    expect(again).toBe(first);
    expect(next).not.toBe(first);
    expect(fixture.componentInstance.failure).toBeInstanceOf(Unreachable);
  });

  it('sends the same wish once while it is under way, and another one beside it', async () => {
    await answer([lamp('a'), lamp('b')]);
    const room = fixture.componentInstance;
    const presses = [room.press('a'), room.press('a'), room.press('b')];
    await settle(fixture);
    const sent = graphql.match(Turn);
    expect(sent.map(({ operation }) => operation.variables['id'])).toEqual(['a', 'b']);
    for (const one of sent) one.flushData({ turn: lamp(one.operation.variables['id'] as string, 'ON') });
    await Promise.all(presses);
    void room.press('a');
    await settle(fixture);
    expect(graphql.match(Turn)).toHaveLength(1);
  });

  it('shows live news through the cache', async () => {
    await answer([lamp('a')]);
    graphql.expectOne(LampTurned).flushData({ lampTurned: lamp('a', 'ON') });
    await settle(fixture);
    expect(screen(fixture).get('button', 'a ON')).toBeTruthy();
  });
});
