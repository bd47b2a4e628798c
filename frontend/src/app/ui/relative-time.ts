import { Component, computed, DestroyRef, inject, input, signal } from '@angular/core';
import { formatDistance, formatInstant } from './format';
import { Locale } from './locale';

const now = signal(new Date());
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all the distances on a page; it stops when nobody looks. */
function watchClock(destroyed: DestroyRef): void {
  if (watchers++ === 0) {
    now.set(new Date());
    timer = setInterval(() => now.set(new Date()), 30_000);
  }
  destroyed.onDestroy(() => {
    if (--watchers === 0) clearInterval(timer);
  });
}

/** "il y a 3 min", with the exact hour on hover; beyond a week the date itself. */
@Component({
  selector: 'app-relative-time',
  template: `<time [attr.datetime]="instant().toISOString()" [title]="exact()">{{ text() }}</time>`,
  styles: `:host { white-space: nowrap; }`,
})
export class RelativeTime {
  readonly at = input.required<string | Date>();

  private readonly locale = inject(Locale);
  protected readonly instant = computed(() => new Date(this.at()));
  protected readonly exact = computed(() => this.format({ dateStyle: 'full', timeStyle: 'short' }));
  protected readonly text = computed(
    () => formatDistance(this.instant(), now(), this.locale.tag()) ?? this.format({ day: 'numeric', month: 'short', year: 'numeric' }),
  );

  constructor() {
    watchClock(inject(DestroyRef));
  }

  private format(options: Intl.DateTimeFormatOptions): string {
    return formatInstant(this.instant(), this.locale.tag(), this.locale.zone(), options);
  }
}
