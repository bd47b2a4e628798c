import {
  type ApplicationConfig,
  ErrorHandler,
  inject,
  isDevMode,
  provideBrowserGlobalErrorListeners,
  provideZonelessChangeDetection,
} from '@angular/core';
import { provideRouter, TitleStrategy, withComponentInputBinding, withHashLocation, withInMemoryScrolling } from '@angular/router';
import { provideTransloco, TRANSLOCO_LOADER } from '@jsverse/transloco';
import { routes } from './app.routes';
import { ErrorReporter } from './core/errors/error-reporter';
import { PageTitle } from './core/i18n/page-title';
import { Texts } from './core/i18n/texts';
import { Session } from './core/session/session';
import { provideAdoptedStyles } from './core/theme/adopted-styles';
import { MAP_TILES } from './ui/map-tiles';

/** The map tiles of whoever is signed in. */
function tilesOfProvider(): () => { readonly url: string; readonly by: string } | null {
  const session = inject(Session);
  return () => session.facts()?.tenant.tiles ?? null;
}

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
    provideAdoptedStyles(),
    provideRouter(routes, withHashLocation(), withComponentInputBinding(), withInMemoryScrolling({ scrollPositionRestoration: 'enabled' })),
    provideTransloco({
      config: {
        availableLangs: ['fr', 'en'],
        defaultLang: 'fr',
        reRenderOnLangChange: true,
        prodMode: !isDevMode(),
        missingHandler: { logMissingKey: true, allowEmpty: false, useFallbackTranslation: false },
      },
      loader: Texts,
    }),
    // One and the same: the loader above would be a second instance, which knows nothing of the areas that were opened.
    { provide: TRANSLOCO_LOADER, useExisting: Texts },
    { provide: ErrorHandler, useClass: ErrorReporter },
    { provide: MAP_TILES, useFactory: tilesOfProvider },
    { provide: TitleStrategy, useExisting: PageTitle },
  ],
};
