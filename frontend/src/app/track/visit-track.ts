import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { Brand } from '../core/shell/brand';
import { LanguageSwitch } from '../core/shell/language-switch';
import { Branding } from '../core/theme/branding';
import { hashParam } from '../light/light-page';
import { Icon } from '../ui/icon';
import { formatInstant } from '../ui/format';
import { Locale } from '../ui/locale';
import { askComing, type Coming } from './visit-track-api';

/** How often the page asks again. */
const AGAIN_MS = 15_000;

/** The page of a visit on its way: minutes and stops before you, a coarse point at the end, and nothing once they are there. */
@Component({
  selector: 'app-visit-track',
  imports: [Brand, Icon, LanguageSwitch, SayPipe],
  templateUrl: './visit-track.html',
  styleUrl: './visit-track.css',
})
export class VisitTrack {
  private readonly branding = inject(Branding);
  private readonly locale = inject(Locale);
  private readonly stop = new AbortController();
  protected readonly coming = signal<Coming | undefined>(undefined);
  protected readonly phone = signal<string | null>(null);
  protected readonly state = signal<'loading' | 'live' | 'broken' | 'gone'>('loading');
  protected readonly window = computed(() => {
    const coming = this.coming();
    if (!coming?.windowStart || !coming.windowEnd) return undefined;
    const hour = (at: string) => formatInstant(new Date(at), this.locale.tag(), coming.tenant.timeZone, { hour: 'numeric', minute: '2-digit' });
    return { from: hour(coming.windowStart), to: hour(coming.windowEnd) };
  });
  protected readonly map = computed(() => {
    const near = this.coming()?.near;
    return near ? `https://www.openstreetmap.org/?mlat=${near.lat}&mlon=${near.lon}#map=14/${near.lat}/${near.lon}` : undefined;
  });

  constructor() {
    const secret = hashParam(location.hash, 's');
    inject(DestroyRef).onDestroy(() => this.stop.abort());
    if (secret) void this.follow(secret);
    else this.state.set('gone');
  }

  private async follow(secret: string): Promise<void> {
    while (!this.stop.signal.aborted) {
      const answer = await askComing(secret, this.stop.signal);
      if (answer === 'gone') {
        this.coming.set(undefined);
        return this.state.set('gone');
      }
      if (answer === 'broken') this.state.set('broken');
      else this.show(answer);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  private show(coming: Coming): void {
    this.coming.set(coming);
    this.phone.set(coming.tenant.phone);
    this.state.set('live');
    this.branding.wear(coming.tenant);
  }
}
