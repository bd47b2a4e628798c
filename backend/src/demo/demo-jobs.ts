import { distance, roughTravelSeconds, type Point } from '@demarc/geo';
import { addDays, instantOf, minuteOfDay } from '@demarc/time';
import type { ServiceLocation } from '../customers/customer.entity.js';
import { Job, JobHistory, JobKind, JobStatus, Technician, type Skill } from '../dispatch/dispatch.entity.js';
import { Priority } from '../tickets/ticket.entity.js';
import type { People } from './demo-customers.js';
import type { Seeded } from './seeded.js';
import { TERRITORY } from './territory.js';

/** The field: who works and where they go. */
export interface Field {
  readonly technicians: Technician[];
  readonly jobs: Job[];
  readonly history: JobHistory[];
}

interface Kind {
  readonly kind: JobKind;
  readonly titles: readonly string[];
  readonly minutes: readonly number[];
  readonly skills: readonly Skill[];
  readonly checklist: readonly string[];
  readonly outcomes: readonly string[];
}

const KINDS: readonly Kind[] = [
  { kind: JobKind.INSTALLATION, titles: ['Installation fibre', 'Installation fibre et télé', 'Branchement d’un nouveau client'], minutes: [60, 90], skills: [{ name: 'Fibre', level: 3 }], checklist: ['Passer la fibre jusqu’au point d’entrée', 'Mesurer la puissance optique', 'Brancher et lier l’ONT', 'Vérifier le Wi-Fi avec le client'], outcomes: ['Installé, −18,4 dBm, Wi-Fi vérifié dans toutes les pièces.', 'Service actif, client formé au portail.'] },
  { kind: JobKind.REPAIR, titles: ['Réparation : perte de signal', 'Réparation : coupures répétées', 'Connecteur à refaire', 'Vérification de la ligne'], minutes: [30, 45, 60], skills: [{ name: 'Fibre', level: 2 }], checklist: ['Mesurer la puissance optique', 'Nettoyer ou refaire le connecteur', 'Test de débit'], outcomes: ['Connecteur refait, signal stable à −19,1 dBm.', 'Courbure trop serrée derrière le meuble, corrigée.', 'Test à 940 Mbit/s, rien d’anormal de notre côté.'] },
  { kind: JobKind.SWAP, titles: ['Remplacement de l’ONT', 'Ajout d’une borne Wi-Fi'], minutes: [30, 45], skills: [], checklist: ['Scanner l’ancien appareil', 'Scanner le nouvel appareil', 'Test de débit'], outcomes: ['Appareil remplacé, ancien rapporté à l’entrepôt.', 'Borne posée à l’étage, couverture complète.'] },
  { kind: JobKind.MOVE, titles: ['Déménagement du service'], minutes: [45, 60], skills: [{ name: 'Fibre', level: 2 }], checklist: ['Débrancher à l’ancienne adresse', 'Brancher à la nouvelle', 'Vérifier le téléphone'], outcomes: ['Service transféré, même numéro de téléphone.'] },
  { kind: JobKind.MAINTENANCE, titles: ['Inspection du répartiteur', 'Émondage autour du câble'], minutes: [45, 60], skills: [{ name: 'Aérien', level: 2 }], checklist: ['Inspecter le boîtier', 'Photographier l’état'], outcomes: ['Boîtier étanche, photos au dossier.'] },
];

const TECHNICIANS = [
  ['Chloé Gagnon', '#0b6e4f', [['Fibre', 5], ['Téléphonie', 3]]], ['Mathieu Roy', '#3b6fd4', [['Fibre', 4], ['Aérien', 4]]], ['Sylvain Lavoie', '#b4540a', [['Fibre', 3], ['Cuivre', 5]]], ['Karine Beaulieu', '#8e3bb8', [['Fibre', 4], ['Commercial', 4]]],
  ['Étienne Morin', '#c22f4e', [['Fibre', 5], ['Aérien', 5], ['Nacelle', 4]]], ['Fatou Diallo', '#00788a', [['Fibre', 3], ['Téléphonie', 4]]], ['Réjean Paquette', '#6b7a12', [['Fibre', 2], ['Cuivre', 4], ['Aérien', 3]]], ['Simon Cloutier', '#5a5fc7', [['Fibre', 4], ['Commercial', 3]]],
] as const;
const HOMES = ['Saint-Jérôme', 'Prévost', 'Sainte-Sophie', 'Saint-Sauveur', 'Sainte-Adèle', 'Saint-Colomban', 'Mirabel', 'Sainte-Anne-des-Plaines'];

export interface Day {
  readonly today: string;
  readonly zone: string;
  readonly now: Date;
}

/** A day of work in minutes: from eight to half past four. */
const SHIFT = { start: 480, length: 510 };

/** When today's rounds begin: at eight, or, for who looks at the demo later in the day, so that they are half done now. */
const demoDayStart = (minuteNow: number): number => Math.max(SHIFT.start, Math.min(24 * 60 - SHIFT.length, 15 * Math.floor((minuteNow - SHIFT.length / 2) / 15)));

const demoTechnicians = (dayStart: number): Technician[] =>
  TECHNICIANS.map(([name, colour, skills], i) => {
    const home = TERRITORY.find((place) => place.name === HOMES[i])!;
    return Object.assign(new Technician(), { name, colour, skills: skills.map(([skill, level]) => ({ name: skill, level })), phone: `450-555-01${String(i + 11).padStart(2, '0')}`, vehicle: `Camion ${i + 1}`, email: `technicien${i + 1}@demo.example`, homeLat: home.lat, homeLon: home.lon, shiftStart: SHIFT.start, shiftEnd: dayStart + SHIFT.length, active: true, sourceId: null });
  });

/** Two days gone, today with 60 visits of which 9 nobody has yet, and tomorrow: each technician's round stays near home. */
export function demoField(random: Seeded, people: People, day: Day): Field {
  const dayStart = demoDayStart(minuteOfDay(day.now, day.zone));
  /** Late in the evening the second half of the rounds is still to come. */
  const lastSeen = instantOf(day.today, dayStart + SHIFT.length / 2 + 15, day.zone);
  const field: Field = { technicians: demoTechnicians(dayStart), jobs: [], history: [] };
  for (const [offset, assigned, unassigned] of [[-2, 44, 0], [-1, 48, 0], [0, 51, 9], [1, 37, 4]] as const) {
    const free = new Set(people.locations);
    const on = addDays(day.today, offset);
    const planned = offset ? { ...day, on, start: SHIFT.start } : { ...day, on, start: dayStart, now: new Date(Math.min(day.now.getTime(), lastSeen.getTime())) };
    for (const [i, technician] of field.technicians.entries()) round(field, random, free, technician, Math.floor(assigned / 8) + (i < assigned % 8 ? 1 : 0), planned);
    for (let i = 0; i < unassigned; i++) field.jobs.push(waiting(random, free, planned));
  }
  for (const [i, job] of field.jobs.entries()) job.number = `J-${String(i + 1).padStart(6, '0')}`;
  for (const job of field.jobs) field.history.push(...historyOf(job, field.technicians, day));
  return field;
}

/** A day of the plan, and the minute its rounds begin. */
interface PlannedDay extends Day {
  readonly on: string;
  readonly start: number;
}

/** One technician's day: always the nearest of a few that are left, with the way between them. */
function round(field: Field, random: Seeded, free: Set<ServiceLocation>, technician: Technician, count: number, { on, start, zone, now }: PlannedDay): void {
  let here: Point = { lat: technician.homeLat!, lon: technician.homeLon! };
  let minute = start;
  for (let i = 0; i < count; i++) {
    const location = nearest(free, here);
    free.delete(location);
    const there = { lat: location.lat!, lon: location.lon! };
    const kind = random.pick(count > 6 ? KINDS.slice(1) : KINDS);
    const length = count > 6 ? Math.min(45, random.pick(kind.minutes)) : Math.min(60, random.pick(kind.minutes));
    minute = Math.ceil((minute + (i ? roughTravelSeconds(here, there) / 60 : 0)) / 15) * 15 + (i === Math.ceil(count / 2) ? 30 : 0);
    const job = jobAt(random, kind, location, length, on);
    const startsAt = instantOf(on, minute, zone);
    Object.assign(job, { technicianId: technician.id, status: JobStatus.SCHEDULED, startsAt, endsAt: new Date(startsAt.getTime() + length * 60_000), windowStart: startsAt, windowEnd: new Date(startsAt.getTime() + 7_200_000) });
    live(random, job, kind, now);
    field.jobs.push(job);
    here = there;
    minute += length;
  }
}

function nearest(free: Set<ServiceLocation>, here: Point): ServiceLocation {
  let best: ServiceLocation | undefined;
  let least = Infinity;
  for (const location of free) {
    const far = distance(here, { lat: location.lat!, lon: location.lon! });
    if (far < least) [best, least] = [location, far];
  }
  return best!;
}

function jobAt(random: Seeded, kind: Kind, location: ServiceLocation, length: number, on: string): Job {
  return Object.assign(new Job(), {
    title: random.pick(kind.titles), kind: kind.kind, status: JobStatus.OPEN, durationMinutes: length, day: on, customerId: location.customerId, locationId: location.id,
    priority: random.pick([Priority.LOW, Priority.MEDIUM, Priority.MEDIUM, Priority.MEDIUM, Priority.HIGH]), skills: [...kind.skills], checklist: kind.checklist.map((text, i) => ({ id: `${i + 1}`, text, done: false })),
    notes: location.accessNotes, version: 1, startsAt: null, endsAt: null, windowStart: null, windowEnd: null, technicianId: null, ticketId: null, deviceId: null, enRouteAt: null, arrivedAt: null, completedAt: null, outcome: '', sourceId: null,
  });
}

/** What the clock has made of a visit: done, under way, next, or still to come. */
function live(random: Seeded, job: Job, kind: Kind, now: Date): void {
  const minutes = (from: Date, by: number) => new Date(from.getTime() + by * 60_000);
  const enRouteAt = minutes(job.startsAt!, -random.whole(9, 18));
  const arrivedAt = minutes(job.startsAt!, random.whole(-4, 6));
  const completedAt = minutes(job.endsAt!, random.whole(-9, 3));
  if (enRouteAt > now) return;
  Object.assign(job, { enRouteAt, status: JobStatus.EN_ROUTE, version: 3 });
  if (arrivedAt > now) return;
  Object.assign(job, { arrivedAt, status: JobStatus.ON_SITE, version: 4 });
  if (completedAt > now) return;
  const failed = random.chance(0.04);
  Object.assign(job, { completedAt, version: 5, status: failed ? JobStatus.COULD_NOT_COMPLETE : JobStatus.COMPLETED, outcome: failed ? 'Personne sur place, carte laissée à la porte.' : random.pick(kind.outcomes), checklist: job.checklist.map((item) => ({ ...item, done: !failed })) });
}

function waiting(random: Seeded, free: Set<ServiceLocation>, { on, start, zone }: PlannedDay): Job {
  const location = random.pick([...free]);
  free.delete(location);
  const kind = random.pick(KINDS);
  const hour = start + random.pick([0, 120, 300, 390]);
  return Object.assign(jobAt(random, kind, location, random.pick(kind.minutes), on), { windowStart: instantOf(on, hour, zone), windowEnd: instantOf(on, hour + 120, zone), priority: random.pick([Priority.MEDIUM, Priority.HIGH, Priority.URGENT]) });
}

function historyOf(job: Job, technicians: readonly Technician[], day: Day): JobHistory[] {
  const name = technicians.find(({ id }) => id === job.technicianId)?.name ?? '';
  const created = new Date(Math.min((job.startsAt ?? job.windowStart ?? day.now).getTime() - 2 * 86_400_000, day.now.getTime() - 3_600_000));
  const happened: readonly (readonly [string, string, Date | null, object?])[] = [
    ['created', 'Marc-André Côté', created],
    ['scheduled', 'Marc-André Côté', job.startsAt && new Date(created.getTime() + 600_000)],
    ['en_route', name, job.enRouteAt],
    ['arrived', name, job.arrivedAt],
    [job.status === JobStatus.COULD_NOT_COMPLETE ? 'could_not_complete' : 'completed', name, job.completedAt, { outcome: job.outcome }],
  ];
  return happened.filter(([, , at]) => at).map(([what, by, at, detail], i) => Object.assign(new JobHistory(), { jobId: job.id, customerId: job.customerId, what, by, at: at!, detail: { ...detail, version: i + 1 } }));
}
