import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Injectable } from '@nestjs/common';
import papaparse from 'papaparse';
import { systemActor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import type { AddressSource } from './address.entity.js';
import { rowOfOpenAddresses, rowOfRqa, type BadRow, type RegisterRow } from './register-row.js';

/** Rows in one transaction: each is whole or not at all, and a run that was cut off is simply run again. */
const AT_ONCE = 5_000;
const MOST_TOLD = 20;

/** What an import of a register came to. */
export interface RegisterReport {
  read: number;
  /** Added, or changed since the last import. */
  written: number;
  /** Taken out, because the register says they are no more. */
  ended: number;
  refused: number;
  /** The first refusals: line and column. */
  readonly refusals: { readonly line: number; readonly column: string }[];
}

/** Streets first, then doors; what has not changed is not written again. */
const STREETS = `insert into address_street (name, city, province, folded)
  select distinct on (province, folded) street, city, province, folded from jsonb_to_recordset($1::jsonb) as row (street text, city text, province text, folded text)
  on conflict (tenant_id, province, folded) do nothing`;
const DOORS = `insert into address (street_id, source, source_id, number, suffix, unit, postal_code, lat, lon)
  select s.id, $2, row."sourceId", row.number, row.suffix, row.unit, row."postalCode", row.lat, row.lon
  from jsonb_to_recordset($1::jsonb) as row ("sourceId" text, number int, suffix text, unit text, province text, folded text, "postalCode" text, lat float8, lon float8)
  join address_street s on s.tenant_id = current_tenant() and s.province = row.province and s.folded = row.folded
  on conflict (tenant_id, source, source_id) do update set street_id = excluded.street_id, number = excluded.number, suffix = excluded.suffix, unit = excluded.unit, postal_code = excluded.postal_code, lat = excluded.lat, lon = excluded.lon
  where (address.street_id, address.number, address.suffix, address.unit, address.postal_code, address.lat, address.lon) is distinct from (excluded.street_id, excluded.number, excluded.suffix, excluded.unit, excluded.postal_code, excluded.lat, excluded.lon)
  returning 1`;

/** Reads address registers as they are published; the same file again changes nothing. */
@Injectable()
export class AddressImportService {
  constructor(private readonly db: Db) {}

  /** Reads a file of the provincial register or of OpenAddresses: CSV, or GeoJSON with one feature a line. */
  async file(tenantId: string, source: AddressSource, path: string, hear: (report: RegisterReport) => void = () => undefined): Promise<RegisterReport> {
    return this.rows(tenantId, source, /\.(geojson|json|ndjson)(l|s)?$/i.test(path) ? geojson(path) : csv(path, source), hear);
  }

  /** Keeps rows from anywhere, a batch at a time. */
  async rows(tenantId: string, source: AddressSource, rows: AsyncIterable<RegisterRow | BadRow> | Iterable<RegisterRow | BadRow>, hear: (report: RegisterReport) => void = () => undefined): Promise<RegisterReport> {
    const report: RegisterReport = { read: 0, written: 0, ended: 0, refused: 0, refusals: [] };
    let batch = new Map<string, RegisterRow>();
    const keep = async () => {
      await this.keep(tenantId, source, [...batch.values()], report);
      batch = new Map();
      hear(report);
    };
    for await (const row of rows) {
      report.read++;
      if ('bad' in row) {
        report.refused++;
        if (report.refusals.length < MOST_TOLD) report.refusals.push({ line: report.read, column: row.bad });
      } else batch.set(row.sourceId, row);
      if (batch.size >= AT_ONCE) await keep();
    }
    if (batch.size) await keep();
    return report;
  }

  private async keep(tenantId: string, source: AddressSource, rows: readonly RegisterRow[], report: RegisterReport): Promise<void> {
    const [standing, gone] = [rows.filter(({ ended }) => !ended), rows.filter(({ ended }) => ended)];
    await this.db.tx(systemActor(tenantId), async () => {
      const json = JSON.stringify(standing);
      await this.db.query(STREETS, [json]);
      const written = (await this.db.query(DOORS, [json, source])).length;
      const ended = gone.length ? (await this.db.query('delete from address where source = $1 and source_id = any($2) returning 1', [source, gone.map(({ sourceId }) => sourceId)])).length : 0;
      this.db.afterCommit(() => {
        report.written += written;
        report.ended += ended;
      });
    });
  }
}

async function* csv(path: string, source: AddressSource): AsyncGenerator<RegisterRow | BadRow> {
  const parser = createReadStream(path).pipe(papaparse.parse(papaparse.NODE_STREAM_INPUT, { header: true, skipEmptyLines: true, transformHeader: (name) => name.replace(/^\uFEFF/, '').trim() }));
  for await (const line of parser as AsyncIterable<Record<string, string>>) yield source === 'RQA' ? rowOfRqa(line) : rowOfOpenAddresses(line);
}

async function* geojson(path: string): AsyncGenerator<RegisterRow | BadRow> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    if (!line.includes('"Feature"')) continue; // the frame of a collection, or an empty line
    yield featureOf(line);
  }
}

function featureOf(line: string): RegisterRow | BadRow {
  try {
    const { properties, geometry } = JSON.parse(line.replace(/,\s*$/, '')) as { properties?: Record<string, string>; geometry?: { coordinates?: unknown[] } };
    return rowOfOpenAddresses(properties ?? {}, geometry?.coordinates);
  } catch (error) {
    if (error instanceof SyntaxError) return { bad: 'json' };
    throw error;
  }
}
