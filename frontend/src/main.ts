import { firstFact } from './app/core/http/first-facts';
import { takeLinkToken } from './app/core/session/link-token';
import { keepOffline } from './app/core/pwa/keep-offline';
import { allowKnownText } from './app/core/pwa/trusted-types';
import { wasSignedIn } from './app/core/session/session';
import { applyStoredTheme } from './app/core/theme/theme';
import { startLight } from './app/light/light';
import { doorTo, lightPage } from './app/light/light-page';

takeLinkToken(location, history); // first of all: a secret must not stay in the address bar, the history or a referrer
applyStoredTheme();
allowKnownText();
keepOffline();

// A link that is pasted into a tab where the app is open changes the address without loading the page: load it, so that it is taken as above.
addEventListener('hashchange', () => {
  if (/[?&]token=/.test(location.hash)) location.reload();
});

// Somebody who is not signed in is shown the door at once, and not the app that would lead there.
const told = firstFact('session');
const door = told === null || (told === undefined && !wasSignedIn()) ? doorTo(location.hash) : undefined;
if (door) history.replaceState(null, '', door);

/** Most first visits are to sign in or to come back from paying, on a phone: those pages need a third of the code. */
const full = async () => (await import('./app/full')).startFull;
const started = lightPage(location.hash) ? startLight(full) : full().then((start) => start());
started.catch((error: unknown) => console.error(error));
