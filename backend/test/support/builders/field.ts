import { randomUUID } from 'node:crypto';
import type { Actor } from '../../../src/auth/actor.js';
import type { TestApp } from '../app.js';
import { as } from '../graph.js';

export const REPLAY = `mutation ($deviceId: String!, $pending: Int!, $commands: [FieldCommandInput!]!) { replayCommands(deviceId: $deviceId, appVersion: "test", pending: $pending, commands: $commands) { commandId seq result problem { type message facts } } }`;

export interface PhoneCommand {
  readonly commandId: string;
  readonly seq: number;
  readonly kind: string;
  readonly payload: object;
  readonly occurredAt: string;
}

export interface PhoneAnswer {
  readonly commandId: string;
  readonly seq: number;
  readonly result: 'APPLIED' | 'REFUSED' | 'CONFLICT';
  readonly problem: { readonly type: string; readonly facts: unknown } | null;
}

/** A technician's phone that numbers what is done on it. */
export function aPhone(app: TestApp, actor: Actor, deviceId: string = randomUUID()) {
  let seq = 0;
  return {
    deviceId,
    did: (kind: string, payload: object, occurredAt = '2026-11-20T14:00:00.000Z'): PhoneCommand => ({ commandId: randomUUID(), seq: ++seq, kind, payload, occurredAt }),
    send: async (commands: readonly PhoneCommand[], pending = commands.length): Promise<readonly PhoneAnswer[]> =>
      (await as(app, actor).run<{ replayCommands: readonly PhoneAnswer[] }>(REPLAY, { deviceId, pending, commands })).replayCommands,
  };
}
