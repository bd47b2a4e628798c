import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { systemActor, type Actor } from '../auth/actor.js';
import { Device } from '../equipment/device.entity.js';
import type { Locale } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { one, page, type Read } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { Priority } from '../tickets/ticket.entity.js';
import { localeOf } from '../tenancy/tenant.entity.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { AlertChanged } from './alert.events.js';
import { AlertEvent, AlertRule, AlertState, DeviceKey } from './alert.entity.js';
import { fresh, step, type Progress } from './alert-step.js';
import type { AlertFilter, NewDeviceKey } from './alert.inputs.js';
import { clearedText, onsetText } from './alert-text.js';
import { namesOf, type PostedSample } from './telemetry.js';

export const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Takes measurements in and tells when they break a rule. */
@Injectable()
export class AlertsService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly tickets: TicketsService,
    private readonly tenancy: TenancyService,
  ) {}

  list(filter: AlertFilter, args: PageArgs): Read<AlertEvent> {
    return page(AlertEvent, {
      page: args,
      where: (e) => and(filter.active === true && sql`${e.clearedAt} is null`, filter.active === false && sql`${e.clearedAt} is not null`, filter.deviceId && sql`${e.deviceId} = ${filter.deviceId}`),
      order: [[(e) => e.onsetAt, 'desc']],
    });
  }

  get(id: string): Read<AlertEvent> {
    return one(AlertEvent, (e) => sql`${e.id} = ${id}`);
  }

  acknowledge(me: Actor, id: string): Promise<Read<AlertEvent>> {
    return this.db.tx(me, async () => {
      const event = await this.db.repo(AlertEvent).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!event) throw new NotFoundError();
      if (!event.acknowledgedAt) {
        await this.db.repo(AlertEvent).update({ id }, { acknowledgedAt: this.clock.now(), acknowledgedBy: me.name });
        await this.events.emit(new AlertChanged(id, event.deviceId, 'acknowledged'));
      }
      return this.get(id);
    });
  }

  /** Makes a key with which equipment posts samples; the key itself is in the answer only. */
  makeKey(me: Actor, name: string): Promise<NewDeviceKey> {
    return this.db.tx(me, async () => {
      const key = `dk_${randomBytes(24).toString('base64url')}`;
      const row = await this.db.repo(DeviceKey).save(Object.assign(new DeviceKey(), { name, hash: hashOf(key) }));
      return { id: row.id, name, key };
    });
  }

  /** The tenant a device key belongs to, or null when it opens nothing. */
  async tenantOfKey(key: string): Promise<string | null> {
    return this.db.unscoped('a device key names its tenant before there is a scope', async () => {
      const [row] = await this.db.query<{ tenant_id: string }>('update device_key set last_used_at = $2 where hash = $1 and revoked_at is null returning tenant_id', [hashOf(key), this.clock.now()]);
      return row?.tenant_id ?? null;
    });
  }

  /** Keeps a batch and lets every enabled rule see it, oldest sample first. Answers how many were new and which devices are unknown. */
  take(tenantId: string, samples: readonly PostedSample[]): Promise<{ readonly taken: number; readonly unknown: string[] }> {
    return this.db.tx(systemActor(tenantId), async () => {
      const devices = await this.devicesOf(samples);
      const known = samples.flatMap((sample) => {
        const device = devices.get(sample.device);
        return device ? [{ ...sample, device }] : [];
      });
      const rows = await this.db.query<{ one: number }>(
        'insert into sample (device_id, metric, at, value) select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::float8[]) on conflict do nothing returning 1 as one',
        [known.map((s) => s.device.id), known.map((s) => s.metric), known.map((s) => s.at), known.map((s) => s.value)],
      );
      const rules = await this.db.repo(AlertRule).findBy({ enabled: true, metric: In([...new Set(known.map((s) => s.metric))]) });
      for (const rule of rules) await this.evaluate(tenantId, rule, known.filter((s) => s.metric === rule.metric));
      return { taken: rows.length, unknown: [...new Set(samples.filter((s) => !devices.has(s.device)).map((s) => s.device))] };
    });
  }

  private async devicesOf(samples: readonly PostedSample[]): Promise<Map<string, Device>> {
    const { ids, serials } = namesOf(samples);
    const keys = serials.map((serial) => serial.toUpperCase().replace(/[\s-]/g, ''));
    const found = await this.db.repo(Device).find({ where: [{ id: In(ids) }, { serialKey: In(keys) }], relations: { location: true } });
    const bySerial = new Map(found.map((device) => [device.serialKey, device]));
    return new Map([...found.map((device) => [device.id, device] as const), ...serials.flatMap((serial, i) => (bySerial.has(keys[i]!) ? [[serial, bySerial.get(keys[i]!)!] as const] : []))]);
  }

  private async evaluate(tenantId: string, rule: AlertRule, samples: readonly (Omit<PostedSample, 'device'> & { readonly device: Device })[]): Promise<void> {
    const byDevice = Map.groupBy(samples, (sample) => sample.device.id);
    // Locked in one order, so that two batches for the same devices wait instead of deadlocking.
    for (const deviceId of [...byDevice.keys()].sort()) {
      await this.db.query(`insert into alert_state (rule_id, device_id, last_at) values ($1, $2, '-infinity') on conflict do nothing`, [rule.id, deviceId]);
      const state = await this.db.repo(AlertState).findOne({ where: { ruleId: rule.id, deviceId }, lock: { mode: 'pessimistic_write' } });
      const active = await this.db.repo(AlertEvent).createQueryBuilder('e').where('e.rule_id = :rule and e.device_id = :device and e.cleared_at is null', { rule: rule.id, device: deviceId }).getOne();
      await this.follow(tenantId, rule, byDevice.get(deviceId)!, progressOf(state!, active !== null), active);
    }
  }

  private async follow(tenantId: string, rule: AlertRule, samples: readonly (Omit<PostedSample, 'device'> & { readonly device: Device })[], before: Progress, active: AlertEvent | null): Promise<void> {
    let progress = before;
    let event = active;
    for (const sample of samples.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
      const result = step(rule, progress, { at: sample.at.getTime(), value: sample.value });
      progress = result.progress;
      if (result.outcome === 'onset') event = await this.begin(tenantId, rule, sample.device, progress);
      if (result.outcome === 'worse' && event) await this.change(event, { peakValue: sample.value, peakAt: sample.at }, 'worse');
      if (result.outcome === 'clear' && event) {
        await this.change(event, { clearedAt: sample.at }, 'clear');
        if (event.ticketId) await this.tickets.closeUntouched(tenantId, event.ticketId, clearedText(rule, sample.value, await this.locale(tenantId)));
        event = null;
      }
    }
    await this.db.repo(AlertState).update({ ruleId: rule.id, deviceId: samples[0]!.device.id }, stateOf(progress, before));
  }

  private async begin(tenantId: string, rule: AlertRule, device: Device, progress: Progress): Promise<AlertEvent> {
    const event = Object.assign(new AlertEvent(), { ruleId: rule.id, deviceId: device.id, customerId: device.customerId, onsetAt: new Date(progress.badSince!), peakValue: progress.worst!, peakAt: new Date(progress.worstAt!) });
    if (rule.opensTicket) {
      const { ticket } = await this.tickets.openForCondition(tenantId, {
        condition: `${device.id}:${rule.metric}`, ...onsetText(rule, device, event, await this.locale(tenantId)), priority: Priority.HIGH, customerId: device.customerId, locationId: device.locationId, deviceId: device.id,
      });
      event.ticketId = ticket.id;
    }
    await this.db.repo(AlertEvent).insert(event);
    await this.events.emit(new AlertChanged(event.id, device.id, 'onset'));
    return event;
  }

  /** The language the office works in. */
  private async locale(tenantId: string): Promise<Locale> {
    const tenant = await this.tenancy.byId(tenantId);
    return localeOf(tenant!.language);
  }

  private async change(event: AlertEvent, change: Partial<AlertEvent>, what: 'worse' | 'clear'): Promise<void> {
    await this.db.repo(AlertEvent).update({ id: event.id }, change);
    await this.events.emit(new AlertChanged(event.id, event.deviceId, what));
  }
}

function progressOf(state: AlertState, active: boolean): Progress {
  const last = new Date(state.lastAt).getTime();
  const time = (at: Date | null) => (at ? at.getTime() : null);
  return { ...fresh, badSince: time(state.badSince), goodSince: time(state.goodSince), worst: state.worst, worstAt: time(state.worstAt), clearedAt: time(state.clearedAt), lastAt: Number.isNaN(last) ? -Infinity : last, active };
}

function stateOf(progress: Progress, before: Progress): Partial<AlertState> {
  const date = (at: number | null) => (at === null ? null : new Date(at));
  return {
    badSince: date(progress.badSince), goodSince: date(progress.goodSince), worst: progress.worst, worstAt: date(progress.worstAt), clearedAt: date(progress.clearedAt),
    ...(Number.isFinite(progress.lastAt) && progress.lastAt !== before.lastAt ? { lastAt: new Date(progress.lastAt) } : {}),
  };
}
