import { customer } from './customer.js';
import { invoice } from './invoice.js';
import { communication, issue } from './issue.js';
import { item } from './item.js';
import { job } from './job.js';
import type { Mapping } from './mapping.js';
import { payment } from './payment.js';
import { equipment, location, subscription } from './service.js';
import { tag, technician } from './technician.js';

/** Every kind of document that is read, in the order in which each finds what it refers to. */
export const MAPPINGS: readonly Mapping[] = [item, tag, technician, customer, location, equipment, subscription, invoice, payment, issue, communication, job];
