import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { knownPlace } from '@demarc/geo';
import { systemActor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Routes, type HttpRoutes } from '../platform/http/routes.js';
import { calendarOf, type FeedVisit } from './calendar-feed.js';
import { feedHash } from './directory.service.js';
import { Technician } from './dispatch.entity.js';

const SECRET = /^([A-Za-z0-9_-]{43})\.ics$/;

/** Two weeks back and two months ahead, as one statement. */
const VISITS = `
  select j.id, j.number, j.title, j.notes, j.version, j.starts_at "startsAt", j.ends_at "endsAt", j.status, c.name customer,
    coalesce(concat_ws(', ', l.line1, l.city), '') address, l.lat, l.lon
  from job j join customer c on c.id = j.customer_id left join service_location l on l.id = j.location_id
  where j.technician_id = $1 and j.starts_at is not null and j.starts_at between $2::timestamptz - interval '14 days' and $2::timestamptz + interval '60 days'
  order by j.starts_at, j.id`;

/** `GET /calendar/<secret>.ics`: a technician's visits, for a calendar that subscribes to them. */
@Routes()
@Injectable()
export class CalendarRoutes implements HttpRoutes {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  install(fastify: FastifyInstance): void {
    fastify.get<{ Params: { file: string } }>('/calendar/:file', (request, reply) => this.feed(request, reply));
  }

  private async feed(request: FastifyRequest<{ Params: { file: string } }>, reply: FastifyReply): Promise<FastifyReply> {
    const secret = SECRET.exec(request.params.file)?.[1];
    const whose = secret && (await this.db.unscoped('the secret of a calendar names its tenant', () => this.db.repo(Technician).findOneBy({ feedHash: feedHash(secret), active: true })));
    if (!whose) return reply.status(404).header('cache-control', 'no-store').send({ error: 'not_found' });
    const now = this.clock.now();
    const visits = await this.db.tx(systemActor(whose.tenantId), () => this.db.query<FeedVisit>(VISITS, [whose.id, now]));
    const placed = visits.map((visit) => ({ ...visit, ...(knownPlace(visit.lat, visit.lon) ?? { lat: null, lon: null }) }));
    return reply.type('text/calendar; charset=utf-8').header('cache-control', 'private, max-age=300').send(calendarOf(whose.name, placed, now));
  }
}
