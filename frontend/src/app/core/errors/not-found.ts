import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { EmptyState } from '../../ui/empty-state';
import { homeOf, Session } from '../session/session';

/** No page has this address. */
@Component({
  selector: 'app-not-found',
  imports: [EmptyState, RouterLink, TranslocoPipe],
  template: `
    <main class="page">
      <app-empty-state icon="search" [heading]="'notFound.title' | transloco" level="h1">
        <p>{{ 'notFound.text' | transloco }}</p>
        <a class="button primary" [routerLink]="home">{{ 'notFound.home' | transloco }}</a>
      </app-empty-state>
    </main>
  `,
})
export class NotFound {
  protected readonly home = homeOf(inject(Session).facts()?.kind ?? 'customer');
}
