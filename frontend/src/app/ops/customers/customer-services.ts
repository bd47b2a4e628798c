import { Component, computed, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { DeviceLine } from '../../domain/device/device-line';
import { Can } from '../../core/session/can';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { ChangeSubscription } from '../subscriptions/change-subscription';
import { StartSubscription } from '../subscriptions/start-subscription';
import type { CustomerPageFragment } from './customer.generated';

/** What a customer has from us: devices and subscriptions with what they come to a month. */
@Component({
  selector: 'app-customer-services',
  imports: [Can, ChangeSubscription, DeviceLine, Icon, MoneyPipe, RouterLink, StartSubscription, TranslocoPipe],
  template: `
    <div class="two">
      <section class="card">
        <header>
          <h2>{{ 'ops.customers.subscriptions' | transloco }}</h2>
          <strong class="number">{{ customer().monthlyTotal | money }}</strong>
          <button *can="'invoices:write'" type="button" class="button quiet small push" [attr.aria-label]="'ops.subscriptions.start' | transloco" (click)="starting.set(true)"><app-icon name="plus" />{{ 'ops.customers.addNow' | transloco }}</button>
        </header>
        <ul class="rows">
          @for (item of customer().subscriptions; track item.id) {
            <li [class.ended]="item.status !== 'ACTIVE'">
              <div class="main">
                <div>{{ item.item.name }}@if (item.quantity > 1) { × {{ item.quantity }} }</div>
                <div class="meta">{{ 'domain.subscription.' + item.status | transloco }}@if (item.location) { · {{ item.location.name }} }</div>
              </div>
              <div class="end">
                <div>{{ item.price | money }}</div>
                <div class="meta">{{ 'domain.frequency.' + item.frequency | transloco }}</div>
              </div>
              @if (item.status !== 'CANCELLED') { <button *can="'invoices:write'" type="button" class="button small" (click)="changing.set(item.id)">{{ 'ops.subscriptions.change' | transloco }}<span class="unseen"> {{ item.item.name }}</span></button> }
            </li>
          } @empty {
            <li class="faint">{{ 'ops.customers.noSubscriptions' | transloco }}</li>
          }
        </ul>
      </section>
      <section class="card">
        <header><h2>{{ 'ops.customers.devices' | transloco }}</h2></header>
        <ul class="rows">
          @for (device of customer().devices; track device.id) {
            <li><a class="line main" [routerLink]="['/ops/equipment', device.id]"><app-device-line [device]="device" /></a></li>
          } @empty {
            <li class="faint">{{ 'ops.customers.noDevices' | transloco }}</li>
          }
        </ul>
      </section>
    </div>
    @if (starting()) {
      <app-start-subscription [customerId]="customer().id" [places]="customer().locations" (closed)="starting.set(false)" (done)="done()" />
    }
    @if (edited(); as item) {
      <app-change-subscription [subscription]="item" (closed)="changing.set(undefined)" (done)="done()" />
    }
  `,
  styleUrl: './customer-card.css',
})
export class CustomerServices {
  readonly customer = input.required<CustomerPageFragment>();
  readonly changed = output();

  protected readonly starting = signal(false);
  protected readonly changing = signal<string | undefined>(undefined);
  protected readonly edited = computed(() => this.customer().subscriptions.find(({ id }) => id === this.changing()));

  protected done(): void {
    this.starting.set(false);
    this.changing.set(undefined);
    this.changed.emit();
  }
}
