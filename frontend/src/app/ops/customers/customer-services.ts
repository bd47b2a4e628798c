import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { DeviceLine } from '../../domain/device/device-line';
import { MoneyPipe } from '../../ui/money';
import type { CustomerPageFragment } from './customer.generated';

/** What a customer has from us: devices and subscriptions with what they come to a month. */
@Component({
  selector: 'app-customer-services',
  imports: [DeviceLine, MoneyPipe, RouterLink, TranslocoPipe],
  template: `
    <div class="two">
      <section class="card">
        <header>
          <h2>{{ 'ops.customers.subscriptions' | transloco }}</h2>
          <strong class="number">{{ customer().monthlyTotal | money }}</strong>
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
  `,
  styleUrl: './customer-card.css',
})
export class CustomerServices {
  readonly customer = input.required<CustomerPageFragment>();
}
