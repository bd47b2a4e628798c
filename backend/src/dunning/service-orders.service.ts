import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { systemActor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { Work } from '../platform/queue/queue.js';
import { DunningService, SWITCH } from './dunning.service.js';
import { ServiceOrder, ServiceOrderStatus, ServiceState } from './dunning.entity.js';
import { ServiceSwitched } from './dunning.events.js';
import { ServiceSwitch } from './service-switch.js';

/** Has orders carried out by the equipment, always the latest of a customer, and reads back whether it is so. */
@Injectable()
export class ServiceOrdersService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly dunning: DunningService,
    private readonly equipment: ServiceSwitch,
  ) {}

  /** Until the equipment says what the latest order wants; an order that came meanwhile is carried out as well. Throws, to be asked again, when it does not. */
  @Work(SWITCH, { retryLimit: 40, retryDelay: 3 })
  async carryOut({ tenantId, customerId }: { tenantId: string; customerId: string }): Promise<void> {
    for (let order = await this.latest(tenantId, customerId); order && order.status !== ServiceOrderStatus.CONFIRMED; order = await this.latest(tenantId, customerId)) {
      // Whoever has paid since is restored first, and never cut off.
      if (order.wanted === ServiceState.OFF && (await this.dunning.review(tenantId, customerId)).length) continue;
      const seen = await this.turned(tenantId, order);
      if (seen !== order.wanted) throw new Error(`The equipment says ${seen} for an order of ${order.wanted}`);
      await this.confirm(tenantId, order);
    }
  }

  private async turned(tenantId: string, order: ServiceOrder): Promise<ServiceState> {
    try {
      await this.equipment.turn({ id: order.id, tenantId, customerId: order.customerId, wanted: order.wanted });
      return await this.equipment.read(tenantId, order.customerId);
    } catch (error) {
      await this.db.tx(systemActor(tenantId), () => this.db.repo(ServiceOrder).update(order.id, { failure: error instanceof Error ? error.message : 'The equipment did not answer' }));
      throw error;
    }
  }

  private async confirm(tenantId: string, { id, customerId, wanted }: ServiceOrder): Promise<void> {
    await this.db.tx(systemActor(tenantId), async () => {
      await this.db.repo(ServiceOrder).update(id, { status: ServiceOrderStatus.CONFIRMED, confirmedAt: this.clock.now(), failure: null });
      await this.db.repo(ServiceOrder).update({ customerId, id: LessThan(id), status: ServiceOrderStatus.ASKED }, { status: ServiceOrderStatus.SUPERSEDED });
      await this.events.emit(new ServiceSwitched(id, customerId, wanted));
    });
  }

  private latest(tenantId: string, customerId: string): Promise<ServiceOrder | null> {
    return this.db.tx(systemActor(tenantId), () => this.db.repo(ServiceOrder).findOne({ where: { customerId }, order: { id: 'DESC' } }));
  }
}
