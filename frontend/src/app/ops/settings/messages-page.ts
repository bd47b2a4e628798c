import { Component, computed, inject, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { DomSanitizer } from '@angular/platform-browser';
import { TranslocoPipe } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import type { Language } from '../../core/graphql/schema.generated';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { Tabs } from '../../ui/tabs';
import { MessagePreviewsDocument } from './settings.generated';
import { clockOf, minutesOf } from './clock-minutes';
import { SettingsFrame } from './settings-frame';
import { tenantSettings } from './tenant-settings';

/** Settings: whether messages really leave, from which number, when nobody is disturbed, and how each of them looks to its reader. */
@Component({
  selector: 'app-messages-page',
  imports: [Field, FormField, Icon, SettingsFrame, Tabs, TranslocoPipe],
  templateUrl: './messages-page.html',
  styleUrls: ['./settings-form.css', './messages-page.css'],
})
export class MessagesPage {
  private readonly sanitizer = inject(DomSanitizer);

  protected readonly settings = tenantSettings(
    ['live', 'smsNumber', 'quietFrom', 'quietTo'],
    (tenant) => ({ live: tenant?.live ?? false, smsNumber: tenant?.smsNumber ?? '', quietFrom: clockOf(tenant?.quietFrom ?? 1_260), quietTo: clockOf(tenant?.quietTo ?? 480) }),
    ({ live, smsNumber, quietFrom, quietTo }) => ({ live, smsNumber: smsNumber.trim(), quietFrom: minutesOf(quietFrom), quietTo: minutesOf(quietTo) }),
  );
  protected readonly form = form(this.settings.model);

  protected readonly language = signal<Language>(inject(Locale).language() === 'en' ? 'EN' : 'FR');
  protected readonly template = signal('sign-in-link');
  protected readonly face = signal('mail');
  protected readonly data = query(MessagePreviewsDocument, () => ({ language: this.language() }));
  protected readonly previews = computed(() => this.data.data()?.messagePreviews ?? []);
  protected readonly shown = computed(() => this.previews().find(({ template }) => template === this.template()) ?? this.previews()[0]);
  /** Written by our own server and shown in a sandbox without scripts or our origin, so its inline styles may stay. */
  protected readonly mail = computed(() => this.sanitizer.bypassSecurityTrustHtml(this.shown()?.html ?? ''));
}
