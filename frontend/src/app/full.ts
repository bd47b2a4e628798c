import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app';
import { appConfig } from './app.config';
import { addIcons } from './ui/icons';
import { MORE_ICONS } from './ui/more-icons';

/** Starts the whole app: router, areas, data layer. */
export function startFull(): void {
  addIcons(MORE_ICONS);
  bootstrapApplication(App, appConfig).catch((error: unknown) => console.error(error));
}
