import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { dayOf } from '@demarc/time';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { Session } from '../../core/session/session';
import { DataTable } from '../../ui/data-table';
import { AmountPipe, DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { MoneyPipe } from '../../ui/money';
import { Tabs } from '../../ui/tabs';
import { Toasts } from '../../ui/toast';
import { OpsAdoptTaxesDocument, OpsCatalogDocument, OpsUpdateItemDocument } from './catalog-page.generated';
import { ItemPrice } from './item-price';
import { NewItem } from './new-item';
import { TaxRateForm } from './tax-rate-form';

/** What the provider sells, at which price from when, and the taxes of each province. */
@Component({
  selector: 'app-catalog-page',
  imports: [AmountPipe, Can, DataTable, DayPipe, EmptyState, Icon, ItemPrice, MoneyPipe, NewItem, Tabs, TaxRateForm, TranslocoPipe],
  templateUrl: './catalog-page.html',
  styles: 'small { display: block; }',
})
export class CatalogPage {
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  private readonly toasts = inject(Toasts);
  protected readonly today = dayOf(new Date(), inject(Session).facts()!.tenant.timeZone);
  protected readonly data = query(OpsCatalogDocument, () => ({ day: this.today }));
  protected readonly items = computed(() => this.data.data()?.catalogItems ?? []);
  protected readonly rates = computed(() => this.data.data()?.taxRates ?? []);
  protected readonly update = mutation(OpsUpdateItemDocument);
  protected readonly adopt = mutation(OpsAdoptTaxesDocument);
  protected readonly tab = signal('items');
  protected readonly dialog = signal<'item' | 'tax' | undefined>(undefined);
  protected readonly pricing = signal<string | undefined>(undefined);
  protected readonly priced = computed(() => this.items().find(({ id }) => id === this.pricing()));
  protected readonly tabs = computed(() => [{ id: 'items', text: this.text('items') }, { id: 'taxes', text: this.text('taxes') }]);
  protected readonly itemColumns = computed(() => [this.text('code'), this.text('name'), this.text('frequency'), this.text('taxClass'), { text: this.text('price'), end: true }, { text: this.text('actions'), unseen: true }]);
  protected readonly taxColumns = computed(() => [this.text('province'), this.text('tax'), { text: this.text('rate'), end: true }, this.text('validFrom'), this.text('on')]);

  protected async sell(id: string, active: boolean): Promise<void> {
    await this.update({ id, input: { active } });
    this.data.reload();
  }

  protected async adoptPublished(): Promise<void> {
    await this.adopt({});
    this.done();
  }

  protected done(): void {
    this.dialog.set(undefined);
    this.pricing.set(undefined);
    this.toasts.show({ text: this.text('saved'), tone: 'good' });
    this.data.reload();
  }

  private text(key: string): string {
    this.locale.tag();
    return this.transloco.translate(`ops.catalog.${key}`);
  }
}
