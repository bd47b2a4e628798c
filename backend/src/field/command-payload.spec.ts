import { fieldAction, PayloadError } from './command-payload.js';

const A = '018f0000-0000-7000-8000-00000000000a';
const B = '018f0000-0000-7000-8000-00000000000b';

describe('the payload of a command', () => {
  it.each([
    ['job.travel', { jobId: A.toUpperCase(), extra: 1 }, { kind: 'job.travel', jobId: A }],
    ['job.pause', { jobId: A }, { kind: 'job.pause', jobId: A, reason: '' }],
    ['job.complete', { jobId: A, outcome: ' Modem remplacé. ' }, { kind: 'job.complete', jobId: A, outcome: 'Modem remplacé.' }],
    ['job.tick', { jobId: A, done: { a: true } }, { kind: 'job.tick', jobId: A, done: { a: true } }],
    ['job.photo', { jobId: A, photoId: B }, { kind: 'job.photo', jobId: A, photoId: B, caption: '' }],
    ['job.sign', { jobId: A, photoId: B, name: 'Nathalie' }, { kind: 'job.sign', jobId: A, photoId: B, name: 'Nathalie' }],
    ['device.create', { serial: 'S1', kind: 'ONT' }, { kind: 'device.create', device: { serial: 'S1', mac: null, brand: '', model: '', kind: 'ONT' }, locationId: null, jobId: null }],
    ['device.swap', { oldId: A, newId: B, jobId: A }, { kind: 'device.swap', oldId: A, newId: B, jobId: A }],
    ['conflict.settle', { commandId: A, choice: 'KEEP_SERVER' }, { kind: 'conflict.settle', commandId: A, choice: 'KEEP_SERVER' }],
  ])('of %s is understood', (kind, payload, expected) => {
    expect(fieldAction(kind, payload)).toEqual(expected);
  });

  it.each([
    ['job.vanish', { jobId: A }, 'kind'],
    ['job.travel', null, 'payload'],
    ['job.travel', [A], 'payload'],
    ['job.travel', { jobId: 'x' }, 'jobId'],
    ['job.giveUp', { jobId: A, reason: '  ' }, 'reason'],
    ['job.sign', { jobId: A, photoId: B }, 'name'],
    ['job.note', { jobId: A, text: 'a'.repeat(4_001) }, 'text'],
    ['job.note', { jobId: A, text: 'a\u0000' }, 'text'],
    ['job.tick', { jobId: A, done: { a: 'yes' } }, 'done'],
    ['job.tick', { jobId: A, done: {} }, 'done'],
    ['device.create', { serial: '' }, 'serial'],
    ['device.create', { serial: 'S', kind: 'TOASTER' }, 'kind'],
    ['conflict.settle', { commandId: A, choice: 'MINE' }, 'choice'],
  ])('of %s with %j is refused for its %s', (kind, payload, field) => {
    expect(() => fieldAction(kind, payload)).toThrow(new PayloadError(field));
  });
});
