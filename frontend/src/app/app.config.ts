import {
  type ApplicationConfig,
  ErrorHandler,
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

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    provideZonelessChangeDetection(),
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
    { provide: TitleStrategy, useExisting: PageTitle },
  ],
};
