import { isDevMode } from '@angular/core';
import { VIEWING } from '../http/viewing';

/** How long the first visit has the network for itself. */
const AFTER = 2_500;

/** Installs the service worker that keeps the app's files for use without network. Not while developing. */
export function keepOffline(): void {
  const workers = navigator.serviceWorker;
  if (isDevMode() || VIEWING || !workers) return;
  // A worker that takes over starts to fetch the files only when told.
  workers.addEventListener('controllerchange', () => workers.controller?.postMessage({ action: 'INITIALIZE' }));
  const register = () => setTimeout(() => workers.register('ngsw-worker.js').catch((error: unknown) => console.error(error)), AFTER);
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
}
