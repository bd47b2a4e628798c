/** A position as a tracker reports it. */
export interface TrackerReport {
  readonly device: string;
  readonly lat: number;
  readonly lon: number;
  readonly accuracy: number | null;
  readonly at: Date;
}

type Fields = Readonly<Record<string, unknown>>;

/** What an OsmAnd client sends, in the query or form, or as JSON `{ device_id, location }`; text says what is wrong. Without a time it is now. */
export function readOsmAnd(query: unknown, body: unknown, now: Date): TrackerReport | 'no_device' | 'no_position' {
  const json = fields(body);
  const location = fields(json?.['location']);
  if (json && location) {
    const coords = fields(location['coords']);
    return report(json['device_id'], coords?.['latitude'], coords?.['longitude'], coords?.['accuracy'], location['timestamp'], now);
  }
  const sent = { ...fields(query), ...json };
  const [lat, lon] = typeof sent['location'] === 'string' ? sent['location'].split(',') : [sent['lat'], sent['lon']];
  if (sent['valid'] === 'false' || sent['valid'] === '0') return 'no_position';
  return report(sent['id'] ?? sent['deviceid'], lat, lon, sent['accuracy'], sent['timestamp'], now);
}

/** A position of Traccar's REST answer or WebSocket, whose device is known by its number; `null` when it is none. */
export function readTraccar(position: unknown, uniqueIds: ReadonlyMap<number, string>, now: Date): TrackerReport | null {
  const sent = fields(position);
  if (!sent || sent['valid'] === false) return null;
  const read = report(uniqueIds.get(Number(sent['deviceId'])), sent['latitude'], sent['longitude'], sent['accuracy'], sent['fixTime'] ?? sent['deviceTime'], now);
  return typeof read === 'string' ? null : read;
}

function report(device: unknown, lat: unknown, lon: unknown, accuracy: unknown, at: unknown, now: Date): TrackerReport | 'no_device' | 'no_position' {
  if (typeof device !== 'string' || !device) return 'no_device';
  const [y, x] = [number(lat), number(lon)];
  if (y === null || x === null || Math.abs(y) > 90 || Math.abs(x) > 180 || (y === 0 && x === 0)) return 'no_position';
  return { device, lat: y, lon: x, accuracy: number(accuracy), at: timeOf(at, now) };
}

/** Seconds, milliseconds, ISO, or `yyyy-MM-dd HH:mm:ss` in UTC; a time to come, or none, is now. */
function timeOf(at: unknown, now: Date): Date {
  const text = typeof at === 'number' ? String(at) : typeof at === 'string' ? at.trim() : '';
  const unix = /^\d{9,14}$/.test(text) ? Number(text) * (text.length > 11 ? 1 : 1_000) : Date.parse(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  return Number.isFinite(unix) && unix <= now.getTime() ? new Date(unix) : now;
}

function fields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function number(value: unknown): number | null {
  const read = typeof value === 'number' ? value : typeof value === 'string' && value.trim() ? Number(value) : NaN;
  return Number.isFinite(read) ? read : null;
}
