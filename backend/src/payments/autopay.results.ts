import { createUnionType, ObjectType } from '@nestjs/graphql';
import { Problem } from '../platform/graphql/problem.js';
import { AutopayCharge } from './autopay.entity.js';

/** It has been charged, held or let go meanwhile. */
@ObjectType({ implements: Problem })
export class AutopayNotHeld extends Problem {
  protected readonly says = {
    fr: 'Ce paiement n’attend plus : il est déjà en cours, retenu ou libéré. La liste est à jour.',
    en: 'This payment is not waiting any more: it is under way, held or let go already. The list is up to date.',
  };
}

export const HoldAutopayResult = createUnionType({ name: 'HoldAutopayResult', types: () => [AutopayCharge, AutopayNotHeld] as const });
