import fc from 'fast-check';
import type { Command, CommandAnswer } from './command';
import { acknowledge, forgettable, hasLostCount, pendingOf, renumber, undecidedOf } from './log-rules';

const NOW = new Date('2026-11-21T12:00:00Z');
const did = (seq: number, more: Partial<Command> = {}): Command => ({ commandId: `c${seq}`, seq, kind: 'job.note', payload: { jobId: 'j' }, occurredAt: NOW.toISOString(), ...more });
const answer = (seq: number, result: CommandAnswer['result'] = 'APPLIED', type?: string): CommandAnswer => ({ commandId: `c${seq}`, seq, result, problem: type ? { type, message: type } : null });

describe('the log of what was done', () => {
  it('keeps everything pending until it is answered', () => {
    const log = acknowledge([did(2), did(1), did(3)], [answer(1), answer(2, 'CONFLICT', 'JobMoved')], NOW);
    expect(pendingOf(log).map(({ seq }) => seq)).toEqual([3]);
    expect(undecidedOf(log).map(({ seq }) => seq)).toEqual([2]);
  });

  it('keeps the first answer, and takes a lost count for none', () => {
    const [one] = acknowledge(acknowledge([did(1)], [answer(1)], NOW), [answer(1, 'REFUSED', 'NotFound')], NOW);
    expect(one!.answer!.result).toBe('APPLIED');
    expect(pendingOf(acknowledge([did(1)], [answer(1, 'REFUSED', 'NumberUsed')], NOW))).toHaveLength(1);
  });

  it.each([
    [[did(5)], [], true],
    [[did(5)], [answer(5, 'REFUSED', 'NumberUsed')], true],
    [[did(5), did(6)], [answer(5)], false],
    [[], [], false],
  ])('notices a lost count (%#)', (sent, answers, lost) => expect(hasLostCount(sent, answers)).toBe(lost));

  it('counts what is pending anew, in its order, under the same ids', () => {
    const log = renumber([did(7), did(3, { answer: answer(3) }), did(5)]);
    expect(pendingOf(log).map(({ commandId, seq }) => [commandId, seq])).toEqual([['c5', 1], ['c7', 2]]);
  });

  it('forgets only what was done or decided long ago', () => {
    const old = '2026-11-18T00:00:00Z';
    const log = [did(1), did(2, { answer: answer(2), answeredAt: old }), did(3, { answer: answer(3, 'CONFLICT', 'JobMoved'), answeredAt: old }), did(4, { answer: answer(4, 'REFUSED', 'x'), answeredAt: old, settled: 'READ' }), did(5, { answer: answer(5), answeredAt: NOW.toISOString() })];
    expect(forgettable(log, NOW).map(({ seq }) => seq)).toEqual([2, 4]);
  });

  it('never loses or doubles an action, whatever the network swallows, repeats and delays', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('do', 'send', 'lost', 'late', 'forgotten phone'), { maxLength: 60 }), (steps) => {
      const server = { device: 0, last: new Map<number, number>(), done: new Map<string, CommandAnswer>(), effects: [] as string[] };
      const replay = (device: number, sent: readonly Command[]): CommandAnswer[] => {
        const answers: CommandAnswer[] = [];
        for (const { commandId, seq } of sent) {
          const last = server.last.get(device) ?? 0;
          const known = server.done.get(commandId);
          if (!known && seq > last + 1) break;
          const given = { ...(known ?? (seq <= last ? answer(seq, 'REFUSED', 'NumberUsed') : answer(seq))), commandId };
          if (!known && given.result === 'APPLIED') server.effects.push(commandId);
          if (given.result === 'APPLIED') server.done.set(commandId, given);
          if (seq === last + 1) server.last.set(device, seq);
          answers.push(given);
        }
        return answers;
      };
      let [log, next, device, made] = [[] as Command[], 1, 1, 0];
      let late: { device: number; sent: Command[] }[] = [];
      const hear = (sent: readonly Command[], answers: readonly CommandAnswer[]) => {
        log = acknowledge(log, answers, NOW);
        if (hasLostCount(sent, answers)) [log, device, next] = [renumber(log), device + 1, pendingOf(log).length + 1];
      };
      const send = (): void => { const sent = pendingOf(log).slice(0, 3); hear(sent, replay(device, sent)); };
      for (const step of steps) {
        if (step === 'do') log = [...log, did(next++, { commandId: `x${made++}` })];
        if (step === 'send') send();
        if (step === 'lost') replay(device, pendingOf(log).slice(0, 3));
        if (step === 'late') late = [...late, { device, sent: pendingOf(log) }];
        if (step === 'forgotten phone') server.last.delete(device);
        expect(log).toHaveLength(made);
      }
      for (const { device: from, sent } of late) replay(from, sent);
      for (let i = 0; i < made + 5 && pendingOf(log).length; i++) send();
      expect(pendingOf(log)).toEqual([]);
      expect(server.effects).toHaveLength(made);
      expect(new Set(server.effects).size).toBe(made);
    }), { numRuns: 2_000 });
  });
});
