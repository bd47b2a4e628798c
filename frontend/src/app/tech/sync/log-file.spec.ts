import { logFile, readLogFile } from './log-file';

const command = { commandId: 'c1', seq: 1, kind: 'job.note' as const, payload: { jobId: 'j', text: 'Éè' }, occurredAt: '2026-11-21T12:00:00.000Z' };
const textOf = (blob: Blob): Promise<string> => new Promise((done) => {
  const reader = new FileReader();
  reader.onload = () => done(String(reader.result));
  reader.readAsText(blob);
});

it('gives back what was saved', async () => {
  const read = readLogFile(await textOf(await logFile([command], [])));
  expect(read?.commands).toEqual([command]);
});

it.each(['', 'no JSON', '{}', '[]', 'null', '{"form":"demarc.field.log/1"}', '{"form":"demarc.field.log/1","commands":[{"seq":"1"}]}', '{"form":"another","commands":[]}'])('takes %j for no file of ours', (text) => {
  expect(readLogFile(text)).toBeNull();
});
