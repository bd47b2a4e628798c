import { Component, computed, inject } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Language } from '../../core/graphql/schema.generated';
import { Field } from '../../ui/field';
import { formatInstant } from '../../ui/format';
import { Locale } from '../../ui/locale';
import { SettingsFrame } from './settings-frame';
import { tenantSettings } from './tenant-settings';

/** Zones of Canada, by which days are counted. */
const ZONES = ['America/St_Johns', 'America/Halifax', 'America/Toronto', 'America/Winnipeg', 'America/Regina', 'America/Edmonton', 'America/Vancouver', 'America/Whitehorse'] as const;

/** Settings: the language people are spoken to in, those they may choose, and the zone in which days begin. */
@Component({
  selector: 'app-language-page',
  imports: [Field, FormField, SettingsFrame, TranslocoPipe],
  template: `
    <app-settings-frame
      [heading]="'ops.settings.pages.language' | transloco"
      [ready]="!!settings.tenant()"
      [failed]="settings.failed()"
      [lastChange]="settings.lastChange()"
      [changed]="settings.hasChanges()"
      [busy]="settings.busy()"
      (undone)="settings.undo()"
      (retry)="settings.reload()"
    >
      <form id="settings" class="stack" novalidate (submit)="settings.save($event, form)">
        <section class="card">
          <div class="body fields">
            <app-field [label]="'ops.settings.language' | transloco" [hint]="'ops.settings.languageHint' | transloco" [error]="settings.refused().language">
              <select class="input" [formField]="form.language">
                <option value="FR">Français</option>
                <option value="EN">English</option>
              </select>
            </app-field>
            <fieldset>
              <legend>{{ 'ops.settings.languages' | transloco }}</legend>
              @for (language of languages; track language.id) {
                <label class="check">
                  <input #box type="checkbox" [checked]="model().languages.includes(language.id)" [disabled]="model().languages.length === 1 && model().languages[0] === language.id" (change)="offer(language.id, box.checked)" />
                  <span [lang]="language.tag">{{ language.name }}</span>
                </label>
              }
            </fieldset>
          </div>
        </section>
        <section class="card">
          <div class="body fields">
            <app-field [label]="'ops.settings.timeZone' | transloco" [hint]="'ops.settings.timeThere' | transloco: { time: there() }" [error]="settings.refused().timeZone">
              <select class="input" [formField]="form.timeZone">
                @for (zone of zones(); track zone) {
                  <option [value]="zone">{{ known(zone) ? ('ops.settings.zones.' + zone | transloco) : zone }}</option>
                }
              </select>
            </app-field>
          </div>
        </section>
      </form>
    </app-settings-frame>
  `,
  styleUrl: './settings-form.css',
})
export class LanguagePage {
  protected readonly settings = tenantSettings(
    ['language', 'languages', 'timeZone'],
    (tenant) => ({ language: tenant?.language ?? ('FR' as Language), languages: [...(tenant?.languages ?? (['FR'] as Language[]))].sort().reverse(), timeZone: tenant?.timeZone ?? 'America/Toronto' }),
    (model) => ({ ...model, languages: [...model.languages] }),
  );
  protected readonly model = this.settings.model;
  protected readonly form = form(this.model);
  private readonly locale = inject(Locale);
  /** What the clocks of the chosen zone say now. */
  protected readonly there = computed(() => formatInstant(new Date(), this.locale.tag(), this.model().timeZone, { hour: 'numeric', minute: '2-digit' }));
  protected readonly languages = [{ id: 'FR', tag: 'fr', name: 'Français' }, { id: 'EN', tag: 'en', name: 'English' }] as const;
  /** The zone in force may be one that is not in our list. */
  protected readonly zones = computed(() => [...new Set<string>([...ZONES, this.settings.tenant()?.timeZone ?? ZONES[0]])]);

  protected known(zone: string): boolean {
    return (ZONES as readonly string[]).includes(zone);
  }

  protected offer(language: Language, wanted: boolean): void {
    this.model.update((model) => ({ ...model, languages: (['FR', 'EN'] as const).filter((other) => (other === language ? wanted : model.languages.includes(other))) }));
  }
}
