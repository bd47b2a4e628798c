import { systemActor, type Actor } from '../../src/auth/actor.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { as, type Variables } from '../support/graph.js';

const PLACE = `mutation($input: StockPlaceInput!) { createStockPlace(input: $input) { __typename ... on StockPlace { id name kind deviceCount } ... on Problem { message } } }`;
const PART = `mutation($input: PartInput!) { createPart(input: $input) { __typename ... on Part { id code onHand levels { quantity } } ... on Problem { message } } }`;
const MOVE = `mutation($input: PartMoveInput!) { moveParts(input: $input) { __typename ... on Part { onHand levels { placeId quantity } } ... on TooFewParts { there } ... on Problem { message } } }`;
const COUNT = `mutation($input: PartCountInput!) { countPart(input: $input) { onHand levels { placeId quantity } } }`;
const MOVES = `query($partId: ID) { partMovements(first: 50, partId: $partId) { totalCount nodes { kind quantity by note fromPlace { name } toPlace { name } } } }`;

let app: TestApp;
let tenantId: string;
let keeper: Actor;
let made = 0;

beforeAll(async () => {
  app = await startApp();
  tenantId = (await aTenant(app)).id;
  keeper = staffOf(tenantId, 'dispatcher');
});
afterAll(() => app.close());

const run = (text: string, variables: Variables = {}) => as(app, keeper).run(text, variables);
const aPlace = async (kind = 'WAREHOUSE'): Promise<string> => (await run(PLACE, { input: { name: `Étagère ${++made}`, kind } })).createStockPlace.id as string;
const aPart = async (): Promise<string> => (await run(PART, { input: { code: `P-${++made}`, name: 'Connecteur SC/APC', unit: 'pièce', minimum: 20 } })).createPart.id as string;
const move = async (input: object) => (await run(MOVE, { input })).moveParts as { __typename: string; onHand: number; there: number; message: string; levels: { placeId: string; quantity: number }[] };

describe('parts', () => {
  it('come in, move to a van, are used and counted; every step stays written', async () => {
    const [shelf, van, partId] = [await aPlace(), await aPlace('VAN'), await aPart()];
    expect(await move({ partId, kind: 'RECEIVED', quantity: 100, toPlaceId: shelf, note: 'Bon 4471' })).toMatchObject({ __typename: 'Part', onHand: 100 });
    await move({ partId, kind: 'TRANSFERRED', quantity: 30, fromPlaceId: shelf, toPlaceId: van });
    const used = await move({ partId, kind: 'USED', quantity: 4, fromPlaceId: van });
    expect(used.onHand).toBe(96);
    expect(new Map(used.levels.map(({ placeId, quantity }) => [placeId, quantity]))).toEqual(new Map([[shelf, 70], [van, 26]]));
    const { countPart } = await run(COUNT, { input: { partId, placeId: van, counted: 25 } });
    expect(countPart.onHand).toBe(95);
    await run(COUNT, { input: { partId, placeId: van, counted: 25 } });
    const { partMovements } = await run(MOVES, { partId });
    expect(partMovements.nodes.map(({ kind, quantity, note }: { kind: string; quantity: number; note: string }) => [kind, quantity, note])).toEqual([['COUNTED', 1, '26 → 25'], ['USED', 4, ''], ['TRANSFERRED', 30, ''], ['RECEIVED', 100, 'Bon 4471']]);
    expect(partMovements.nodes[2]).toMatchObject({ by: keeper.name });
  });

  it('cannot be taken where there are too few, and the person is told how many there are', async () => {
    const [shelf, partId] = [await aPlace(), await aPart()];
    await move({ partId, kind: 'RECEIVED', quantity: 3, toPlaceId: shelf });
    expect(await move({ partId, kind: 'LOST', quantity: 4, fromPlaceId: shelf })).toMatchObject({ __typename: 'TooFewParts', there: 3 });
    expect((await move({ partId, kind: 'LOST', quantity: 3, fromPlaceId: shelf })).onHand).toBe(0);
  });

  it('are refused a move whose ends do not fit', async () => {
    const [shelf, partId] = [await aPlace(), await aPart()];
    for (const input of [{ kind: 'TRANSFERRED', fromPlaceId: shelf, toPlaceId: shelf }, { kind: 'RECEIVED', fromPlaceId: shelf }, { kind: 'USED', toPlaceId: shelf }]) {
      expect((await move({ partId, quantity: 1, ...input })).__typename).toBe('PlacesDoNotFit');
    }
  });

  it('are never taken twice when many take the last ones at once', async () => {
    const [shelf, partId] = [await aPlace(), await aPart()];
    await move({ partId, kind: 'RECEIVED', quantity: 5, toPlaceId: shelf });
    const all = await Promise.all(Array.from({ length: 12 }, () => move({ partId, kind: 'USED', quantity: 1, fromPlaceId: shelf })));
    expect(all.filter(({ __typename }) => __typename === 'Part')).toHaveLength(5);
    expect(all.filter(({ __typename }) => __typename === 'TooFewParts')).toHaveLength(7);
  });

  it('keep their moves: not even the system can change one', async () => {
    const [shelf, partId] = [await aPlace(), await aPart()];
    await move({ partId, kind: 'RECEIVED', quantity: 5, toPlaceId: shelf });
    for (const text of ['update part_movement set quantity = 50', 'delete from part_movement']) {
      await expect(app.db.tx(systemActor(tenantId), () => app.db.query(text))).rejects.toThrow(/permission denied|append|refuse/i);
    }
  });

  it('have one code and places one name, and both belong to their provider alone', async () => {
    const { createPart } = await run(PART, { input: { code: `P-${made}x`, name: 'A' } });
    expect(createPart.__typename).toBe('Part');
    expect((await run(PART, { input: { code: `P-${made}x`, name: 'B' } })).createPart.__typename).toBe('StockNameTaken');
    const stranger = staffOf((await aTenant(app)).id, 'dispatcher');
    expect((await as(app, stranger).run('{ parts { id } stockPlaces { id } partMovements(first: 5) { totalCount } }'))).toEqual({ parts: [], stockPlaces: [], partMovements: { totalCount: 0 } });
    const code = async (who: Actor, text: string, variables: object = {}) => (await as(app, who).errors(text, { ...variables })).map(({ extensions }) => extensions?.['code']);
    expect(await code(stranger, MOVE, { input: { partId: createPart.id, kind: 'RECEIVED', quantity: 1, toPlaceId: createPart.id } })).toEqual(['NOT_FOUND']);
    const customer = contactOf(tenantId, (await aCustomer(app, tenantId)).id);
    expect(await code(customer, '{ parts { id } }')).toEqual(['FORBIDDEN']);
  });
});

describe('a device in stock', () => {
  it('lies on a shelf or in a van, goes to repair and comes back', async () => {
    const { createDevice: { id: deviceId } } = await run('mutation { createDevice(input: { serial: "STK000000001" }) { ... on Device { id } } }');
    const [shelf, van] = [await aPlace(), await aPlace('VAN')];
    const put = async (placeId: string) => (await run('mutation($deviceId: ID!, $placeId: ID!) { transferDevice(deviceId: $deviceId, placeId: $placeId) { ... on Device { status stockPlace { id deviceCount } } } }', { deviceId, placeId })).transferDevice;
    expect(await put(shelf)).toMatchObject({ status: 'IN_STOCK', stockPlace: { id: shelf, deviceCount: 1 } });
    await put(van);
    const { retireDevice } = await run('mutation($deviceId: ID!) { retireDevice(deviceId: $deviceId, reason: RMA) { ... on Device { status stockPlace { id } } } }', { deviceId });
    expect(retireDevice).toEqual({ status: 'RMA', stockPlace: null });
    expect(await put(shelf)).toMatchObject({ status: 'IN_STOCK' });
    const { device } = await run('query($id: ID!) { device(id: $id) { movements { kind } } }', { id: deviceId });
    expect(device.movements.map(({ kind }: { kind: string }) => kind)).toEqual(['TRANSFERRED', 'RMA', 'TRANSFERRED', 'TRANSFERRED', 'RECEIVED']);
  });
});
