import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { VisionUnavailable } from '../reader.js';
import { GeminiReader } from './gemini.reader.js';

const CASES = join(import.meta.dirname, '../../../test/cases/gemini');
const contract = JSON.parse(readFileSync(join(CASES, 'generateContent.request.json'), 'utf8')) as Json;
const answers = JSON.parse(readFileSync(join(CASES, 'generateContent.responses.json'), 'utf8')) as Record<string, Json>;

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;

/** Where a request strays from the contract: names it does not know, values of another type. */
function strays(said: Json, known: Json, path = '$'): string[] {
  if (Array.isArray(said) && Array.isArray(known)) return said.flatMap((item, i) => strays(item, known[Math.min(i, known.length - 1)]!, `${path}[${i}]`));
  if (typeof said === 'object' && said && typeof known === 'object' && known && !Array.isArray(said) && !Array.isArray(known)) {
    return Object.entries(said).flatMap(([key, value]) => (key in known ? strays(value, known[key]!, `${path}.${key}`) : [`${path}.${key} is unknown`]));
  }
  return typeof said === typeof known && Array.isArray(said) === Array.isArray(known) ? [] : [`${path} is a ${typeof said}`];
}

interface Asked {
  readonly method?: string;
  readonly url?: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: { contents: { parts: Json[] }[]; generationConfig: { maxOutputTokens: number; responseSchema: { properties: { [key: string]: Json } } } };
}

describe('the Gemini reader', () => {
  const asked: Asked[] = [];
  let replies: { status: number; body: Json }[] = [];
  let server: Server;
  let reader: GeminiReader;
  const image = Buffer.from('fakejpeg');

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += String(chunk)));
      request.on('end', () => {
        asked.push({ method: request.method, url: request.url, headers: request.headers, body: JSON.parse(text) as Asked['body'] });
        const reply = replies.shift();
        if (!reply) return;
        response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
      });
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    reader = new GeminiReader({ apiKey: 'key-1', apiBase: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, timeoutMs: 2000 });
  });

  beforeEach(() => {
    asked.length = 0;
    replies = [];
  });

  afterAll(() => new Promise((closed) => { server.closeAllConnections(); server.close(closed); }));

  const reply = (name: string, status = 200) => replies.push({ status, body: answers[name]! });
  const say = (value: object) => replies.push({ status: 200, body: { candidates: [{ content: { role: 'model', parts: [{ text: JSON.stringify(value) }] }, finishReason: 'STOP' }] } });
  const failure = async (running: Promise<unknown>) => {
    const error = await running.then(() => undefined, (e: unknown) => e);
    if (!(error instanceof VisionUnavailable)) throw new Error(`not refused: ${String(error)}`);
    return { reason: error.reason, retryAfterMs: error.retryAfterMs, retryable: error.retryable };
  };

  test('asks for codes exactly as the contract says', async () => {
    reply('ok');
    expect(await reader.readBarcodes(image)).toEqual([{ text: 'HWTCABCD1234', format: 'Gemini', kind: 'GPON', value: 'HWTCABCD1234' }]);
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/v1beta/models/gemini-2.5-flash:generateContent', headers: { 'x-goog-api-key': 'key-1', 'content-type': 'application/json' } });
    expect(asked[0]!.body).toEqual(contract);
  });

  test('asks for a label in the same shape, with a schema of its own', async () => {
    say({ brand: 'HUAWEI', model: 'EG8145V5', serial: '48575443abcd1234', mac: '00259E0A0B0C', gpon_sn: 'not one' });
    const { fields } = await reader.readLabel(image);
    expect(fields.map((f) => [f.name, f.value, f.origin])).toEqual([
      ['BRAND', 'HUAWEI', 'MODEL'], ['MODEL', 'EG8145V5', 'MODEL'], ['SERIAL', '48575443ABCD1234', 'MODEL'], ['MAC', '00:25:9E:0A:0B:0C', 'MODEL'], ['GPON', 'HWTCABCD1234', 'MODEL'],
    ]);
    const { responseSchema, ...config } = asked[0]!.body.generationConfig;
    expect(strays({ contents: asked[0]!.body.contents, generationConfig: config } as unknown as Json, contract)).toEqual([]);
    expect(Object.keys(responseSchema.properties)).toEqual(['brand', 'model', 'serial', 'mac', 'gpon_sn']);
  });

  test('the check of the shape sees what is wrong', () => {
    expect(strays({ contents: [{ parts: [{ inlineData: { mime: 'image/jpeg' } }], role: 7 }], generationConfig: { temperature: '0' } }, contract))
      .toEqual(['$.contents[0].parts[0].inlineData.mime is unknown', '$.contents[0].role is a number', '$.generationConfig.temperature is a string']);
  });

  test('an answer cut short is asked for once more, with more room', async () => {
    reply('max_tokens');
    reply('ok');
    expect(await reader.readBarcodes(image)).toHaveLength(1);
    expect(asked.map((a) => a.body.generationConfig.maxOutputTokens)).toEqual([512, 2048]);
  });

  test('an answer cut short twice is no answer', async () => {
    reply('max_tokens');
    reply('max_tokens');
    expect(await failure(reader.readBarcodes(image))).toMatchObject({ reason: 'CUT' });
  });

  test.each([
    ['safety', 200, { reason: 'BLOCKED', retryAfterMs: undefined, retryable: false }],
    ['prompt_blocked', 200, { reason: 'BLOCKED', retryAfterMs: undefined, retryable: false }],
    ['err_429', 429, { reason: 'QUOTA', retryAfterMs: 17_000, retryable: true }],
    ['err_503', 503, { reason: 'OVERLOADED', retryAfterMs: undefined, retryable: true }],
    ['err_400_key', 400, { reason: 'KEY_INVALID', retryAfterMs: undefined, retryable: false }],
  ])('%s is told apart', async (name, status, expected) => {
    reply(name, status);
    expect(await failure(reader.readLabel(image))).toEqual(expected);
  });

  test('an answer in another form is refused', async () => {
    say({ something: 'else' });
    expect(await failure(reader.readBarcodes(image))).toMatchObject({ reason: 'BAD_ANSWER' });
  });

  test('silence and a closed door are told apart', async () => {
    expect(await failure(reader.readBarcodes(image))).toMatchObject({ reason: 'TIMEOUT' });
    const nobody = new GeminiReader({ apiKey: 'k', apiBase: 'http://127.0.0.1:1' });
    expect(await failure(nobody.readBarcodes(image))).toMatchObject({ reason: 'UNREACHABLE' });
  });
});
