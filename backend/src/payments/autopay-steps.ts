import type { ChargeClaim } from './autopay-verdict.js';

/** What to ask the processor for; the id is the key under which it does so once. */
export interface ChargeOrder {
  readonly id: string;
  readonly tenantId: string;
  readonly customerId: string;
  readonly stripeCustomerId: string;
  readonly stripeMethodId: string;
  readonly amount: number;
  readonly currency: string;
  readonly claimedAt: Date;
  /** Whether it may have been asked for before, by a worker that died since. */
  readonly again: boolean;
}

/** What an attempt needs of the world; each is a commit of ours or a call to the processor, and may be the last thing a worker does. */
export interface ChargePorts {
  /** Writes down that the money is asked for now; answers null when it is not to be, and `pages` while the customer has a payment page open. */
  begin(): Promise<ChargeOrder | 'pages' | null>;
  /** Closes the customer's payment pages; false when one is being paid. */
  closePages(): Promise<boolean>;
  /** Leaves the attempt alone because the customer is paying. */
  skip(): Promise<void>;
  /** What the processor has of an attempt that may have been asked for before; null when nothing. */
  find(order: ChargeOrder): Promise<ChargeClaim | null>;
  ask(order: ChargeOrder): Promise<ChargeClaim>;
  /** Takes in what the processor said. */
  keep(claim: ChargeClaim): Promise<unknown>;
}

const TRIES = 3;

/** One attempt from end to end. Run again from the start after any crash, it charges once and forgets nothing. */
export async function chargeOnce(ports: ChargePorts): Promise<void> {
  let order = await ports.begin();
  for (let tries = 0; order === 'pages'; tries++) {
    if (tries === TRIES || !(await ports.closePages())) return ports.skip();
    order = await ports.begin();
  }
  if (!order) return;
  const known = order.again ? await ports.find(order) : null;
  await ports.keep(known ?? (await ports.ask(order)));
}
