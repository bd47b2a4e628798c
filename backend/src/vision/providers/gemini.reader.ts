import type { GenerateContentResponse, GoogleGenAI } from '@google/genai';
import { barcodeOf, fieldsOfCodes, mergeFields, mostUseful, normalizeGpon, normalizeMac, withBrand } from '../label-fields.js';
import type { InvoiceReading } from '../supplier-invoice.js';
import { MOST_CODES, VisionReader, VisionUnavailable, type Barcode, type LabelField, type LabelFieldName, type LabelReading } from '../reader.js';

/** Where Gemini is reached, and with which key. */
export interface GeminiSettings {
  readonly apiKey: string;
  readonly apiBase: string;
  readonly timeoutMs?: number;
}

type Schema = Readonly<Record<string, unknown>>;
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

const AMOUNT: Schema = { type: 'STRING', nullable: true };
const LINE_KEYS = ['code', 'description', 'quantity', 'unit_price', 'amount'] as const;
const HEAD_KEYS = ['supplier', 'number', 'issued_on', 'subtotal', 'tax', 'total'] as const;
const INVOICE: Schema = {
  type: 'OBJECT',
  properties: {
    ...Object.fromEntries(HEAD_KEYS.map((key) => [key, AMOUNT])),
    lines: { type: 'ARRAY', maxItems: '60', items: { type: 'OBJECT', properties: Object.fromEntries(LINE_KEYS.map((key) => [key, AMOUNT])), propertyOrdering: LINE_KEYS } },
  },
  required: ['lines'],
  propertyOrdering: [...HEAD_KEYS, 'lines'],
};

const INVOICE_PROMPT = 'Read the supplier invoice: supplier, invoice number, date as YYYY-MM-DD, and each line with its code, description, quantity, unit price and amount, then subtotal, all taxes together, and total. Amounts as digits with a point and two decimals. Leave out what is not printed.';
const CODES_PROMPT = `Read up to ${MOST_CODES} codes`;
const LABEL_PROMPT = 'Read the equipment label: brand, model, serial number, MAC address and GPON serial number, exactly as printed. Leave out what is not on it.';

/** Reads codes and labels with Gemini 2.5 Flash; what it answers is held to the same rules as what we read ourselves. */
export class GeminiReader extends VisionReader {
  private readonly client: Promise<GoogleGenAI>;

  constructor({ apiKey, apiBase, timeoutMs = 20_000 }: GeminiSettings) {
    super();
    this.client = library().then((sdk) => new sdk.GoogleGenAI({ apiKey, apiVersion: 'v1beta', httpOptions: { baseUrl: apiBase, timeout: timeoutMs, fetch: (input, init) => fetch(input, init) } }));
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

  async readInvoice(image: Buffer): Promise<InvoiceReading> {
    const answer = await this.ask(image, INVOICE_PROMPT, INVOICE, 4096);
    const day = textOf(answer, 'issued_on');
    return {
      supplier: textOf(answer, 'supplier')?.trim() || null, number: textOf(answer, 'number')?.trim() || null, issuedOn: day && /^20\d\d-\d\d-\d\d$/.test(day) ? day : null,
      subtotal: centsOf(answer, 'subtotal'), tax: centsOf(answer, 'tax'), total: centsOf(answer, 'total'),
      lines: listOf(answer, 'lines').map((line) => {
        const quantity = Number(textOf(line, 'quantity') ?? Number.NaN);
        return { code: textOf(line, 'code')?.trim() ?? '', description: textOf(line, 'description')?.trim() ?? '', quantity: Number.isFinite(quantity) ? quantity : null, unitPrice: centsOf(line, 'unit_price'), amount: centsOf(line, 'amount') };
      }),
    };
  }

  /** One question about one photo; an answer cut short is asked for once more with more room. */
  private async ask(image: Buffer, prompt: string, schema: Schema, room = 512): Promise<unknown> {
    try {
      return await this.generate(image, prompt, schema, room);
    } catch (error) {
      if (!(error instanceof VisionUnavailable) || error.reason !== 'CUT') throw error;
      return this.generate(image, prompt, schema, room * 4);
    }
  }

  private async generate(image: Buffer, prompt: string, responseSchema: Schema, maxOutputTokens: number): Promise<unknown> {
    const { ApiError } = await library();
    try {
      return contentOf(await (await this.client).models.generateContent({
        model: 'gemini-2.5-flash',
        contents: [{ parts: [{ inlineData: { mimeType: 'image/jpeg', data: image.toString('base64') } }, { text: prompt }], role: 'user' }],
        config: { temperature: 0, maxOutputTokens, responseMimeType: 'application/json', responseSchema, thinkingConfig: { thinkingBudget: 0 } },
      }));
    } catch (error) {
      if (error instanceof VisionUnavailable) throw error;
      if (error instanceof ApiError) throw refusalOf(error.status, error.message);
      const late = /Abort|Timeout/.test(`${(error as Error).name} ${((error as Error).cause as Error | undefined)?.name ?? ''}`);
      throw new VisionUnavailable(late ? 'TIMEOUT' : 'UNREACHABLE', undefined, late ? undefined : String(error));
    }
  }
}

/** Loaded when the first photo needs it: most installations have no key. */
const library = () => import('@google/genai');

function contentOf(answer: GenerateContentResponse): unknown {
  const candidate = answer.candidates?.[0];
  if (!candidate) {
    if (answer.promptFeedback?.blockReason) throw new VisionUnavailable('BLOCKED', undefined, answer.promptFeedback.blockReason);
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

/** What a refusal of the service means; its body is handed on as text. */
function refusalOf(status: number, body: string): VisionUnavailable {
  const refusal = refusalIn(body);
  const details = refusal?.error?.details ?? [];
  const detail = `${status} ${refusal?.error?.status ?? ''}`.trim();
  const seconds = details.map((d) => /^(\d+(?:\.\d+)?)s$/.exec(d.retryDelay ?? '')?.[1]).find(Boolean);
  if (status === 429) return new VisionUnavailable('QUOTA', seconds ? Number(seconds) * 1000 : undefined, detail);
  if (status === 401 || status === 403 || details.some((d) => d.reason === 'API_KEY_INVALID')) return new VisionUnavailable('KEY_INVALID', undefined, detail);
  return new VisionUnavailable(status >= 500 ? 'OVERLOADED' : 'BAD_ANSWER', undefined, detail);
}

function refusalIn(body: string): Refusal | undefined {
  try {
    return JSON.parse(body) as Refusal;
  } catch {
    return undefined; // a gateway before the service answers in its own words; the status says enough
  }
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

/** Cents of an amount said as digits with a point and two decimals; anything else is not an amount. */
function centsOf(holder: unknown, key: string): number | null {
  const match = /^(-?\d+)(?:\.(\d{2}))?$/.exec(textOf(holder, key)?.trim() ?? '');
  return match ? Number(`${match[1]}${match[2] ?? '00'}`) : null;
}

function listOf(holder: unknown, key: string): unknown[] {
  const value = typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[key] : undefined;
  if (!Array.isArray(value)) throw new VisionUnavailable('BAD_ANSWER', undefined, `no ${key}`);
  return value;
}
