/** How each test card number behaves; the numbers are those of Stripe's own test mode. */
const CARDS = {
  4242424242424242: { outcome: 'success' },
  4000001240000000: { outcome: 'success', country: 'CA' },
  5555555555554444: { outcome: 'success', brand: 'mastercard' },
  378282246310005: { outcome: 'success', brand: 'amex' },
  4000002500003155: { outcome: 'authenticate_once' },
  4000002760003184: { outcome: 'authenticate_always' },
  4000000000000341: { outcome: 'generic_decline', saves: true },
  4000000000000002: { outcome: 'generic_decline' },
  4000000000009995: { outcome: 'insufficient_funds' },
  4000000000009987: { outcome: 'lost_card' },
  4000000000009979: { outcome: 'stolen_card' },
  4000000000000069: { outcome: 'expired_card' },
  4000000000000127: { outcome: 'incorrect_cvc' },
  4000000000000119: { outcome: 'processing_error' },
};

/** The payment method ids that need not be made first, and what each stands for. */
const READY_MADE = {
  pm_card_visa: { number: '4242424242424242' },
  pm_card_ca: { number: '4000001240000000' },
  pm_card_mastercard: { number: '5555555555554444' },
  pm_card_amex: { number: '378282246310005' },
  pm_card_authenticationRequiredOnSetup: { number: '4000002500003155' },
  pm_card_authenticationRequired: { number: '4000002760003184' },
  pm_card_chargeCustomerFail: { number: '4000000000000341' },
  pm_card_chargeDeclined: { number: '4000000000000002' },
  pm_card_chargeDeclinedInsufficientFunds: { number: '4000000000009995' },
  pm_card_chargeDeclinedLostCard: { number: '4000000000009987' },
  pm_card_chargeDeclinedStolenCard: { number: '4000000000009979' },
  pm_card_chargeDeclinedExpiredCard: { number: '4000000000000069' },
  pm_card_chargeDeclinedIncorrectCvc: { number: '4000000000000127' },
  pm_card_chargeDeclinedProcessingError: { number: '4000000000000119' },
  pm_acssDebit_success: { account: '000123456789' },
  pm_acssDebit_insufficientFunds: { account: '000222222227' },
};

const DECLINES = {
  generic_decline: ['card_declined', 'Your card was declined.'],
  insufficient_funds: ['card_declined', 'Your card has insufficient funds.'],
  lost_card: ['card_declined', 'Your card was declined.'],
  stolen_card: ['card_declined', 'Your card was declined.'],
  expired_card: ['expired_card', 'Your card has expired.'],
  incorrect_cvc: ['incorrect_cvc', "Your card's security code is incorrect."],
  processing_error: ['processing_error', 'An error occurred while processing your card. Try again in a little bit.'],
  authentication_required: ['authentication_required', 'Your card was declined. This transaction requires authentication.'],
};

/** What a ready-made id stands for, or undefined. */
export function readyMade(id) {
  return Object.hasOwn(READY_MADE, id) ? READY_MADE[id] : undefined;
}

/** What is known of a card number; undefined for a number that is no test card. */
export function testCard(number) {
  const known = Object.hasOwn(CARDS, number) ? CARDS[number] : undefined;
  return known && { brand: 'visa', country: 'US', ...known, number, last4: number.slice(-4) };
}

/** The outcomes a card can be given. */
export function isOutcome(outcome) {
  return outcome in DECLINES || ['success', 'authenticate_once', 'authenticate_always'].includes(outcome);
}

/** The code, decline code and sentence of a decline. */
export function declineOf(outcome) {
  const [code, message] = DECLINES[outcome];
  const declined = code === 'card_declined' || code === 'authentication_required';
  return { code, message, ...(declined && { decline_code: outcome }) };
}

/** Whether a debit from this Canadian account clears. */
export function debitClears(account) {
  return account !== '000222222227';
}
