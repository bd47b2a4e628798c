import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { DeviceTiesFragment } from './device-ties.generated';

type Other = NonNullable<DeviceTiesFragment['parent']>;

/** What a device belongs to: whose it is, what is delivered through it, what it hangs on and what hangs on it. */
@Component({
  selector: 'app-device-ties',
  imports: [RouterLink, TranslocoPipe],
  template: `
    <dl class="facts">
      <dt>{{ 'domain.device.owner' | transloco }}</dt>
      <dd>{{ 'domain.device.owners.' + ties().owner | transloco }}</dd>
      @if (ties().subscription; as subscription) {
        <dt>{{ 'domain.device.subscription' | transloco }}</dt>
        <dd>{{ subscription.item.name }}</dd>
      }
      @if (ties().parent; as parent) {
        <dt>{{ 'domain.device.parent' | transloco }}</dt>
        <dd><a [routerLink]="way()(parent)"><span>{{ nameOf(parent) || ('domain.device.kind.' + parent.kind | transloco) }}</span> <small><span class="mono">{{ parent.serial }}</span>@if (ties().parentPort) { · {{ 'domain.device.port' | transloco: { port: ties().parentPort } }} }</small></a></dd>
      }
      @if (behind().length) {
        <dt>{{ 'domain.device.behind' | transloco }}</dt>
        <dd>
          @for (one of behind(); track one.id) {
            <a [routerLink]="way()(one)"><span>{{ nameOf(one) || ('domain.device.kind.' + one.kind | transloco) }}</span> <small class="mono">{{ one.serial }}</small></a>
          }
        </dd>
      }
    </dl>
  `,
  styles: `
    a {
      display: grid;
      align-content: center;
      min-height: var(--thumb, 0);
      text-decoration: none;
    }
    a > span {
      text-decoration: underline;
      text-underline-offset: 0.2em;
    }
    small {
      color: var(--quiet);
      font-size: var(--t-xs);
      overflow-wrap: anywhere;
    }
  `,
})
export class DeviceTies {
  readonly ties = input.required<DeviceTiesFragment>();
  /** Where the page of another device is, in the area this stands in. */
  readonly way = input.required<(device: Other) => readonly string[]>();
  protected readonly behind = computed(() => this.ties().behind ?? []);

  protected nameOf({ brand, model }: Other): string {
    return [brand, model].filter(Boolean).join(' ');
  }
}
