import { STAFF_ROLES } from '@demarc/permissions';
import { Role, StaffUser } from '../auth/auth.entity.js';
import { Language } from '../tenancy/tenant.entity.js';

/** Opens every staff account of the demo; a production server has no demo. */
export const DEMO_PASSWORD = 'fibre-boreale-2026';
/** With this key equipment posts samples to the demo. */
export const DEMO_DEVICE_KEY = 'demo-device-key-fibre-boreale';

const STAFF = [
  ['direction@demo.example', 'Geneviève Lapointe', 'owner'],
  ['dispatch@demo.example', 'Marc-André Côté', 'dispatcher'],
  ['facturation@demo.example', 'Josée Thibault', 'billing'],
  ['soutien@demo.example', 'Olivier Nadeau', 'support'],
  ['soutien2@demo.example', 'Amélie Bergeron', 'support'],
] as const;

export const demoStaff = (passwordHash: string): StaffUser[] => STAFF.map(([email, name, role]) => Object.assign(new StaffUser(), { email, name, role, language: Language.FR, active: true, passwordHash }));

export const demoRoles = (): Role[] => Object.entries(STAFF_ROLES).map(([name, permissions]) => Object.assign(new Role(), { name, permissions: [...permissions] }));

/** What the sign-in page offers: the three sides of the story, then the rest of the office. */
export const SIGN_IN_AS = [
  { label: 'Marc-André Côté · répartition', identifier: 'dispatch@demo.example', password: DEMO_PASSWORD },
  { label: 'Geneviève Lapointe · direction', identifier: 'direction@demo.example', password: DEMO_PASSWORD },
  { label: 'Nathalie Tremblay · cliente', identifier: 'nathalie.tremblay@example.com' },
  { label: 'Chloé Gagnon · technicienne', identifier: 'technicien1@demo.example' },
  { label: 'Josée Thibault · facturation', identifier: 'facturation@demo.example', password: DEMO_PASSWORD },
  { label: 'Olivier Nadeau · soutien', identifier: 'soutien@demo.example', password: DEMO_PASSWORD },
];
