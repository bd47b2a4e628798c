import type { MORE_ICONS } from './more-icons';

/** The drawings of the light pages, on a 24 × 24 grid with a round 1.75 stroke, one path each; the app adds its own as it starts. */
const FIRST_ICONS = {
  phone: 'M6 3.5h3l1.6 4.4-2 1.7a11.5 11.5 0 0 0 5.8 5.8l1.7-2 4.4 1.6v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4 5.7a2 2 0 0 1 2-2.2z',
  alert: 'M12 4.2 21 19.5H3zM12 10v4.2M12 16.8v.2',
  info: 'M12 3.8a8.2 8.2 0 1 1 0 16.4 8.2 8.2 0 0 1 0-16.4zM12 11.2v5M12 7.9v.2',
  check: 'm5 12.8 4.4 4.4L19 7.5',
  x: 'm6 6 12 12M18 6 6 18',
  'chevron-right': 'm9.5 6 6 6-6 6',
  'arrow-left': 'M20 12H4.5M11 5.5 4.5 12l6.5 6.5',
  sun: 'M12 7.8a4.2 4.2 0 1 1 0 8.4 4.2 4.2 0 0 1 0-8.4zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4',
  moon: 'M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z',
  monitor: 'M4.5 5h15A1.5 1.5 0 0 1 21 6.5v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 14.5v-8A1.5 1.5 0 0 1 4.5 5zM12 16v3.5M8 19.5h8',
  sync: 'M19.5 11A7.6 7.6 0 0 0 6 6.9L4.5 8.5M4.5 4.5v4h4M4.5 13A7.6 7.6 0 0 0 18 17.1l1.5-1.6M19.5 19.5v-4h-4',
  'wifi-off': 'm4 4 16 16M3 9.5a13 13 0 0 1 4.2-2.7M11 5.8a13 13 0 0 1 10 3.7M6 13a8.6 8.6 0 0 1 4-2.3M15.3 11.4A8.6 8.6 0 0 1 18 13M9 16.3a4.3 4.3 0 0 1 5-.8M12 19.3v.2',
  clock: 'M12 3.8a8.2 8.2 0 1 1 0 16.4 8.2 8.2 0 0 1 0-16.4zM12 7.5V12l3 2',
  mail: 'M5 5.500h14A1.5 1.5 0 0 1 20.5 7v10a1.5 1.5 0 0 1-1.5 1.500H5A1.5 1.5 0 0 1 3.5 17V7A1.5 1.5 0 0 1 5 5.500zM4 7l8 6 8-6',
  card: 'M5 5.500h14A1.5 1.5 0 0 1 20.5 7v10a1.5 1.5 0 0 1-1.5 1.500H5A1.5 1.5 0 0 1 3.5 17V7A1.5 1.5 0 0 1 5 5.500zM3.5 10h17M7 15h3',
  undo: 'M8.5 5.5 4.5 9.500l4 4M4.5 9.500H14a5 5 0 0 1 0 10h-4',
  copy: 'M9 8.500h9.500A1.5 1.5 0 0 1 20 10v9.500a1.5 1.5 0 0 1-1.5 1.500H9A1.5 1.5 0 0 1 7.5 19.500V10A1.5 1.5 0 0 1 9 8.500zM16 5.500v-.500A1.5 1.5 0 0 0 14.5 3.500H5.500A1.5 1.5 0 0 0 4 5v9.500A1.5 1.5 0 0 0 5.5 16',
  lock: 'M6.5 10.500h11A1.5 1.5 0 0 1 19 12v7a1.5 1.5 0 0 1-1.5 1.500h-11A1.5 1.5 0 0 1 5 19v-7a1.5 1.5 0 0 1 1.5-1.500zM8 10.500V8a4 4 0 0 1 8 0v2.5',
  eye: 'M2.5 12c4.5-8 14.5-8 19 0-4.5 8-14.5 8-19 0zM12 9.200a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.600z',
} as const;

export type IconName = keyof typeof FIRST_ICONS | keyof typeof MORE_ICONS;

const drawings: Partial<Record<IconName, string>> = { ...FIRST_ICONS };

/** Adds the drawings that light pages do without. */
export function addIcons(more: typeof MORE_ICONS): void {
  Object.assign(drawings, more);
}

/** The path of an icon. */
export function drawingOf(name: IconName): string | undefined {
  return drawings[name];
}
