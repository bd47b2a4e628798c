import { newId } from '../ids.mjs';
import { listOf } from '../api/lists.mjs';
import { badRequest } from '../api/refusal.mjs';
import { addressOf, found, metadataOf } from './rules.mjs';

/** What the API can do with events, webhook endpoints, disputes and the billing portal. */
export const otherOperations = {
  'Events.retrieve': (world, { ids }) => found(world, 'events', 'event', ids.id),
  'Events.list': (world, { params }) => {
    const wanted = params.types ?? (params.type && [params.type]);
    const rows = world.store.all('events').filter((row) => !wanted || wanted.some((type) => typeMatches(type, row.type)));
    return listOf(rows, params, { url: '/v1/events', kind: 'event' });
  },
  'WebhookEndpoints.create': (world, { params }) => {
    const endpoint = {
      id: newId('we_'),
      object: 'webhook_endpoint',
      api_version: params.api_version ?? world.version,
      application: null,
      created: world.now(),
      description: params.description ?? null,
      enabled_events: params.enabled_events,
      livemode: false,
      metadata: metadataOf(params.metadata),
      status: 'enabled',
      url: addressOf(params.url, 'url'),
    };
    const secret = newId('whsec_', 32);
    world.store.put('endpoint_secrets', { id: endpoint.id, secret });
    world.store.put('webhook_endpoints', endpoint);
    return { ...endpoint, secret };
  },
  'WebhookEndpoints.retrieve': (world, { ids }) => found(world, 'webhook_endpoints', 'webhook endpoint', ids.id),
  'WebhookEndpoints.list': (world, { params }) =>
    listOf(world.store.all('webhook_endpoints'), params, { url: '/v1/webhook_endpoints', kind: 'webhook_endpoint' }),
  'WebhookEndpoints.del': (world, { ids }) => {
    found(world, 'webhook_endpoints', 'webhook endpoint', ids.id);
    world.store.remove('webhook_endpoints', ids.id);
    return { id: ids.id, object: 'webhook_endpoint', deleted: true };
  },
  'Disputes.retrieve': (world, { ids }) => found(world, 'disputes', 'dispute', ids.id),
  'Disputes.list': (world, { params }) =>
    listOf(world.store.all('disputes'), params, { url: '/v1/disputes', kind: 'dispute', filters: ['charge', 'payment_intent'] }),
  'BillingPortal.Sessions.create': (world, { params }) => {
    if (!params.customer) throw badRequest('Missing required param: customer.', { param: 'customer', code: 'parameter_missing' });
    const customer = found(world, 'customers', 'customer', params.customer, 'customer');
    const id = newId('bps_');
    return world.store.put('portal_sessions', {
      id,
      object: 'billing_portal.session',
      configuration: 'bpc_sandboxdefault',
      created: world.now(),
      customer: customer.id,
      customer_account: null,
      flow: null,
      livemode: false,
      locale: params.locale ?? null,
      on_behalf_of: null,
      return_url: addressOf(params.return_url, 'return_url'),
      url: `${world.url}/p/session/${id}`,
    });
  },
};

/** Whether an event's type is one that was asked for; `*` at the end stands for anything. */
export function typeMatches(wanted, type) {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : wanted === type;
}

/** A cardholder contests a charge. */
export function openDispute(world, charge, reason = 'fraudulent') {
  const dispute = {
    id: newId('dp_'),
    object: 'dispute',
    amount: charge.amount - charge.amount_refunded,
    balance_transactions: [],
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {},
    evidence_details: {
      due_by: world.now() + 7 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status: 'needs_response',
  };
  charge.disputed = true;
  world.store.put('charges', charge);
  world.store.put('disputes', dispute);
  world.emit('charge.dispute.created', dispute);
  return dispute;
}

/** The bank decides a dispute. */
export function closeDispute(world, dispute, status) {
  dispute.status = status;
  world.store.put('disputes', dispute);
  world.emit('charge.dispute.closed', dispute);
  return dispute;
}
