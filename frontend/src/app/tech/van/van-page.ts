import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { DayPack } from '../../core/offline/day-pack';
import { FieldStore } from '../../core/offline/field-store';
import { missingFor, type OnBoard, type VanState } from '../../core/offline/van';
import { DeviceLine } from '../../domain/device/device-line';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { SearchField } from '../../ui/search-field';
import { Skeleton } from '../../ui/skeleton';
import { VanSheet } from './van-sheet';

/** What is on board, what tomorrow's visits will miss, and how it changes hands; all of it without signal too. */
@Component({
  selector: 'app-tech-van',
  imports: [DeviceLine, EmptyState, Icon, SearchField, Skeleton, TranslocoPipe, VanSheet],
  template: `
    <div class="page">
      <header>
        <div>
          <h1>{{ 'tech.van.title' | transloco }}</h1>
          @if (van(); as van) {
            <p>{{ van.name }}</p>
          }
        </div>
      </header>
      @if (van(); as van) {
        @if (missing().length) {
          <section class="card" aria-labelledby="missing">
            <header><app-icon name="alert" /><h2 id="missing">{{ 'tech.van.missing' | transloco }}</h2></header>
            <div class="rows">
              @for (part of missing(); track part.id) {
                <button type="button" class="line" (click)="chosenPart.set(part)"><span>{{ part.name }}</span><strong class="number">{{ part.missing }} <span class="faint">{{ part.unit }}</span></strong></button>
              }
            </div>
          </section>
        } @else {
          <p class="note good"><app-icon name="check-circle" />{{ 'tech.van.enough' | transloco: { n: pack.tomorrow().length } }}</p>
        }
        <section class="card" aria-labelledby="onboard">
          <header><h2 id="onboard">{{ 'tech.van.parts' | transloco }}</h2></header>
          @if (van.parts.length > 12) {
            <div class="body"><app-search-field [label]="'tech.van.find' | transloco" [value]="text()" (searched)="text.set($event)" /></div>
          }
          <div class="rows">
            @for (part of parts(); track part.id) {
              <button type="button" class="line" (click)="chosenPart.set(part)">
                <span>{{ part.name }} <small class="mono faint">{{ part.code }}</small></span>
                <strong class="number" [class.none]="part.quantity <= 0">{{ part.quantity }} <span class="faint">{{ part.unit }}</span></strong>
              </button>
            } @empty {
              <p class="quiet">{{ 'tech.van.noParts' | transloco }}</p>
            }
          </div>
        </section>
        <section class="card" aria-labelledby="devices">
          <header><h2 id="devices">{{ 'tech.van.devices' | transloco }}</h2><span class="quiet number push">{{ van.devices.length }}</span></header>
          <div class="rows">
            @for (device of van.devices; track device.id) {
              <button type="button" class="line" (click)="chosenDevice.set(device)"><app-device-line [device]="device" /></button>
            } @empty {
              <p class="quiet">{{ 'tech.van.noDevices' | transloco }}</p>
            }
          </div>
        </section>
        @if (chosenPart() || chosenDevice()) {
          <app-van-sheet [van]="van" [part]="chosenPart()" [device]="chosenDevice()" (closed)="close()" />
        }
      } @else if (store.ready()) {
        <app-empty-state icon="box" [heading]="'tech.van.noVan' | transloco"><p>{{ 'tech.van.noVanText' | transloco }}</p></app-empty-state>
      } @else {
        <app-skeleton lines="6" />
      }
    </div>
  `,
  styles: `
    .line {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--s3);
      width: 100%;
      min-height: 3rem;
      border-inline: 0;
      border-bottom: 0;
      background: none;
      color: inherit;
      font: inherit;
      text-align: start;
    }
    .line > span {
      min-width: 0;
      overflow-wrap: anywhere;
    }
    strong {
      flex: none;
    }
    .none {
      color: var(--bad);
    }
    header app-icon {
      color: var(--warn);
    }
  `,
})
export class VanPage {
  protected readonly pack = inject(DayPack);
  protected readonly store = inject(FieldStore);
  protected readonly van = this.pack.van;
  protected readonly text = signal('');
  protected readonly chosenPart = signal<OnBoard | undefined>(undefined);
  protected readonly chosenDevice = signal<VanState['devices'][number] | undefined>(undefined);
  protected readonly missing = computed(() => (this.van() ? missingFor(this.pack.tomorrow(), this.van()!) : []));
  protected readonly parts = computed(() => {
    const text = this.text().trim().toLowerCase();
    return (this.van()?.parts ?? []).filter(({ name, code }) => !text || `${name} ${code}`.toLowerCase().includes(text));
  });

  protected close(): void {
    this.chosenPart.set(undefined);
    this.chosenDevice.set(undefined);
  }
}
