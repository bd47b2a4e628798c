import { barcodeOf, fieldsOfCodes, mergeFields, mostUseful, normalizeGpon, normalizeMac, withBrand } from '../label-fields.js';
import { MOST_CODES, VisionReader, VisionUnavailable, type Barcode, type LabelField, type LabelFieldName, type LabelReading } from '../reader.js';

/** Where Gemini is reached, and with which key. */
export interface GeminiSettings {
  readonly apiKey: string;
  readonly apiBase: string;
  readonly timeoutMs?: number;
}

type Schema = Readonly<Record<string, unknown>>;
interface Answer {
  readonly promptFeedback?: { readonly blockReason?: string };
  readonly candidates?: readonly { readonly finishReason?: string; readonly content?: { readonly parts?: readonly { readonly text?: string }[] } }[];
}
interface Refusal {
  readonly error?: { readonly status?: string; readonly message?: string; readonly details?: readonly { readonly retryDelay?: string; readonly reason?: string }[] };
}

const CODES: Schema = {
  type: 'OBJECT',
  properties: {
    codes: {
      type: 'ARRAY',
      maxItems: String(MOST_CODES),
      items: {
        type: 'OBJECT',
        properties: { value: { type: 'STRING' }, kind: { type: 'STRING', format: 'enum', enum: ['serial', 'mac', 'gpon_sn', 'other'] } },
        required: ['value', 'kind'],
        propertyOrdering: ['value', 'kind'],
      },
    },
  },
  required: ['codes'],
};

const LABEL_KEYS = ['brand', 'model', 'serial', 'mac', 'gpon_sn'] as const;
const NAME_OF: Readonly<Record<(typeof LABEL_KEYS)[number], LabelFieldName>> = { brand: 'BRAND', model: 'MODEL', serial: 'SERIAL', mac: 'MAC', gpon_sn: 'GPON' };
const LABEL: Schema = {
  type: 'OBJECT',
  properties: Object.fromEntries(LABEL_KEYS.map((key) => [key, { type: 'STRING', nullable: true }])),
  propertyOrdering: LABEL_KEYS,
};

const CODES_PROMPT = `Read up to ${MOST_CODES} codes`;
const LABEL_PROMPT = 'Read the equipment label: brand, model, serial number, MAC address and GPON serial number, exactly as printed. Leave out what is not on it.';

/** Reads codes and labels with Gemini 2.5 Flash; what it answers is held to the same rules as what we read ourselves. */
export class GeminiReader extends VisionReader {
  constructor(private readonly settings: GeminiSettings) {
    super();
  }

  async readBarcodes(image: Buffer): Promise<Barcode[]> {
    const answer = await this.ask(image, CODES_PROMPT, CODES);
    const codes = listOf(answer, 'codes').map((code) => barcodeOf(textOf(code, 'value') ?? '', 'Gemini'));
    return mostUseful(codes.filter((code) => code.text !== ''), MOST_CODES);
  }

  async readLabel(image: Buffer): Promise<LabelReading> {
    const answer = await this.ask(image, LABEL_PROMPT, LABEL);
    const read = LABEL_KEYS.flatMap((key) => fieldOf(NAME_OF[key], textOf(answer, key)));
    const codes = read.filter((f) => f.name === 'SERIAL' || f.name === 'MAC' || f.name === 'GPON').map((f) => barcodeOf(f.value, 'Gemini'));
    const hidden = fieldsOfCodes(codes).filter((f) => f.name === 'GPON').map((f) => ({ ...f, confidence: 0.7, origin: 'MODEL' as const }));
    return { fields: withBrand(mergeFields(read, hidden)), codes: mostUseful(codes, MOST_CODES) };
  }

  /** One question about one photo; an answer cut short is asked for once more with more room. */
  private async ask(image: Buffer, prompt: string, schema: Schema): Promise<unknown> {
    try {
      return await this.generate(image, prompt, schema, 512);
    } catch (error) {
      if (!(error instanceof VisionUnavailable) || error.reason !== 'CUT') throw error;
      return this.generate(image, prompt, schema, 2048);
    }
  }

  private async generate(image: Buffer, prompt: string, responseSchema: Schema, maxOutputTokens: number): Promise<unknown> {
    const body = {
      contents: [{ parts: [{ inlineData: { mimeType: 'image/jpeg', data: image.toString('base64') } }, { text: prompt }], role: 'user' }],
      generationConfig: { temperature: 0, maxOutputTokens, responseMimeType: 'application/json', responseSchema, thinkingConfig: { thinkingBudget: 0 } },
    };
    const response = await this.post(body);
    const said = (await response.json().catch(() => undefined)) as unknown;
    if (!response.ok) throw refusalOf(response.status, said as Refusal | undefined);
    return contentOf(said as Answer | undefined);
  }

  private async post(body: object): Promise<Response> {
    const { apiBase, apiKey, timeoutMs = 20_000 } = this.settings;
    try {
      return await fetch(`${apiBase.replace(/\/+$/, '')}/v1beta/models/gemini-2.5-flash:generateContent`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-goog-api-key': apiKey },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (error) {
      const late = (error as { name?: string }).name === 'TimeoutError';
      throw new VisionUnavailable(late ? 'TIMEOUT' : 'UNREACHABLE', undefined, late ? undefined : String(error));
    }
  }
}

function contentOf(answer: Answer | undefined): unknown {
  const candidate = answer?.candidates?.[0];
  if (!candidate) {
    if (answer?.promptFeedback?.blockReason) throw new VisionUnavailable('BLOCKED', undefined, answer.promptFeedback.blockReason);
    throw new VisionUnavailable('BAD_ANSWER', undefined, 'no candidate');
  }
  if (candidate.finishReason === 'MAX_TOKENS') throw new VisionUnavailable('CUT');
  if (candidate.finishReason !== 'STOP') throw new VisionUnavailable('BLOCKED', undefined, candidate.finishReason);
  try {
    return JSON.parse((candidate.content?.parts ?? []).map((part) => part.text ?? '').join(''));
  } catch {
    throw new VisionUnavailable('BAD_ANSWER', undefined, 'not JSON');
  }
}

function refusalOf(status: number, refusal: Refusal | undefined): VisionUnavailable {
  const details = refusal?.error?.details ?? [];
  const detail = `${status} ${refusal?.error?.status ?? ''}`.trim();
  const seconds = details.map((d) => /^(\d+(?:\.\d+)?)s$/.exec(d.retryDelay ?? '')?.[1]).find(Boolean);
  if (status === 429) return new VisionUnavailable('QUOTA', seconds ? Number(seconds) * 1000 : undefined, detail);
  if (status === 401 || status === 403 || details.some((d) => d.reason === 'API_KEY_INVALID')) return new VisionUnavailable('KEY_INVALID', undefined, detail);
  return new VisionUnavailable(status >= 500 ? 'OVERLOADED' : 'BAD_ANSWER', undefined, detail);
}

function fieldOf(name: LabelFieldName, text: string | undefined): LabelField[] {
  const bare = text?.trim();
  if (!bare) return [];
  const value = name === 'MAC' ? normalizeMac(bare) : name === 'GPON' ? normalizeGpon(bare) : name === 'SERIAL' ? bare.toUpperCase() : bare;
  return value ? [{ name, value, confidence: name === 'MAC' || name === 'GPON' ? 0.85 : 0.75, origin: 'MODEL' }] : [];
}

function textOf(holder: unknown, key: string): string | undefined {
  const value = typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function listOf(holder: unknown, key: string): unknown[] {
  const value = typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[key] : undefined;
  if (!Array.isArray(value)) throw new VisionUnavailable('BAD_ANSWER', undefined, `no ${key}`);
  return value;
}
