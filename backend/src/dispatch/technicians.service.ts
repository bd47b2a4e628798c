import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { TechnicianChanged } from './dispatch.events.js';
import type { TechnicianInput } from './dispatch.inputs.js';
import { Technician } from './dispatch.entity.js';
import { flawsOfHours } from './working-hours.js';

/** The people of the field, as the office keeps them. */
@Injectable()
export class TechniciansService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
  ) {}

  update(me: Actor, id: string, input: TechnicianInput): Promise<Read<Technician>> {
    return this.db.tx(me, async () => {
      const patch = given(input);
      const technician = await this.db.repo(Technician).findOneBy({ id });
      if (!technician) throw new NotFoundError();
      refuseFlaws({ ...technician, ...patch });
      await this.refuseTracker(id, patch.trackerId);
      if (Object.keys(patch).length) await this.db.repo(Technician).update(id, patch);
      await this.events.emit(new TechnicianChanged(id));
      return one(Technician, (t) => sql`${t.id} = ${id}`);
    });
  }

  /** Somebody new in the field. */
  add(me: Actor, input: TechnicianInput): Promise<Read<Technician>> {
    if (!input.name) throw new BadInputError('A technician has a name.', { 'name': 'isDefined' });
    return this.db.tx(me, async () => {
      const repo = this.db.repo(Technician);
      const technician = repo.create(given(input));
      refuseFlaws({ ...USUAL, ...technician });
      await this.refuseTracker(technician.id, technician.trackerId);
      await repo.insert(technician);
      await this.events.emit(new TechnicianChanged(technician.id));
      return one(Technician, (t) => sql`${t.id} = ${technician.id}`);
    });
  }

  /** One tracker is with one technician. */
  private async refuseTracker(id: string, trackerId: string | null | undefined): Promise<void> {
    const other = trackerId ? await this.db.repo(Technician).findOneBy({ trackerId }) : null;
    if (other && other.id !== id) throw new BadInputError('This tracker is with somebody else.', { trackerId: 'taken' });
  }
}

/** The columns' own defaults, for what a new technician was not given. */
const USUAL = { hours: [], shiftStart: 480, shiftEnd: 990, lunchStart: 690, lunchEnd: 780 };

const given = (input: TechnicianInput): Partial<Technician> => Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null));

/** Refuses hours that cannot be, naming the field. */
function refuseFlaws(technician: Parameters<typeof flawsOfHours>[0]): void {
  const flaws = flawsOfHours(technician);
  if (Object.keys(flaws).length) throw new BadInputError('A stretch of work ends after it begins, and two of the same day do not overlap.', flaws);
}
