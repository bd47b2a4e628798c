import { Injectable } from '@nestjs/common';
import { systemActor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { ServiceState, SwitchedService } from './dunning.entity.js';

/** What is to become of a customer's service. */
export interface SwitchOrder {
  readonly id: string;
  readonly tenantId: string;
  readonly customerId: string;
  readonly wanted: ServiceState;
}

/** The border to whatever cuts a service off and gives it back. The same order twice does no more than once. Throws when the equipment does not answer. */
export abstract class ServiceSwitch {
  abstract turn(order: SwitchOrder): Promise<void>;
  /** What the equipment itself says. */
  abstract read(tenantId: string, customerId: string): Promise<ServiceState>;
}

/** Without network equipment: keeps what it was asked, and reads that back. */
@Injectable()
export class RecordedSwitch extends ServiceSwitch {
  constructor(private readonly db: Db) {
    super();
  }

  async turn({ id, tenantId, customerId, wanted }: SwitchOrder): Promise<void> {
    await this.db.tx(systemActor(tenantId), () => this.db.query('insert into switched_service (customer_id, state, order_id) values ($1, $2, $3) on conflict (order_id) do nothing', [customerId, wanted, id]));
  }

  async read(tenantId: string, customerId: string): Promise<ServiceState> {
    const last = await this.db.tx(systemActor(tenantId), () => this.db.repo(SwitchedService).findOne({ where: { customerId }, order: { id: 'DESC' } }));
    return last?.state ?? ServiceState.ON;
  }
}
