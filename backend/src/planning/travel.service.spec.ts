import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { roughTravelSeconds } from '@demarc/geo';
import { Config } from '../platform/config/config.js';
import { Log } from '../platform/observability/log.js';
import { TravelService } from './travel.service.js';

type Answer = (request: IncomingMessage, body: string, response: ServerResponse) => void;

const points = (count: number) => Array.from({ length: count }, (_, i) => ({ lat: 45.5 + i * 0.003, lon: -73.6 - i * 0.002 }));
const ENV = { DATABASE_URL: 'postgres://u:p@h/d', LOG_LEVEL: 'silent' };
let stop: (() => void) | undefined;
afterEach(() => stop?.());

/** A road service on a port of its own; how often it was asked. */
async function road(answer: Answer): Promise<{ url: string; asked: () => number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString())).on('end', () => answer(request, body, response));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
}

const service = (env: Record<string, string>) => {
  const config = new Config({ ...ENV, ...env });
  return new TravelService(config, new Log(config));
};

const json = (response: ServerResponse, body: unknown, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

/** As the OSRM table service answers: seconds and metres between the coordinates that were asked for. */
const osrm: Answer = (request, _body, response) => {
  const url = new URL(request.url!, 'http://x');
  const spots = url.pathname.split('/').at(-1)!.split(';').map((pair) => pair.split(',').map(Number));
  if (spots.length > 100) return void json(response, { code: 'TooBig', message: 'Too many table coordinates' }, 400);
  const pick = (name: string) => url.searchParams.get(name)!.split(';').map((i) => spots[Number(i)]!);
  const table = (per: number) => pick('sources').map(([lon, lat]) => pick('destinations').map(([toLon, toLat]) => Math.round((Math.abs(lon! - toLon!) + Math.abs(lat! - toLat!)) * 1e5) * per));
  return void json(response, { code: 'Ok', durations: table(1.5), distances: table(11), sources: [], destinations: [] });
};

/** As Valhalla's matrix answers. */
const valhalla: Answer = (_request, body, response) => {
  const { sources, targets } = JSON.parse(body) as { sources: { lat: number; lon: number }[]; targets: { lat: number; lon: number }[] };
  json(response, { units: 'kilometers', sources_to_targets: sources.map((_, from_index) => targets.map((__, to_index) => ({ time: 300, distance: 4.2, from_index, to_index }))) });
};

describe('travel times', () => {
  it('are estimated without a road service, in whole minutes', async () => {
    const [a, b] = points(2);
    const { travel, source, trouble } = await service({}).between([a!, b!]);
    expect([source, trouble]).toEqual(['ESTIMATE', null]);
    expect(travel.slices[0]!.seconds[1]).toBe(Math.ceil(roughTravelSeconds(a!, b!) / 60) * 60);
  });

  it('come from OSRM in blocks it takes, and are asked for once', async () => {
    const { url, asked } = await road(osrm);
    const travel = service({ OSRM_URL: url });
    const places = points(120);
    const first = await travel.between(places);
    expect(first).toMatchObject({ source: 'OSRM', trouble: null });
    expect(first.travel.metres![1]).toBe(5_500);
    expect(first.travel.slices[0]!.seconds[1]).toBe(780);
    expect(asked()).toBe(9);
    await travel.between(places);
    expect(asked()).toBe(9);
  });

  it('come from Valhalla, whose distances are kilometres', async () => {
    const { url } = await road(valhalla);
    const { travel, source } = await service({ VALHALLA_URL: url }).between(points(3));
    expect(source).toBe('VALHALLA');
    expect([travel.slices[0]!.seconds[1], travel.metres![1], travel.metres![0]]).toEqual([300, 4_200, 0]);
  });

  it('of a way that roads do not have are estimated alone', async () => {
    const { url } = await road((_request, _body, response) => json(response, { code: 'Ok', durations: [[0, null], [120, 0]], distances: [[0, null], [900, 0]] }));
    const [a, b] = points(2);
    const { travel, source } = await service({ OSRM_URL: url }).between([a!, b!]);
    expect(source).toBe('OSRM');
    expect([travel.slices[0]!.seconds[1], travel.slices[0]!.seconds[2]]).toEqual([Math.ceil(roughTravelSeconds(a!, b!) / 60) * 60, 120]);
  });

  it.each<[string, Answer, string]>([
    ['slow', () => undefined, 'SLOW'],
    ['slow in the middle of an answer', (_request, _body, response) => void response.writeHead(200).write('{"code":'), 'SLOW'],
    ['down', (_request, _body, response) => json(response, { message: 'no' }, 503), 'GONE'],
    ['cut off', (_request, _body, response) => void response.destroy(), 'GONE'],
    ['wrong: not JSON', (_request, _body, response) => void response.end('<html>'), 'WRONG'],
    ['wrong: another shape', (_request, _body, response) => json(response, { code: 'Ok', durations: [[0, 1]] }), 'WRONG'],
    ['wrong: negative', (_request, _body, response) => json(response, { code: 'Ok', durations: [[0, -1], [1, 0]], distances: [[0, 1], [1, 0]] }), 'WRONG'],
    ['wrong: refused in its own words', (_request, _body, response) => json(response, { code: 'NoTable' }), 'WRONG'],
  ])('are estimated when it is %s, which is told, and it is left in peace for a while', async (_how, answer, trouble) => {
    const { url, asked } = await road(answer);
    const travel = service({ OSRM_URL: url, TRAVEL_TIMEOUT_MS: '300' });
    const [a, b] = points(2);
    const ways = await travel.between([a!, b!]);
    expect(ways).toMatchObject({ source: 'ESTIMATE', trouble });
    expect(ways.travel.slices[0]!.seconds[1]).toBeGreaterThan(0);
    expect(await travel.between([a!, b!])).toMatchObject({ source: 'ESTIMATE', trouble });
    expect(asked()).toBe(1);
  });

  it('are estimated when nothing is there', async () => {
    const { url } = await road(() => undefined);
    stop!();
    expect(await service({ OSRM_URL: url }).between(points(2))).toMatchObject({ source: 'ESTIMATE', trouble: 'GONE' });
  });

  it.each([[{ OSRM_URL: 'x' }], [{ OSRM_URL: 'http://a', VALHALLA_URL: 'http://b' }], [{ OSRM_URL: 'http://a', TRAVEL_TIMEOUT_MS: '5' }]])('refuse the settings %j', (env) => expect(() => new Config({ ...ENV, ...env })).toThrow());
});
