import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app';
import { appConfig } from './app.config';

/** Starts the whole app: router, areas, data layer. */
export function startFull(): void {
  bootstrapApplication(App, appConfig).catch((error: unknown) => console.error(error));
}
