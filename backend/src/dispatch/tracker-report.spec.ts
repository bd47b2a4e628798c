import { readFileSync } from 'node:fs';
import { readOsmAnd, readTraccar } from './tracker-report.js';

interface Samples { readonly rest: Readonly<Record<string, { readonly id: number; readonly uniqueId: string }[]>>; readonly websocket_messages_in_order: readonly { readonly positions?: readonly object[] }[]; readonly osmand: { readonly query: string; readonly json: object } }
const samples = JSON.parse(readFileSync(new URL('../../test/cases/traccar-samples.json', import.meta.url), 'utf8')) as Samples;
const NOW = new Date('2026-02-01T00:00:00Z');
const seen = { device: 'tech-0004', lat: 45.4765, lon: -75.7013, accuracy: 8 };

describe('a position', () => {
  it('is read from the query that OsmAnd and Traccar Client send', () => {
    const query = Object.fromEntries(new URL(samples.osmand.query.replace('GET ', '')).searchParams);
    expect(readOsmAnd(query, undefined, NOW)).toEqual({ ...seen, at: new Date(1_767_622_841_000) });
    expect(readOsmAnd({}, query, NOW)).toEqual({ ...seen, at: new Date(1_767_622_841_000) });
  });

  it('is read from their JSON', () => {
    expect(readOsmAnd({}, samples.osmand.json, NOW)).toEqual({ ...seen, at: new Date('2026-01-05T14:20:41Z') });
  });

  it.each([['1767622841000'], ['2026-01-05T14:20:41Z'], ['2026-01-05 14:20:41']])('takes its time as %s', (timestamp) => {
    expect(readOsmAnd({ id: 'a', location: '45.1,-74.2', timestamp }, undefined, NOW)).toMatchObject({ lat: 45.1, lon: -74.2, at: new Date('2026-01-05T14:20:41Z') });
  });

  it('of the future, or without a time, is of now', () => {
    for (const timestamp of [undefined, 'soon', '2027-01-01T00:00:00Z']) expect(readOsmAnd({ id: 'a', lat: '1', lon: '2', timestamp }, undefined, NOW)).toMatchObject({ at: NOW });
  });

  it.each([[{ lat: '1', lon: '2' }, 'no_device'], [{ id: 'a' }, 'no_position'], [{ id: 'a', lat: '0', lon: '0' }, 'no_position'], [{ id: 'a', lat: '91', lon: '2' }, 'no_position'], [{ id: 'a', lat: '1', lon: '2', valid: 'false' }, 'no_position']])('that is none is said to be none: %j', (query, why) => {
    expect(readOsmAnd(query, undefined, NOW)).toBe(why);
  });

  it('is read from what Traccar answers and pushes, by the device it names', () => {
    const devices = new Map(samples.rest['GET /api/devices']!.map(({ id, uniqueId }) => [id, uniqueId]));
    const pushed = samples.websocket_messages_in_order.flatMap(({ positions }) => positions ?? []);
    expect([...samples.rest['GET /api/positions']!, ...pushed].map((position) => readTraccar(position, devices, NOW)?.lat)).toEqual([45.4765, 45.4765, 45.4771]);
    expect(readTraccar(pushed[0], devices, NOW)).toEqual({ ...seen, at: new Date('2026-01-05T14:20:41Z') });
    expect(readTraccar(pushed[0], new Map(), NOW)).toBeNull();
    expect(readTraccar({ ...pushed[0], valid: false }, devices, NOW)).toBeNull();
  });
});
