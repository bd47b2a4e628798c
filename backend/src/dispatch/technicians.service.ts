import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { TechnicianChanged } from './dispatch.events.js';
import type { TechnicianInput } from './dispatch.inputs.js';
import { Technician } from './dispatch.entity.js';

/** The people of the field, as the office keeps them. */
@Injectable()
export class TechniciansService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
  ) {}

  update(me: Actor, id: string, input: TechnicianInput): Promise<Read<Technician>> {
    return this.db.tx(me, async () => {
      const patch = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined && value !== null));
      if (!(await this.db.repo(Technician).existsBy({ id }))) throw new NotFoundError();
      if (Object.keys(patch).length) await this.db.repo(Technician).update(id, patch);
      await this.events.emit(new TechnicianChanged(id));
      return one(Technician, (t) => sql`${t.id} = ${id}`);
    });
  }
}
