import { createUnionType, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { Order } from './order.entity.js';

/** What has begun, or is being installed, is ended on the customer's page. */
@ObjectType({ implements: () => Problem })
export class OrderUnderWay extends Problem {
  protected readonly says = { fr: 'L’installation a commencé ou est faite : mettez fin aux services depuis la fiche du client.', en: 'The installation has begun or is done: end the services on the customer’s page.' };
}

export const CancelOrderResult = createUnionType({ name: 'CancelOrderResult', types: () => [Order, OrderUnderWay] as const });
