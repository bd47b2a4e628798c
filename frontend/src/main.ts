import { takeLinkToken } from './app/core/session/link-token';
import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './app/app';
import { appConfig } from './app/app.config';
import { applyStoredTheme } from './app/core/theme/theme';

takeLinkToken(location, history); // first of all: a secret must not stay in the address bar, the history or a referrer
applyStoredTheme();
bootstrapApplication(App, appConfig).catch((error: unknown) => console.error(error));
