const browsers: readonly (readonly [RegExp, string])[] = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Firefox\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari']];
const systems: readonly (readonly [RegExp, string])[] = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X/, 'Mac'], [/Linux|X11/, 'Linux']];

/** `Firefox · Windows` from what a browser says about itself, so that a person recognises their own devices. */
export function deviceName(userAgent: string | undefined): string {
  const text = userAgent ?? '';
  const found = [browsers, systems].map((list) => list.find(([pattern]) => pattern.test(text))?.[1]).filter(Boolean);
  return found.join(' · ');
}
