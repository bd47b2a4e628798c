import { getJson, Unexpected } from '../core/http/json';

export type PaymentState = 'paid' | 'processing' | 'open' | 'failed';

export interface PaymentFacts {
  readonly status: PaymentState;
  readonly invoiceNumber?: string;
  readonly amount?: { readonly amount: number; readonly currency: string };
}

/** What became of a payment; the page of a customer whose session is gone may ask it too. */
export async function paymentStatus(session: string): Promise<PaymentFacts> {
  const { status, body } = await getJson(`/payments/status?session=${encodeURIComponent(session)}`);
  if (status !== 200) throw new Unexpected(status);
  return body as PaymentFacts;
}

/** How long to wait before asking again while the bank decides: often at first, then every ten seconds. */
export function nextAsk(asked: number): number {
  return asked < 5 ? 1_500 : asked < 15 ? 4_000 : 10_000;
}
