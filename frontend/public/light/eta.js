// The page of a visit on its way: asks every 15 seconds with the secret that stands behind the `#`, which no server log ever has.
const secret = location.hash.slice(1);
for (const link of document.querySelectorAll('[data-lang]')) link.hash = location.hash;
const find = (name) => document.querySelector(`[data-eta="${name}"]`);
const face = (name) => document.querySelectorAll('[data-face]').forEach((one) => (one.hidden = one.dataset.face !== name));
/** Puts values into the sentence that the server wrote on the element: `{name} est en route`. */
function say(name, values, which = 'say') {
  const element = find(name);
  element.textContent = element.dataset[which].replace(/\{(\w+)\}/g, (_all, key) => String(values[key]));
}
function show({ title, technician, minutes, stopsBefore, near, windowStart, windowEnd, tenant }) {
  const hour = (at) => new Date(at).toLocaleTimeString(`${document.documentElement.lang}-CA`, { timeZone: tenant.timeZone, hour: 'numeric', minute: '2-digit' });
  find('title').textContent = title;
  say('comes', { name: technician });
  say('minutes', { n: minutes }, minutes ? 'say' : 'soon');
  find('about').hidden = !minutes;
  say('stops', { n: stopsBefore }, stopsBefore === 0 ? 'next' : stopsBefore === 1 ? 'one' : 'say');
  find('window').hidden = !(windowStart && windowEnd);
  if (windowStart && windowEnd) say('window', { from: hour(windowStart), to: hour(windowEnd) });
  find('near').hidden = !near;
  if (near) find('place').href = `https://www.openstreetmap.org/?mlat=${near.lat}&mlon=${near.lon}#map=14/${near.lat}/${near.lon}`;
  face('coming');
  find('live').textContent = find('live').dataset.say;
}
async function look() {
  const answer = await fetch('/eta/open', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ secret }) }).catch(() => undefined); // without a network it tries again
  if (answer?.ok) show(await answer.json());
  else if (answer?.status === 404) return face('gone');
  else if (!document.querySelector('[data-face="coming"]').hidden) find('live').textContent = find('live').dataset.broken;
  else find('wait').textContent = find('wait').dataset.broken;
  setTimeout(look, 15_000);
}
if (secret) void look();
else face('gone');
addEventListener('hashchange', () => location.reload());
