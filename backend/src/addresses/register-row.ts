import { foldAddress, postalCode } from './fold-address.js';

/** One door as a register tells it. */
export interface RegisterRow {
  readonly sourceId: string;
  /** The register says that the door is no more. */
  readonly ended: boolean;
  readonly number: number;
  readonly suffix: string;
  readonly unit: string;
  readonly street: string;
  readonly city: string;
  readonly province: string;
  readonly folded: string;
  readonly postalCode: string;
  readonly lat: number | null;
  readonly lon: number | null;
}

/** A line of a register that names no door; says which column is wrong. */
export interface BadRow {
  readonly bad: string;
}

type Line = Readonly<Record<string, string | undefined>>;

const PROVINCES: Readonly<Record<string, string>> = { quebec: 'QC', ontario: 'ON', 'new brunswick': 'NB', 'nova scotia': 'NS', manitoba: 'MB', saskatchewan: 'SK', alberta: 'AB', 'british columbia': 'BC', 'prince edward island': 'PE', 'newfoundland and labrador': 'NL', yukon: 'YT', 'northwest territories': 'NT', nunavut: 'NU' };

/** A line of the provincial register of Québec (RQA, columns of the published CSV). */
export function rowOfRqa(line: Line): RegisterRow | BadRow {
  const of = (column: string) => line[column]?.trim() ?? '';
  const street = of('odonyme_recompose_normal') || of('odonyme_recompose_court') || of('odonyme_recompose_long');
  return written({
    sourceId: of('identifiant_unique_adresse'), ended: Boolean(of('date_fin')), number: of('numero_municipal'), suffix: of('numero_municipal_suffixe'), unit: of('numero_unite'),
    street, city: of('nom_municipalite'), province: 'QC', postalCode: of('code_postal'), lat: of('latitude'), lon: of('longitude'),
  });
}

/** A line of OpenAddresses: the properties of its GeoJSON, or a row of its older CSV; `point` is [lon, lat]. */
export function rowOfOpenAddresses(line: Line, point?: readonly unknown[]): RegisterRow | BadRow {
  const of = (column: string) => String(line[column] ?? line[column.toUpperCase()] ?? '').trim();
  const region = of('region');
  const [, number = '', suffix = ''] = /^(\d+)\s*(.*)$/.exec(of('number')) ?? [];
  return written({
    sourceId: of('hash') || of('id'), ended: false, number, suffix, unit: of('unit'), street: of('street'), city: of('city'),
    province: PROVINCES[foldAddress(region)] ?? (/^[A-Za-z]{2}$/.test(region) ? region.toUpperCase() : 'QC'), postalCode: of('postcode'), lat: String(point?.[1] ?? of('lat')), lon: String(point?.[0] ?? of('lon')),
  });
}

function written(row: Readonly<Record<'sourceId' | 'number' | 'suffix' | 'unit' | 'street' | 'city' | 'province' | 'postalCode' | 'lat' | 'lon', string>> & { readonly ended: boolean }): RegisterRow | BadRow {
  const number = Number(row.number);
  const [lat, lon] = [coordinate(row.lat, 90), coordinate(row.lon, 180)];
  if (!row.sourceId) return { bad: 'identifier' };
  if (!row.ended && !row.street) return { bad: 'street' };
  if (!row.ended && !row.city) return { bad: 'municipality' };
  if (!row.ended && (!Number.isSafeInteger(number) || number < 1 || number > 999_999)) return { bad: 'number' };
  if (Number.isNaN(lat) || Number.isNaN(lon)) return { bad: 'position' };
  return { ...row, number, lat, lon, folded: foldAddress(`${row.street} ${row.city}`), postalCode: postalCode(row.postalCode) };
}

/** Degrees; null when nothing is said, NaN when it is no such thing. */
function coordinate(text: string, most: number): number | null {
  if (text === '') return null;
  const value = Number(text);
  return Math.abs(value) <= most ? value : Number.NaN;
}
