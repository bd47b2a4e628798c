import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { JobPhotoKind } from '../dispatch/dispatch.entity.js';
import { VisitsService } from '../dispatch/visits.service.js';
import type { DeviceInput, RemovalReason } from '../equipment/equipment.inputs.js';
import { EquipmentService } from '../equipment/equipment.service.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { Problem } from '../platform/graphql/problem.js';
import { FieldUploadsService } from './field-uploads.service.js';
import { PhotoMissing } from './field.results.js';
import { VanService } from './van.service.js';
import type { FieldAction, Settlement } from './command-payload.js';

/** Does what a technician has done, in the order of a day: the visit, the equipment, and what was decided about conflicts. */
@Injectable()
export class FieldActionsService {
  constructor(
    private readonly db: Db,
    private readonly visits: VisitsService,
    private readonly equipment: EquipmentService,
    private readonly uploads: FieldUploadsService,
    private readonly van: VanService,
  ) {}

  /** The problem that stood in the way, or null when it was done. */
  async apply(me: Actor, action: FieldAction, at: Date): Promise<Problem | null> {
    const result = await this.run(me, action, at);
    return result instanceof Problem ? result : null;
  }

  private run(me: Actor, action: FieldAction, at: Date): Promise<unknown> {
    switch (action.kind) {
      case 'job.travel':
        return this.visits.startTravel(me, action.jobId, at);
      case 'job.arrive':
        return this.visits.arrive(me, action.jobId, at);
      case 'job.pause':
        return this.visits.pause(me, action.jobId, action.reason, at);
      case 'job.complete':
        return this.visits.complete(me, action.jobId, action.outcome, at);
      case 'job.giveUp':
        return this.visits.couldNotComplete(me, action.jobId, action.reason, at);
      case 'job.tick':
        return this.visits.tick(me, action.jobId, action.done, at);
      case 'job.note':
        return this.visits.note(me, action.jobId, action.text, at);
      case 'job.classify':
        return this.visits.classify(me, action.jobId, { kind: action.jobKind, priority: action.priority }, at);
      case 'job.photo':
        return this.picture(me, action.jobId, { id: action.photoId, kind: JobPhotoKind.PHOTO, caption: action.caption }, at);
      case 'job.sign':
        return this.picture(me, action.jobId, { id: action.photoId, kind: JobPhotoKind.SIGNATURE, caption: action.name }, at);
      case 'device.link':
        return this.link(me, action.deviceId, action.locationId, action.jobId);
      case 'device.create':
        return this.create(me, action.device, action.locationId, action.jobId);
      case 'device.swap':
        return this.swap(me, action.oldId, action.newId, action.jobId);
      case 'device.unlink':
        return this.unlink(me, action.deviceId, action.jobId, action.reason);
      case 'device.move':
        return this.van.moveDevice(me, action.deviceId, action.placeId);
      case 'part.use':
        return this.use(me, action.partId, action.quantity, action.jobId);
      case 'part.count':
        return this.van.count(me, action.partId, action.counted);
      case 'part.move':
        return this.van.move(me, action.partId, action.quantity, action.fromPlaceId, action.toPlaceId);
      case 'conflict.settle':
        return this.settle(me, action.commandId, action.choice, at);
    }
  }

  /** The picture was sent before the action that names it. */
  private async picture(me: Actor, jobId: string, { id, kind, caption }: { readonly id: string; readonly kind: JobPhotoKind; readonly caption: string }, at: Date): Promise<unknown> {
    const fileKey = await this.uploads.fileOf(me, id, jobId);
    return fileKey ? this.visits.picture(me, jobId, { id, fileKey, kind, caption, takenAt: at }, at) : new PhotoMissing();
  }

  private async link(me: Actor, deviceId: string, locationId: string, jobId: string): Promise<unknown> {
    await this.placeOfVisit(me, jobId, 'select 1 from service_location where id = $1 and customer_id = $2', locationId);
    return this.equipment.link(me, deviceId, locationId, jobId);
  }

  /** A device that the stock never saw: taken in and installed at once, or not at all. */
  private async create(me: Actor, input: DeviceInput, locationId: string | null, jobId: string | null): Promise<unknown> {
    const created = await this.equipment.create(me, input);
    if (created instanceof Problem || !locationId || !jobId) return created;
    const found = await this.equipment.findByCodes(me, [input.serial]);
    return this.link(me, found!.deviceId, locationId, jobId);
  }

  private async swap(me: Actor, oldId: string, newId: string, jobId: string): Promise<unknown> {
    await this.placeOfVisit(me, jobId, 'select 1 from device where id = $1 and (customer_id = $2 or customer_id is null)', oldId);
    return this.equipment.swap(me, oldId, newId, jobId);
  }

  private async unlink(me: Actor, deviceId: string, jobId: string, reason: RemovalReason): Promise<unknown> {
    await this.placeOfVisit(me, jobId, 'select 1 from device where id = $1 and (customer_id = $2 or customer_id is null)', deviceId);
    return this.equipment.unlink(me, deviceId, reason, jobId);
  }

  /** What was used is used, also when the visit is another's by now. */
  private async use(me: Actor, partId: string, quantity: number, jobId: string): Promise<unknown> {
    await this.visit(me, jobId);
    return this.van.use(me, partId, quantity, jobId);
  }

  private async settle(me: Actor, commandId: string, choice: Settlement, at: Date): Promise<void> {
    const [conflict] = await this.db.query<{ kind: string; payload: { jobId?: string }; occurred_at: Date }>(
      `select kind, payload, occurred_at from field_command where command_id = $1 and technician_id = $2 and result = 'CONFLICT'`, [commandId, me.technicianId]);
    if (!conflict) throw new NotFoundError();
    const { jobId } = conflict.payload;
    if (choice === 'ASK_DISPATCHER' && jobId) await this.visits.dispute(me, jobId, { kind: conflict.kind, did: conflict.payload, occurredAt: conflict.occurred_at }, at);
  }

  /** Refuses equipment that has nothing to do with a visit which is, or was, the technician's own. */
  private async placeOfVisit(me: Actor, jobId: string, belongs: string, id: string): Promise<void> {
    const { customer_id } = await this.visit(me, jobId);
    if (!(await this.db.query(belongs, [id, customer_id])).length) throw new NotFoundError();
  }

  /** A visit that is, or was, the technician's own. */
  private async visit(me: Actor, jobId: string): Promise<{ readonly customer_id: string }> {
    const [visit] = await this.db.query<{ customer_id: string }>(
      `select customer_id from job where id = $1 and (technician_id = $2 or exists (select 1 from job_history h where h.job_id = job.id and h.detail->>'fromTechnicianId' = $2::text))`, [jobId, me.technicianId]);
    if (!visit) throw new NotFoundError();
    return visit;
  }
}
