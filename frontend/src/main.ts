import { VIEWING } from './app/core/http/viewing';
import { takeLinkToken } from './app/core/session/link-token';
import { keepOffline } from './app/core/pwa/keep-offline';
import { allowKnownText } from './app/core/pwa/trusted-types';
import { homeOf, knownSession } from './app/core/session/session';
import { applyStoredTheme } from './app/core/theme/theme';
import { startLight } from './app/light/light';
import { doorTo, lightPage } from './app/light/light-page';

takeLinkToken(location, history); // first of all: a secret must not stay in the address bar, the history or a referrer
if (location.search === '?paiement') history.replaceState(null, '', `${location.pathname}${location.hash}`); // was for the server, which sent this page's scripts along
applyStoredTheme();
allowKnownText();
keepOffline();

// A link that is pasted into a tab where the app is open changes the address without loading the page: load it, so that it is taken as above.
addEventListener('hashchange', () => {
  if (/[?&]token=/.test(location.hash)) location.reload();
});

// A look at a customer's portal is over: back to the office, whose own tabs never left it.
if (VIEWING && !knownSession()) location.replace('/#/ops/customers');

// The icon on the home screen leads everybody to the same address: whoever is known begins in their own area, without a detour over the portal.
if (/^(?:#\/?)?$/.test(location.hash)) {
  const home = homeOf(knownSession()?.kind ?? 'customer');
  if (home !== '/') history.replaceState(null, '', `#${home}`);
}

// Somebody who is not signed in is shown the door at once, and not the app that would lead there.
const door = knownSession() ? undefined : doorTo(location.hash);
if (door) history.replaceState(null, '', door);

/** Whoever is signed in needs their area too: asked for at once, it arrives with the app and not after it. */
const area = () => (/^#\/ops/.test(location.hash) ? import('./app/ops/ops.routes') : /^#\/j(\/|$)/.test(location.hash) ? import('./app/tech/tech.routes') : import('./app/portal/portal.routes'));

/** Most first visits are to sign in or to come back from paying, on a phone: those pages need a third of the code. */
const full = async () => (await Promise.all([import('./app/full'), area()]))[0].startFull;
const started = lightPage(location.hash) ? startLight(full) : full().then((start) => start());
started.catch((error: unknown) => console.error(error));
