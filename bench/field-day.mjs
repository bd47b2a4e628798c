// A day of field work as a provider has it: technicians at home around a city, skills with levels, lunch, two-hour windows, priorities.
// Sized so that a good plan of 300 jobs and 46 technicians drives about 40 hours.

const HOUR = 3_600;
/** Skills, how many technicians have them, and how many jobs need them. */
const SKILLS = [['fibre', 0.7, 0.35], ['coax', 0.6, 0.25], ['wireless', 0.35, 0.1], ['business', 0.3, 0.08]];
const LENGTHS = [1_200, 1_800, 2_400, 2_700, 3_600, 5_400];

/** Small and the same everywhere (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A problem of libs/routing; `kilometres` is the width of the region, half of the jobs lie in its towns. */
export function fieldDay({ jobs = 300, technicians = 46, seed = 1, kilometres = 42, ...rest } = {}) {
  const roll = dice(seed);
  const spread = () => (roll() + roll() + roll() - 1.5) * 6;
  const towns = Array.from({ length: 6 }, () => [roll() * kilometres, roll() * kilometres]);
  const somewhere = () => {
    const town = towns[Math.floor(roll() * towns.length)];
    return roll() < 0.5 ? [town[0] + spread(), town[1] + spread()] : [roll() * kilometres, roll() * kilometres];
  };
  const points = Array.from({ length: jobs + technicians }, somewhere);
  const places = points.length;
  const seconds = new Int32Array(places * places);
  const metres = new Int32Array(places * places);
  for (let a = 0; a < places; a++) for (let b = 0; b < places; b++) {
    if (a === b) continue;
    const km = 1.3 * Math.hypot(points[a][0] - points[b][0], points[a][1] - points[b][1]);
    metres[a * places + b] = Math.round(km * 1_000);
    seconds[a * places + b] = Math.round(60 + (Math.min(km, 5) / 30 + Math.max(0, km - 5) / 70) * HOUR * (0.95 + 0.1 * roll()));
  }
  const skilled = (share) => Object.fromEntries(SKILLS.filter((skill) => roll() < share(skill)).map(([name]) => [name, 1 + Math.floor(roll() * 3)]));
  const crewOf = Array.from({ length: technicians }, (_, i) => {
    const from = (7.5 + Math.floor(roll() * 3) * 0.5) * HOUR;
    return { id: `t${i}`, skills: skilled(([, has]) => has), shifts: [{ from, to: from + 8.5 * HOUR, start: jobs + i, lunch: { from: 11.5 * HOUR, to: 13.5 * HOUR, seconds: 1_800 } }] };
  });
  const able = (skills) => crewOf.filter((t) => Object.entries(skills).every(([name, level]) => (t.skills[name] ?? 0) >= level)).length;
  return {
    travel: { places, slices: [{ from: 0, seconds }], metres },
    technicians: crewOf,
    jobs: Array.from({ length: jobs }, (_, i) => {
      let skills = skilled(([, , needs]) => needs);
      if (able(skills) < 4) skills = {};
      const opens = (8 + Math.floor(roll() * 4) * 2) * HOUR;
      return {
        id: `j${i}`, place: i, seconds: LENGTHS[Math.floor(roll() * LENGTHS.length)], skills, priority: [0, 1, 1, 1, 2, 3][Math.floor(roll() * 6)],
        windows: [roll() < 0.75 ? { from: opens, to: opens + 2 * HOUR } : { from: 8 * HOUR, to: 16 * HOUR }],
      };
    }),
    ...rest,
  };
}
