import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { dayInterval, instantOf } from '@demarc/time';
import { AuditService } from '../audit/audit.service.js';
import type { Actor } from '../auth/actor.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { many, one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import type { AbsenceInput, TerritoryInput } from './directory.inputs.js';
import type { CalendarFeed, WorkingDay } from './directory.results.js';
import { Technician } from './dispatch.entity.js';
import { TechnicianChanged } from './dispatch.events.js';
import { JobLog } from './job-log.js';
import { workingTimes } from './working-hours.js';
import { Absence, Territory } from './working.entity.js';

export const feedHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Who works when and where: absences, territories, calendars. */
@Injectable()
export class DirectoryService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly log: JobLog,
    private readonly audit: AuditService,
    private readonly config: Config,
  ) {}

  /** When everybody who is active works on a day. */
  workingDay(me: Actor, day: string): Promise<WorkingDay[]> {
    return this.db.tx(me, async () => {
      const zone = await this.log.zone();
      const [technicians, absences] = [await this.db.repo(Technician).find({ order: { name: 'asc', id: 'asc' } }), await this.awayOn(day, zone)];
      return technicians.map((technician) => {
        const away = absences.filter(({ technicianId }) => technicianId === technician.id);
        const times = technician.active ? workingTimes(technician, day, zone, away) : [];
        const lunch = technician.lunchMinutes ? { startsAt: instantOf(day, technician.lunchStart, zone), endsAt: instantOf(day, technician.lunchEnd, zone) } : null;
        return { technicianId: technician.id, times: times.map(({ start, end }) => ({ startsAt: start, endsAt: end })), lunch, lunchMinutes: technician.lunchMinutes, away: away.length > 0 };
      });
    });
  }

  absences(from: Date, to: Date): Read<Absence> {
    return many(Absence, { where: (a) => sql`${a.startsAt} < ${to.toISOString()}::timestamptz and ${a.endsAt} > ${from.toISOString()}::timestamptz`, order: [[(a) => a.startsAt, 'asc']], limit: 1_000 });
  }

  /** Somebody is away. Visits stay where they are until a plan or a person moves them. */
  addAbsence(me: Actor, { technicianId, kind, startsAt, endsAt, note }: AbsenceInput): Promise<Read<Absence>> {
    if (endsAt <= startsAt) throw new BadInputError('An absence ends after it begins.', { 'endsAt': 'endsAfterStart' });
    return this.db.tx(me, async () => {
      if (!(await this.db.repo(Technician).existsBy({ id: technicianId }))) throw new NotFoundError();
      const absence = Object.assign(new Absence(), { technicianId, kind, startsAt, endsAt, note });
      await this.db.repo(Absence).insert(absence);
      await this.events.emit(new TechnicianChanged(technicianId));
      return one(Absence, (a) => sql`${a.id} = ${absence.id}`);
    });
  }

  removeAbsence(me: Actor, id: string): Promise<boolean> {
    return this.db.tx(me, async () => {
      const absence = await this.db.repo(Absence).findOneBy({ id });
      if (!absence) throw new NotFoundError();
      await this.db.repo(Absence).delete({ id });
      await this.events.emit(new TechnicianChanged(absence.technicianId));
      return true;
    });
  }

  territories(): Read<Territory> {
    return many(Territory, { order: [[(t) => t.name, 'asc']], limit: 500 });
  }

  saveTerritory(me: Actor, id: string | undefined, { name, postalPrefixes }: TerritoryInput): Promise<Read<Territory>> {
    return this.db.tx(me, async () => {
      const territory = id ? await this.db.repo(Territory).findOneBy({ id }) : new Territory();
      if (!territory) throw new NotFoundError();
      await this.db.repo(Territory).save(Object.assign(territory, { name, postalPrefixes: [...new Set(postalPrefixes.map((prefix) => prefix.replace(/\s/g, '').toUpperCase()))] }));
      return one(Territory, (t) => sql`${t.id} = ${territory.id}`);
    });
  }

  /** Takes a territory away; who covered it covers the others they were given, or everything. */
  removeTerritory(me: Actor, id: string): Promise<boolean> {
    return this.db.tx(me, async () => {
      const { affected } = await this.db.repo(Territory).delete({ id });
      if (!affected) throw new NotFoundError();
      await this.db.query('update technician set territory_ids = territory_ids - $1 where territory_ids ? $1', [id]);
      return true;
    });
  }

  /** A new address for somebody's calendar; the one before it stops. */
  makeFeed(me: Actor, technicianId: string): Promise<CalendarFeed> {
    const secret = randomBytes(32).toString('base64url');
    return this.setFeed(me, technicianId, feedHash(secret)).then(() => ({ url: `${this.config.publicUrl}/calendar/${secret}.ics` }));
  }

  async removeFeed(me: Actor, technicianId: string): Promise<boolean> {
    await this.setFeed(me, technicianId, null);
    return true;
  }

  private setFeed(me: Actor, technicianId: string, hash: string | null): Promise<void> {
    return this.db.tx(me, async () => {
      const { affected } = await this.db.repo(Technician).update(technicianId, { feedHash: hash });
      if (!affected) throw new NotFoundError();
      await this.audit.record(me, { action: hash ? 'calendar-feed.made' : 'calendar-feed.removed', target: `technician:${technicianId}` });
    });
  }

  private awayOn(day: string, zone: string): Promise<Absence[]> {
    const { start, end } = dayInterval(day, zone);
    return this.db.repo(Absence).createQueryBuilder('a').where('a.starts_at < :end and a.ends_at > :start', { start, end }).getMany();
  }
}
