import { clockValue } from '../../ui/timeline/timeline-scale';
import type { DirectoryTechnicianFragment } from './technicians.generated';

/** A stretch of the week as it is typed. */
export interface Stretch {
  readonly weekday: number;
  readonly start: string;
  readonly end: string;
}

/** A technician as the form holds them: times as `HH:MM`, positions as text. */
export interface Draft {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly colour: string;
  readonly vehicle: string;
  readonly trackerId: string;
  readonly active: boolean;
  readonly homeLat: string;
  readonly homeLon: string;
  readonly shiftStart: string;
  readonly shiftEnd: string;
  readonly isWeekly: boolean;
  readonly hours: readonly Stretch[];
  readonly lunchStart: string;
  readonly lunchEnd: string;
  readonly lunchMinutes: number;
  readonly skills: readonly { readonly name: string; readonly level: number }[];
  readonly territoryIds: readonly string[];
}

const USUAL = { start: '08:00', end: '16:30' };

/** Minutes after midnight of a typed time; an end of `00:00` is the end of the day. */
export function minutesOf(time: string, isEnd = false): number {
  const [hours, minutes] = time.split(':').map(Number);
  const all = (hours || 0) * 60 + (minutes || 0);
  return isEnd && all === 0 ? 1_440 : all;
}

export function draftOf(technician?: DirectoryTechnicianFragment): Draft {
  if (!technician) return { name: '', phone: '', email: '', colour: '#3b6fd4', vehicle: '', trackerId: '', active: true, homeLat: '', homeLon: '', shiftStart: USUAL.start, shiftEnd: USUAL.end, isWeekly: false, hours: [], lunchStart: '11:30', lunchEnd: '13:00', lunchMinutes: 30, skills: [], territoryIds: [] };
  const { name, phone, email, colour, vehicle, trackerId, active, homeLat, homeLon, shiftStart, shiftEnd, hours, lunchStart, lunchEnd, lunchMinutes, skills, territoryIds } = technician;
  return {
    name, phone: phone ?? '', email: email ?? '', colour, vehicle, trackerId: trackerId ?? '', active, homeLat: homeLat === null ? '' : String(homeLat), homeLon: homeLon === null ? '' : String(homeLon), shiftStart: clockValue(shiftStart), shiftEnd: clockValue(shiftEnd),
    isWeekly: hours.length > 0, hours: hours.map(({ weekday, start, end }) => ({ weekday, start: clockValue(start), end: clockValue(end) })), lunchStart: clockValue(lunchStart), lunchEnd: clockValue(lunchEnd), lunchMinutes,
    skills: skills.map(({ name: skill, level }) => ({ name: skill, level })), territoryIds,
  };
}

/** What is sent to the server; what was left empty is left out. */
export function inputOf(draft: Draft) {
  const { name, phone, email, colour, vehicle, trackerId, active, homeLat, homeLon, lunchMinutes, territoryIds } = draft;
  const place = homeLat.trim() && homeLon.trim() ? { homeLat: Number(homeLat.replace(',', '.')), homeLon: Number(homeLon.replace(',', '.')) } : {};
  return {
    name: name.trim(), colour, vehicle: vehicle.trim(), active, phone: phone.trim(), ...(email.trim() ? { email: email.trim() } : {}), ...(trackerId.trim() ? { trackerId: trackerId.trim() } : {}), ...place,
    shiftStart: minutesOf(draft.shiftStart), shiftEnd: minutesOf(draft.shiftEnd, true), hours: draft.isWeekly ? draft.hours.map(({ weekday, start, end }) => ({ weekday, start: minutesOf(start), end: minutesOf(end, true) })) : [],
    lunchStart: minutesOf(draft.lunchStart), lunchEnd: minutesOf(draft.lunchEnd), lunchMinutes, skills: draft.skills.filter((skill) => skill.name.trim()).map(({ name: skill, level }) => ({ name: skill.trim(), level })), territoryIds: [...territoryIds],
  };
}

/** What is wrong with a draft, by field, before it is sent; the server says the same. */
export function flawsOf(draft: Draft): Readonly<Record<string, string>> {
  const { name, shiftStart, shiftEnd, hours, isWeekly, lunchStart, lunchEnd, homeLat, homeLon } = draft;
  const flaws: Record<string, string> = {};
  const number = (text: string, most: number) => text.trim() === '' || (Number.isFinite(Number(text.replace(',', '.'))) && Math.abs(Number(text.replace(',', '.'))) <= most);
  if (!name.trim()) flaws['name'] = 'isDefined';
  if (!isWeekly && minutesOf(shiftEnd, true) <= minutesOf(shiftStart)) flaws['shiftEnd'] = 'endsAfterStart';
  const week = isWeekly ? hours.map((one) => ({ weekday: one.weekday, start: minutesOf(one.start), end: minutesOf(one.end, true) })) : [];
  if (week.some(({ start, end }) => end <= start)) flaws['hours'] = 'endsAfterStart';
  else if (week.some((a, i) => week.some((b, k) => k > i && a.weekday === b.weekday && a.start < b.end && b.start < a.end))) flaws['hours'] = 'overlaps';
  if (minutesOf(lunchEnd) < minutesOf(lunchStart)) flaws['lunchEnd'] = 'endsAfterStart';
  if (draft.trackerId.trim() && !/^[\w.-]{8,60}$/.test(draft.trackerId.trim())) flaws['trackerId'] = 'matches';
  if (!number(homeLat, 90)) flaws['homeLat'] = 'isLatitude';
  if (!number(homeLon, 180)) flaws['homeLon'] = 'isLongitude';
  if (!homeLat.trim() !== !homeLon.trim()) flaws[homeLat.trim() ? 'homeLon' : 'homeLat'] = 'isDefined';
  return flaws;
}
