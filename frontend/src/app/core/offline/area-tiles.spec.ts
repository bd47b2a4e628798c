import { tilesAround, tileUrl } from './area-tiles';

const home = { lat: 45.78, lon: -74 };
const away = { lat: 45.86, lon: -74.08 };

describe('the squares of the map for a day', () => {
  it('hold each stop at every zoom, counted as map servers count', () => {
    const tiles = tilesAround([home, away], 1_000);
    expect([...new Set(tiles.map(({ z }) => z))]).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16]);
    expect(tiles).toContainEqual({ z: 16, x: 19296, y: 23372 });
    for (const { z, x, y } of tiles) for (const at of [x, y]) expect(at >= 0 && at < 2 ** z).toBe(true);
  });

  it('are each named once, and never more than there is room for: the overview and the first stops come first', () => {
    const many = Array.from({ length: 60 }, (_, i) => ({ lat: 45.5 + i / 100, lon: -74 - i / 100 }));
    const tiles = tilesAround(many, 300);
    expect(tiles).toHaveLength(300);
    expect(new Set(tiles.map((tile) => JSON.stringify(tile))).size).toBe(300);
    expect(tiles[0]!.z).toBe(8);
    expect(tiles.filter(({ z }) => z === 16).length).toBeGreaterThanOrEqual(9);
  });

  it('are none without a place, and the map does not end at the edge of the world', () => {
    expect(tilesAround([], 300)).toEqual([]);
    expect(tilesAround([{ lat: 89.9, lon: 179.99 }], 300).length).toBeGreaterThan(9);
  });

  it('are asked for as the server wants it', () => {
    expect(tileUrl('https://{s}.tiles.example/{z}/{x}/{y}{r}.png', { z: 3, x: 1, y: 2 })).toBe('https://a.tiles.example/3/1/2.png');
  });
});
