import type { Template } from './letters.js';

/** Letters somebody waits for at this moment, or that are of use at no other: they leave at any hour. */
const URGENT: ReadonlySet<Template> = new Set<Template>(['sign-in-link', 'sign-in-code', 'reach-code', 'reach-changed', 'staff-invitation', 'password-invitation', 'password-reset', 'message', 'sms-answer', 'ticket-reply', 'job-on-the-way', 'payment-link']);

/** Whether a letter leaves at any hour. */
export const isUrgent = (template: string): boolean => (URGENT as ReadonlySet<string>).has(template);
