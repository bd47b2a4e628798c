import { Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { ClockPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { Skeleton } from '../../ui/skeleton';
import { PortalOrdersDocument } from './orders-page.generated';

/** What the customer ordered, where each order stands, and when somebody comes for it. */
@Component({
  selector: 'app-portal-orders',
  imports: [ClockPipe, EmptyState, Icon, MoneyPipe, RouterLink, Skeleton, TranslocoPipe, WhenPipe],
  template: `
    <div class="page">
      <header>
        <div>
          <h1>{{ 'portal.orders.title' | transloco }}</h1>
          <p>{{ 'portal.orders.lead' | transloco }}</p>
        </div>
        <a class="button" href="#/catalogue"><app-icon name="plus" />{{ 'portal.dashboard.addService' | transloco }}</a>
      </header>
      @if (answer.data()) {
        @for (order of orders(); track order.id) {
          <article class="card" [attr.aria-labelledby]="order.id">
            <header>
              <h2 [id]="order.id">{{ order.number }}</h2>
              <span class="chip" [class]="order.status === 'ACTIVE' ? 'good' : order.status === 'PLACED' ? 'info' : 'plain'">{{ 'portal.orders.is.' + order.status | transloco }}</span>
            </header>
            <div class="body stack">
              <ul>
                @for (line of order.lines; track line.itemId) {
                  <li><span>{{ line.quantity > 1 ? line.quantity + ' × ' : '' }}{{ line.name }}</span><span class="number">{{ { amount: line.price, currency: order.monthlyTotal.currency } | money }}</span></li>
                }
              </ul>
              @if (order.status === 'PLACED' && order.comesFrom && order.comesUntil) {
                <p class="when"><app-icon name="calendar" /><span><strong>{{ order.comesFrom | when: 'weekday' }}</strong><br />{{ 'portal.visits.between' | transloco: { from: (order.comesFrom | clock), to: (order.comesUntil | clock) } }}</span></p>
                <p><a class="button small" routerLink="/rendez-vous">{{ 'portal.dashboard.visits' | transloco }}</a></p>
              }
              <p class="quiet">{{ order.location.line1 }}, {{ order.location.city }} · {{ 'portal.orders.on' | transloco: { at: (order.createdAt | when) } }}</p>
              @if (order.status !== 'CANCELLED') {
                <p class="quiet">{{ 'portal.orders.first' | transloco: { amount: (order.firstTotal | money) } }} · {{ 'portal.orders.monthly' | transloco: { amount: (order.monthlyTotal | money) } }}</p>
              }
            </div>
          </article>
        } @empty {
          <app-empty-state icon="box" [heading]="'portal.orders.none' | transloco"><p>{{ 'portal.orders.noneText' | transloco }}</p><a class="button" href="#/catalogue">{{ 'portal.dashboard.addService' | transloco }}</a></app-empty-state>
        }
      } @else if (answer.error()) {
        <app-empty-state icon="alert" [heading]="'portal.orders.failed' | transloco"><button type="button" class="button" (click)="answer.reload()">{{ 'ui.retry' | transloco }}</button></app-empty-state>
      } @else {
        <div class="card"><div class="body"><app-skeleton [lines]="5" /></div></div>
      }
    </div>
  `,
  styles: `
    ul { display: grid; gap: var(--s2); margin: 0; padding: 0; list-style: none; }
    li { display: flex; justify-content: space-between; gap: var(--s4); }
    .when { display: flex; align-items: start; gap: var(--s2); }
    .when strong::first-letter { text-transform: uppercase; }
  `,
})
export class OrdersPage {
  protected readonly answer = query(PortalOrdersDocument);
  protected readonly orders = computed(() => this.answer.data()?.myAccount?.orders ?? []);
}
