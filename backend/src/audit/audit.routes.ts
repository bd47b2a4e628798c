import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import papaparse from 'papaparse';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { Identity } from '../platform/graphql/identity.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { raw, render, sql } from '../platform/read/sql.js';
import type { Columns } from '../platform/read/read.js';
import type { AuditEntry } from './audit-entry.entity.js';
import { AuditFilter } from './audit.inputs.js';
import { AuditService } from './audit.service.js';
import { auditWhere } from './audit-where.js';

/** Rows read at once. */
const BATCH = 1_000;
const HEADINGS = ['seq', 'time', 'actorKind', 'actor', 'actorId', 'action', 'target', 'address', 'detail', 'hash'];
const COLUMNS = new Proxy({}, { get: (_, name) => raw(`e.${String(name).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`) }) as Columns<AuditEntry>;

interface Row {
  readonly seq: string;
  readonly at: Date;
  readonly actor_kind: string;
  readonly actor_name: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly target: string | null;
  readonly address: string | null;
  readonly detail: object;
  readonly hash: string;
}

/** `POST /files/audit.csv` with a filter as JSON: the entries that fit, the oldest first. The export is itself in the log. */
@Routes()
@Injectable()
export class AuditRoutes implements HttpRoutes {
  constructor(
    private readonly identity: Identity,
    private readonly audit: AuditService,
    private readonly db: Db,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.post('/files/audit.csv', (request, reply) => this.export(request, reply));
  }

  private async export(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const me = (await this.identity.callerOf(request.raw)) as Actor;
    reply.header('cache-control', 'private, no-store');
    if (!me.permissions.has('audit:read') || !(await this.identity.isOwnOrigin(request.raw))) return reply.code(403).send({ error: 'forbidden' });
    const filter = plainToInstance(AuditFilter, typeof request.body === 'object' && request.body ? request.body : {});
    const wrong = await validate(filter, { whitelist: true });
    if (wrong.length) return reply.code(400).send({ error: 'bad_filter', fields: Object.fromEntries(wrong.map(({ property, constraints }) => [property, Object.keys(constraints ?? {})[0] ?? 'unknown'])) });
    const head = await this.db.tx(me, async () => {
      const [{ top } = { top: '0' }] = await this.db.query<{ top: string }>('select coalesce(max(seq), 0) top from audit_entry');
      await this.audit.record(me, { action: 'audit.exported', target: 'audit', detail: { filter: Object.fromEntries(Object.entries(filter).filter(([, value]) => value != null)), upTo: Number(top) } });
      return Number(top);
    });
    return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="audit.csv"').send(Readable.from(this.lines(me, filter, head)));
  }

  /** Spreadsheets run text that begins like a formula, so it is made plain; the mark in front says that the file is UTF-8. */
  private async *lines(me: Actor, filter: AuditFilter, head: number): AsyncGenerator<string> {
    yield `\uFEFF${HEADINGS.join(',')}\r\n`;
    let after = 0;
    for (;;) {
      const { text, values } = render(sql`select e.*, e.created_at at from audit_entry e where ${auditWhere(COLUMNS, filter)} and e.seq > ${after}::bigint and e.seq <= ${head}::bigint order by e.seq limit ${BATCH}::int`);
      const rows = await this.db.tx(me, () => this.db.query<Row>(text, values));
      if (!rows.length) return;
      yield `${papaparse.unparse(rows.map(cells), { escapeFormulae: true, newline: '\r\n' })}\r\n`;
      after = Number(rows.at(-1)!.seq);
    }
  }
}

const cells = (row: Row): unknown[] => [row.seq, row.at.toISOString(), row.actor_kind, row.actor_name, row.actor_id ?? '', row.action, row.target ?? '', row.address ?? '', JSON.stringify(row.detail), row.hash];
