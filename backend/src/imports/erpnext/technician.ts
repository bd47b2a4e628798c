import { isPlace } from '@demarc/geo';
import { number, rows, text, type Doc } from './document.js';
import type { Mapping } from './mapping.js';

const COLOURS = ['#0b6e4f', '#3b6fd4', '#b4540a', '#8e3bb8', '#c22f4e', '#00788a', '#6b7a12', '#5a5fc7', '#a13d7a', '#4a6b8a'] as const;

/** Skills as tags with a level from 1 to 5. */
export const skillsOf = (doc: Doc): string => JSON.stringify(rows(doc, 'tags').map((tag) => ({ name: text(tag, 'tag'), level: Math.min(5, Math.max(1, Math.round(number(tag, 'skill_level') ?? 1))) })));

/** Minutes after midnight of `HH:MM:SS`. */
const minutesOf = (time: string, fallback: number): number => (/^\d{1,2}:\d{2}/.test(time) ? Number(time.split(':')[0]) * 60 + Number(time.split(':')[1]) : fallback);

/** A Dispatch Technician becomes a technician with skills, home and shift. */
export const technician: Mapping = {
  doctype: 'Dispatch Technician',
  map: (doc, context) => {
    const name = text(doc, 'name');
    const [lat, lon] = [number(doc, 'home_latitude'), number(doc, 'home_longitude')];
    const known = isPlace(lat, lon);
    const colour = COLOURS[[...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS.length]!;
    const values = {
      id: context.take('Dispatch Technician', name), name: text(doc, 'full_name') || name, phone: text(doc, 'phone') || null, email: text(doc, 'email').toLowerCase() || null, skills: skillsOf(doc),
      home_lat: known ? lat : null, home_lon: known ? lon : null, shift_start: minutesOf(text(doc, 'shift_start'), 480), shift_end: minutesOf(text(doc, 'shift_end'), 990), colour, source_id: name,
    };
    return { rows: [{ table: 'technician', values }], remarks: [] };
  },
};

/** A Dispatch Tag is a skill's name; it lives on through the technicians and jobs that carry it. */
export const tag: Mapping = { doctype: 'Dispatch Tag', map: () => ({ rows: [], remarks: [] }) };
