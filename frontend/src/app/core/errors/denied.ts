import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { EmptyState } from '../../ui/empty-state';
import { homeOf, Session } from '../session/session';

/** The person is signed in, but may not see this page. */
@Component({
  selector: 'app-denied',
  imports: [EmptyState, RouterLink, TranslocoPipe],
  template: `
    <main class="page">
      <app-empty-state icon="lock" [heading]="'denied.title' | transloco" level="h1">
        <p>{{ 'denied.text' | transloco }}</p>
        <a class="button primary" [routerLink]="home">{{ 'denied.home' | transloco }}</a>
      </app-empty-state>
    </main>
  `,
})
export class Denied {
  protected readonly home = homeOf(inject(Session).facts()?.kind ?? 'customer');
}
