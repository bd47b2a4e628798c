import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { Brand } from '../core/shell/brand';
import { LanguageSwitch } from '../core/shell/language-switch';
import { Branding } from '../core/theme/branding';
import { hashParam } from '../light/light-page';
import { Icon } from '../ui/icon';
import { Locale } from '../ui/locale';
import { formatInstant } from '../ui/format';
import { followPlace, type SharedFacts } from './shared-place-api';

/** How long to wait before a broken line is tried again. */
const AGAIN_MS = 4_000;

/** One place, shown to somebody without an account who holds a link; it changes by itself, and goes when the link does. */
@Component({
  selector: 'app-shared-place',
  imports: [Brand, Icon, LanguageSwitch, SayPipe],
  templateUrl: './shared-place.html',
  styleUrl: './shared-place.css',
})
export class SharedPlace {
  private readonly branding = inject(Branding);
  private readonly locale = inject(Locale);
  private readonly stop = new AbortController();
  protected readonly facts = signal<SharedFacts | undefined>(undefined);
  protected readonly state = signal<'loading' | 'live' | 'broken' | 'gone'>('loading');
  protected readonly visit = computed(() => {
    const visit = this.facts()?.visit;
    if (!visit?.from) return undefined;
    const say = (instant: string, options: Intl.DateTimeFormatOptions) => formatInstant(new Date(instant), this.locale.tag(), this.facts()!.tenant.timeZone, options);
    const hours = [visit.from, visit.until].filter((at) => at !== null).map((at) => say(at, { hour: 'numeric', minute: '2-digit' }));
    return `${say(visit.from, { weekday: 'long', day: 'numeric', month: 'long' })}, ${hours.join(' – ')}`;
  });
  protected readonly trouble = computed(() => {
    const since = this.facts()?.troubleSince;
    return since && formatInstant(new Date(since), this.locale.tag(), this.facts()!.tenant.timeZone, { day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' });
  });

  constructor() {
    const secret = hashParam(location.hash, 's');
    history.replaceState(null, '', `${location.pathname}#/partage`); // the secret stays in no address, history or storage
    inject(DestroyRef).onDestroy(() => this.stop.abort());
    if (secret) void this.follow(secret);
    else this.state.set('gone');
  }

  private async follow(secret: string): Promise<void> {
    while (!this.stop.signal.aborted) {
      const ending = await followPlace(secret, (facts) => this.show(facts), this.stop.signal);
      this.state.set(ending);
      if (ending === 'gone') return this.facts.set(undefined);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  private show(facts: SharedFacts): void {
    this.facts.set(facts);
    this.state.set('live');
    this.branding.wear(facts.tenant);
  }
}
