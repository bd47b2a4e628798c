import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { newKey } from '../../core/graphql/key';
import type { LineMoment } from '../../core/graphql/schema.generated';
import { Unreachable } from '../../core/http/json';
import { DayPack } from '../../core/offline/day-pack';
import type { FieldJobFragment } from '../../core/offline/day-pack.generated';
import type { CardDevice } from '../../core/offline/device-card';
import type { LineReadingSeenFragment } from '../../core/offline/line-reading.generated';
import { Server } from '../../core/offline/server';
import { evidenceOf } from '../../domain/line/line-evidence';
import { LineReading } from '../../domain/line/line-reading';
import { formatNumber } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { ReadLineDocument } from './device.generated';

/** The line behind a device: how it was, asked anew, and kept as the visit's evidence from before and after. */
@Component({
  selector: 'app-line-card',
  imports: [Icon, LineReading, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="line">
      <header><h2 id="line">{{ 'tech.line.title' | transloco }}</h2></header>
      <div class="rows">
        @for (reading of shown(); track reading.id) {
          <div><app-line-reading [reading]="reading" /></div>
        } @empty {
          <p class="quiet">{{ 'tech.line.none' | transloco }}</p>
        }
      </div>
      <div class="body stack">
        @if (evidence().gained; as gained) {
          <p class="note" [class]="gained > 0 ? 'good' : 'warn'"><app-icon [name]="gained > 0 ? 'check-circle' : 'alert'" />{{ (gained > 0 ? 'tech.line.gained' : 'tech.line.lost') | transloco: { n: size(gained) } }}</p>
        }
        <div role="status">
          @if (told(); as key) {
            <p class="note warn"><app-icon name="info" />{{ refusal() || ('tech.line.told.' + key | transloco) }}</p>
          }
        </div>
        @for (moment of moments(); track moment) {
          <button type="button" class="button wide tall" [class.primary]="moment === next()" [disabled]="busy()" (click)="read(moment)"><app-icon name="signal" />{{ 'tech.line.read.' + moment | transloco }}</button>
        }
      </div>
    </section>
  `,
})
export class LineCard {
  readonly device = input.required<CardDevice>();
  /** The visit it is evidence for. */
  readonly job = input<FieldJobFragment | null>(null);
  private readonly server = inject(Server);
  private readonly pack = inject(DayPack);
  private readonly locale = inject(Locale);
  protected readonly busy = signal(false);
  protected readonly told = signal<'noSignal' | 'refused' | null>(null);
  protected readonly refusal = signal('');
  /** Taken here just now: shown until the day tells of them. */
  private readonly fresh = linkedSignal<string, readonly LineReadingSeenFragment[]>({ source: () => this.device().id, computation: () => [] });
  private readonly all = computed(() => {
    const known = new Map([...(this.device().lineReadings ?? []), ...this.ofVisit(), ...this.fresh()].map((reading) => [reading.id, reading]));
    return [...known.values()].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  });
  protected readonly evidence = computed(() => evidenceOf([...this.ofVisit(), ...this.fresh()]));
  /** The evidence of the visit, else the latest word. */
  protected readonly shown = computed(() => {
    const { before, after } = this.evidence();
    const evidence = [after, before].filter((reading) => reading !== undefined);
    const latest = this.all()[0];
    return latest && !evidence.some(({ id }) => id === latest.id) ? [latest, ...evidence] : evidence;
  });
  protected readonly moments = computed<readonly LineMoment[]>(() => (this.job() ? ['BEFORE', 'AFTER'] : ['CHECK']));
  protected readonly next = computed<LineMoment>(() => (!this.job() ? 'CHECK' : this.evidence().before ? 'AFTER' : 'BEFORE'));

  protected size(gained: number): string {
    return formatNumber(Math.abs(gained), this.locale.tag());
  }

  protected async read(moment: LineMoment): Promise<void> {
    this.busy.set(true);
    this.told.set(null);
    this.refusal.set('');
    try {
      const { readLine } = await this.server.ask(ReadLineDocument, { deviceId: this.device().id, jobId: this.job()?.id ?? null, moment, key: newKey() });
      if ('message' in readLine) {
        this.refusal.set(readLine.message);
        this.told.set('refused');
      } else this.fresh.update((readings) => [...readings, readLine]);
      void this.pack.news();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      this.told.set('noSignal');
    } finally {
      this.busy.set(false);
    }
  }

  /** Readings of this device at this visit. */
  private ofVisit(): readonly LineReadingSeenFragment[] {
    return (this.job()?.lineReadings ?? []).filter(({ device }) => device.id === this.device().id);
  }
}
