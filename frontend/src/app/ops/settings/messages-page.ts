import { Component } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { Field } from '../../ui/field';
import { clockOf, minutesOf } from '../../ui/clock-minutes';
import { MailboxCard } from './mailbox-card';
import { SendingCard } from './sending-card';
import { SettingsFrame } from './settings-frame';
import { tenantSettings } from './tenant-settings';

/** Settings: whether messages really leave, which mailbox is read, from which number, and when nobody is disturbed. */
@Component({
  selector: 'app-messages-page',
  imports: [Field, FormField, MailboxCard, SendingCard, SettingsFrame, TranslocoPipe],
  templateUrl: './messages-page.html',
  styleUrl: './settings-form.css',
})
export class MessagesPage {
  protected readonly settings = tenantSettings(
    ['live', 'mailbox', 'smsNumber', 'quietFrom', 'quietTo'],
    (tenant) => ({ smsNumber: tenant?.smsNumber ?? '', quietFrom: clockOf(tenant?.quietFrom ?? 1_260), quietTo: clockOf(tenant?.quietTo ?? 480) }),
    ({ smsNumber, quietFrom, quietTo }) => ({ smsNumber: smsNumber.trim(), quietFrom: minutesOf(quietFrom), quietTo: minutesOf(quietTo) }),
  );
  protected readonly form = form(this.settings.model);
}
