import { newId } from '../ids.mjs';
import { listOf } from '../api/lists.mjs';
import { badRequest, noSuch } from '../api/refusal.mjs';
import { found, metadataOf } from './rules.mjs';

const PLAIN = ['description', 'email', 'name', 'phone', 'preferred_locales', 'tax_exempt', 'balance'];

/** What the API can do with customers. */
export const customerOperations = {
  'Customers.create': (world, { params }) => {
    if (params.email && !params.email.includes('@')) {
      throw badRequest(`Invalid email address: ${params.email}`, { param: 'email', code: 'email_invalid' });
    }
    const customer = changed(blank(world), params);
    world.store.put('customers', customer);
    world.emit('customer.created', customer);
    return customer;
  },
  'Customers.retrieve': (world, { ids }) => found(world, 'customers', 'customer', ids.id),
  'Customers.update': (world, { ids, params }) => {
    const customer = living(world, ids.id);
    changed(customer, params);
    world.store.put('customers', customer);
    world.emit('customer.updated', customer);
    return customer;
  },
  'Customers.del': (world, { ids }) => {
    const customer = living(world, ids.id);
    world.emit('customer.deleted', customer);
    return world.store.put('customers', { id: customer.id, object: 'customer', deleted: true });
  },
  'Customers.list': (world, { params }) =>
    listOf(
      world.store.all('customers').filter((row) => !row.deleted),
      params,
      {
        url: '/v1/customers',
        kind: 'customer',
        filters: ['email'],
      },
    ),
  'Customers.listPaymentMethods': (world, { ids, params }) => {
    living(world, ids.id);
    const rows = world.store.all('payment_methods').filter((row) => row.customer === ids.id);
    return listOf(rows, params, { url: `/v1/customers/${ids.id}/payment_methods`, kind: 'PaymentMethod', filters: ['type'] });
  },
  'Customers.retrievePaymentMethod': (world, { ids }) => {
    const method = found(world, 'payment_methods', 'PaymentMethod', ids.id);
    if (method.customer !== ids.customerId) throw noSuch('PaymentMethod', ids.id);
    return method;
  },
};

function living(world, id) {
  const customer = found(world, 'customers', 'customer', id);
  if (customer.deleted) throw noSuch('customer', id);
  return customer;
}

/** A customer of whom nothing is known yet. */
export function blank(world) {
  return {
    id: newId('cus_', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: world.now(),
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: null,
    email: null,
    invoice_prefix: newId('', 8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

function changed(customer, params) {
  for (const field of PLAIN) if (params[field] !== undefined) customer[field] = params[field] === '' ? null : params[field];
  if (params.address !== undefined) customer.address = addressFrom(params.address);
  if (params.shipping !== undefined) customer.shipping = params.shipping || null;
  Object.assign(customer.invoice_settings, params.invoice_settings);
  customer.metadata = metadataOf(params.metadata, customer.metadata);
  return customer;
}

/** An address with every field that an answer names. */
export function addressFrom(given) {
  if (!given) return null;
  return { city: null, country: null, line1: null, line2: null, postal_code: null, state: null, ...given };
}
