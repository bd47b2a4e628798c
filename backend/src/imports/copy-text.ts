import type { Row, Value } from './erpnext/mapping.js';

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function field(value: Value | undefined): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value !== 'string') return value === true ? 't' : value === false ? 'f' : String(value);
  const clean = value.includes('\0') ? value.replaceAll('\0', '') : value; // PostgreSQL keeps no zero byte
  return SPECIAL.test(clean) ? clean.replace(/[\\\t\n\r]/g, (letter) => ESCAPES[letter]!) : clean;
}

/** A row as PostgreSQL's COPY reads it. */
export function copyLine(row: Row['values'], columns: readonly string[]): string {
  let line = field(row[columns[0]!]);
  for (let i = 1; i < columns.length; i++) line += `\t${field(row[columns[i]!])}`;
  return `${line}\n`;
}
