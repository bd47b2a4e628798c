import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { Can } from '../../core/session/can';
import { brandName, MethodLabel } from '../../domain/payment/method-label';
import type { MethodLabelFragment } from '../../domain/payment/method.generated';
import { DayPipe } from '../../ui/dates';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { Toasts } from '../../ui/toast';
import { TurnAutopayOffDocument, TurnAutopayOnDocument, type PortalPaymentsQuery } from './payments.generated';

type Account = NonNullable<PortalPaymentsQuery['myAccount']>;

/** Automatic payment: on or off, with which card, and what happens next. */
@Component({
  selector: 'app-autopay-card',
  imports: [Can, DayPipe, Field, Icon, MethodLabel, MoneyPipe, TranslocoPipe],
  templateUrl: './autopay-card.html',
})
export class AutopayCard {
  readonly autopay = input.required<Account['autopay']>();
  readonly charge = input.required<Account['autopayCharge']>();
  readonly methods = input.required<readonly (MethodLabelFragment & { readonly preferred: boolean })[]>();
  readonly changed = output();

  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly brandName = brandName;
  protected readonly on = mutation(TurnAutopayOnDocument);
  protected readonly off = mutation(TurnAutopayOffDocument);
  protected readonly isOn = computed(() => this.autopay()?.active ?? false);
  private readonly picked = signal<string | undefined>(undefined);
  /** The one picked, the one it is paid with, or the preferred one. */
  protected readonly chosen = computed(() => this.picked() ?? (this.isOn() ? this.autopay()!.savedMethod.id : this.methods()[0]?.id));
  /** What the customer should know about the last or next time. */
  protected readonly news = computed(() => {
    const charge = this.charge();
    if (!charge) return undefined;
    if (charge.status === 'FAILED') return charge.nextTryOn ? 'failedAgain' : 'failed';
    if (!this.isOn()) return undefined;
    return charge.status === 'PLANNED' || charge.status === 'HELD' ? 'planned' : 'underWay';
  });

  protected pick(id: string): void {
    this.picked.set(id);
  }

  protected async turnOn(): Promise<void> {
    await this.on({ id: this.chosen()! });
    this.done('on');
  }

  protected async turnOff(): Promise<void> {
    await this.off({});
    this.done('off');
  }

  private done(what: 'on' | 'off'): void {
    this.picked.set(undefined);
    this.toasts.show({ text: this.transloco.translate(`portal.autopay.turned.${what}`), tone: 'good' });
    this.changed.emit();
  }
}
