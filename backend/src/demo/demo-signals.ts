import { createHash } from 'node:crypto';
import { AlertRule, Comparison, DeviceKey, Sample } from '../alerts/alert.entity.js';
import type { Customer } from '../customers/customer.entity.js';
import { OutgoingChannel, OutgoingMessage, OutgoingStatus } from '../messaging/outgoing-message.entity.js';
import { Language } from '../tenancy/tenant.entity.js';
import type { Ledger } from './demo-billing.js';
import type { People } from './demo-customers.js';
import { LineReading } from '../diagnostics/line-reading.entity.js';
import { LineFinding, LineMoment, LineVerdict } from '../diagnostics/line-reading.enum.js';
import { type Job, JobStatus, type Technician } from '../dispatch/dispatch.entity.js';
import { DeviceKind } from '../equipment/device.entity.js';
import { DEMO_DEVICE_KEY } from './demo-accounts.js';
import { lightOf } from './demo-lines.js';
import type { Seeded } from './seeded.js';

const STEP_MS = 300_000;
const STEPS = 48;

/** The one rule: a fibre that fades for a minute. It is over above −26 dBm, so that it does not flutter. */
export const demoRules = (): AlertRule[] => [
  Object.assign(new AlertRule(), { name: 'Puissance optique sous −27 dBm', metric: 'optical_power', comparison: Comparison.BELOW, threshold: -27, forSeconds: 60, clearThreshold: -26, clearSeconds: 60, cooldownSeconds: 300, enabled: true, opensTicket: true }),
];

export const demoDeviceKey = (): DeviceKey => Object.assign(new DeviceKey(), { name: 'Collecteur de la tête de réseau', hash: createHash('sha256').update(DEMO_DEVICE_KEY).digest('hex'), lastUsedAt: null, revokedAt: null });

/** Four hours of measurements of eight lines; the light of the second one is fading, but not yet an event. */
export function demoSamples(random: Seeded, people: People, now: Date): Sample[] {
  const samples: Sample[] = [];
  for (const [line, device] of people.devices.slice(0, 8).entries()) {
    const level = lightOf(device.serial);
    for (let step = STEPS; step > 0; step--) {
      const at = new Date(Math.floor(now.getTime() / STEP_MS - step) * STEP_MS);
      const fading = line === 1 ? -5.4 * (1 - step / STEPS) ** 2 : 0;
      const power = Math.max(level + fading + (random.next() - 0.5) * 0.3, -26.6);
      samples.push(Object.assign(new Sample(), { deviceId: device.id, metric: 'optical_power', at, value: Math.round(power * 100) / 100 }));
      samples.push(Object.assign(new Sample(), { deviceId: device.id, metric: 'latency', at, value: Math.round((6 + random.next() * 5) * 10) / 10 }));
    }
  }
  return samples;
}

/** The last messages the product wrote: captured, because a demo sends nothing. */
export function demoMessages(people: People, ledger: Ledger, publicUrl: string, now: Date): OutgoingMessage[] {
  const first = people.customers.slice(0, 6);
  const written = (customer: Customer, minutesAgo: number, more: Partial<OutgoingMessage>) =>
    Object.assign(new OutgoingMessage(), { customerId: customer.id, status: OutgoingStatus.CAPTURED, language: Language.FR, html: null, sentAt: null, failure: null, createdAt: new Date(now.getTime() - minutesAgo * 60_000), ...more });
  return first.flatMap((customer, i) => {
    const contact = people.contacts[i]!;
    const invoice = ledger.invoices.findLast((known) => known.customerId === customer.id)!;
    const amount = new Intl.NumberFormat('fr-CA', { style: 'currency', currency: 'CAD' }).format(invoice.total / 100);
    const mail = { channel: OutgoingChannel.EMAIL, recipient: contact.email!, template: 'invoice-issued', subject: `Votre facture ${invoice.number}`, text: `Bonjour ${contact.name},\n\nVotre facture ${invoice.number} de ${amount} est prête. Elle est payable d’ici le ${invoice.dueOn}.\n\n${publicUrl}/#/factures\n\nFibre Boréale` };
    const phone = people.phones.find((known) => known.customerId === customer.id);
    const sms = { channel: OutgoingChannel.SMS, recipient: phone?.number ?? '450-555-0100', template: 'visit-reminder', subject: null, text: `Fibre Boréale : votre rendez-vous est demain. Répondez à ce message pour le déplacer.` };
    return i % 2 ? [written(customer, 35 + i * 61, sms)] : [written(customer, 12 + i * 47, mail)];
  });
}

/** How the lines of visits that are done were found and left. */
export function demoReadings(random: Seeded, people: People, jobs: readonly Job[], technicians: readonly Technician[]): LineReading[] {
  const names = new Map(technicians.map(({ id, name }) => [id, name]));
  const terminals = new Map(people.devices.filter((device) => device.kind === DeviceKind.ONT && device.locationId).map((device) => [device.locationId, device]));
  return jobs.flatMap((job) => {
    const device = terminals.get(job.locationId);
    if (!device || job.status !== JobStatus.COMPLETED || !job.arrivedAt || !job.completedAt) return [];
    const found = Math.round((-25.4 - random.next() * 3) * 10) / 10;
    const left = Math.round((-18.5 - random.next() * 4) * 10) / 10;
    const reading = (moment: LineMoment, at: Date, opticalPower: number, verdict: LineVerdict, finding: LineFinding): LineReading =>
      Object.assign(new LineReading(), { deviceId: device.id, jobId: job.id, moment, verdict, findings: [finding], heardAt: at, createdAt: at, opticalPower, oltPower: opticalPower - 1.2, latency: 8, packetLoss: 0, temperature: 46, by: names.get(job.technicianId ?? '') ?? '', source: 'telemetry' });
    const bad = found < -27;
    return [reading(LineMoment.BEFORE, job.arrivedAt, found, bad ? LineVerdict.BAD : LineVerdict.WEAK, bad ? LineFinding.LIGHT_TOO_WEAK : LineFinding.LIGHT_WEAK), reading(LineMoment.AFTER, job.completedAt, left, LineVerdict.GOOD, LineFinding.ALL_WELL)];
  });
}
