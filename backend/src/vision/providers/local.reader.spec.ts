import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { barcodeOf, fieldsOfCodes } from '../label-fields.js';
import { angleOf } from '../barcode-ladder.js';
import type { FoundCode } from '../barcode.thread.js';
import type { LabelField, LabelFieldName } from '../reader.js';
import { LocalReader } from './local.reader.js';

const PHOTOS = join(import.meta.dirname, '../../../test/cases/vision');

interface Photo {
  readonly file: string;
  readonly variant: string;
  readonly expect: { readonly vendor: string; readonly model: string; readonly sn: string; readonly mac: string; readonly gpon: string };
}

/** Recognising text takes a second a photo, so half of the conditions stand for all. */
const EASY = ['clean', 'dark', 'small'];
const HARD = ['blur2', 'rot8', 'rot180', 'combo', 'tiny'];

const photos = JSON.parse(readFileSync(join(PHOTOS, 'index.json'), 'utf8')) as Photo[];
const bytes = (photo: Photo): Buffer => readFileSync(join(PHOTOS, photo.file));
const colons = (mac: string): string => mac.match(/../g)!.join(':');
const valueOf = (fields: readonly LabelField[], name: LabelFieldName): string | undefined => fields.find((f) => f.name === name)?.value;

/** Which photos miss, by what was asked of them. */
class Tally {
  private readonly missed = new Map<string, string[]>();
  private readonly hits = new Map<string, number>();

  count(what: string, photo: Photo, hit: boolean): void {
    if (hit) this.hits.set(what, (this.hits.get(what) ?? 0) + 1);
    else this.missed.set(what, [...(this.missed.get(what) ?? []), photo.file]);
  }

  /** Fails, naming the photos, when fewer than the floor were right. */
  atLeast(floors: Readonly<Record<string, number>>): void {
    const short = Object.entries(floors)
      .filter(([what, floor]) => (this.hits.get(what) ?? 0) < floor)
      .map(([what, floor]) => `${what}: ${this.hits.get(what) ?? 0} of at least ${floor}; missed in ${(this.missed.get(what) ?? []).join(', ')}`);
    expect(short).toEqual([]);
  }
}

describe('the local reader on 28 photos of labels', () => {
  const reader = new LocalReader({ barcodesMs: 60_000, textMs: 60_000, mostWaiting: 4 });
  const everything = new Map<string, readonly FoundCode[]>();
  const angles = new Map<string, number | undefined>();

  beforeAll(async () => {
    for (const photo of photos) {
      const { codes, angle } = await reader.readEverything(bytes(photo));
      everything.set(photo.file, codes);
      angles.set(photo.file, angle);
    }
  }, 300_000);

  afterAll(() => reader.onModuleDestroy());

  test('finds every code that can be reached', () => {
    const tally = new Tally();
    for (const photo of photos) {
      const has = (format: string, text: string) => (everything.get(photo.file) ?? []).some((c) => c.format === format && c.text === text);
      const { sn, mac, gpon } = photo.expect;
      tally.count('QR', photo, (everything.get(photo.file) ?? []).some((c) => c.format.startsWith('QRCode') && c.text.startsWith(`S/N:${sn};MAC:${colons(mac)}`)));
      tally.count('DataMatrix', photo, has('DataMatrix', gpon));
      tally.count('Code128 serial', photo, has('Code128', sn));
      tally.count('Code128 MAC', photo, has('Code128', mac));
    }
    tally.atLeast({ QR: 28, DataMatrix: 28, 'Code128 serial': 24, 'Code128 MAC': 24 });
  });

  test('finds no text that is not on the label', () => {
    for (const photo of photos) {
      const { sn, mac, gpon } = photo.expect;
      const strange = (everything.get(photo.file) ?? []).filter((c) => ![sn, mac, gpon].includes(c.text) && !c.text.startsWith('S/N:'));
      expect({ photo: photo.file, strange }).toEqual({ photo: photo.file, strange: [] });
    }
  });

  test('the codes alone tell serial, MAC, GPON serial and maker in every photo', () => {
    for (const photo of photos) {
      const fields = fieldsOfCodes((everything.get(photo.file) ?? []).map((c) => barcodeOf(c.text, c.format)));
      expect([photo.file, valueOf(fields, 'SERIAL'), valueOf(fields, 'MAC'), valueOf(fields, 'GPON'), valueOf(fields, 'BRAND')?.toUpperCase()])
        .toEqual([photo.file, photo.expect.sn, colons(photo.expect.mac), photo.expect.gpon, photo.expect.vendor.toUpperCase()]);
    }
  });

  test('the codes tell how the label is turned', () => {
    const turned = photos.filter((p) => p.variant === 'rot33' || p.variant === 'clean');
    for (const photo of turned) expect(angleOf(everything.get(photo.file) ?? [])).toBeCloseTo(photo.variant === 'rot33' ? 33 : 0, 0);
  });

  test('the printed text alone is read exactly where it can be', async () => {
    const tally = new Tally();
    for (const photo of photos.filter((p) => EASY.includes(p.variant) || HARD.includes(p.variant))) {
      const fields = await reader.readText(bytes(photo), angles.get(photo.file));
      const easy = EASY.includes(photo.variant) ? 'easy ' : 'hard ';
      tally.count(`${easy}serial`, photo, valueOf(fields, 'SERIAL') === photo.expect.sn);
      tally.count(`${easy}MAC`, photo, valueOf(fields, 'MAC') === colons(photo.expect.mac));
      tally.count(`${easy}GPON`, photo, valueOf(fields, 'GPON') === photo.expect.gpon);
      tally.count(`${easy}model`, photo, valueOf(fields, 'MODEL') === photo.expect.model);
      tally.count(`${easy}brand`, photo, valueOf(fields, 'BRAND')?.toUpperCase() === photo.expect.vendor.toUpperCase());
    }
    tally.atLeast({ 'easy serial': 6, 'easy MAC': 6, 'easy GPON': 6, 'easy model': 6, 'easy brand': 6 });
    tally.atLeast({ 'hard serial': 7, 'hard MAC': 8, 'hard GPON': 9, 'hard model': 8, 'hard brand': 9 });
  }, 300_000);
});
