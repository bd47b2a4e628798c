import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { UploadTurns } from './upload-turns.js';

const anAnswer = () => Object.assign(new EventEmitter(), { destroyed: false }) as unknown as ServerResponse & { destroyed: boolean };

describe('large bodies', () => {
  it('come in two at a time, in their order, and one whose sender left is passed over', () =>
    fc.assert(fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), async (leaves) => {
      const turns = new UploadTurns();
      const begun: { readonly i: number; readonly end: () => void }[] = [];
      const answers = leaves.map(() => anAnswer());
      const all = Promise.all(answers.map((answer, i) => turns.wait(answer).then((end) => {
        if (end) begun.push({ i, end });
        return end !== undefined;
      })));
      leaves.forEach((left, i) => (answers[i]!.destroyed = left && i > 1));
      let isOver = false;
      void all.then(() => (isOver = true));
      for (let ended = 0; !isOver || ended < begun.length; ) {
        await new Promise((resolve) => setImmediate(resolve));
        expect(begun.length - ended).toBeLessThanOrEqual(2);
        if (ended === begun.length) continue;
        const { i, end } = begun[ended++]!;
        if (i % 2) end(); // its body is no longer needed, long before its answer has gone
        answers[i]!.emit('close');
      }
      expect(await all).toEqual(answers.map(({ destroyed }) => !destroyed));
      expect(begun.map(({ i }) => i)).toEqual(begun.map(({ i }) => i).sort((a, b) => a - b));
    })));
});
