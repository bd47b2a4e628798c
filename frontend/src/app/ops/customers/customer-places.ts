import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import type { LocationChange } from '../../core/graphql/schema.generated';
import { Icon } from '../../ui/icon';
import { LabelledMap, type Marker } from '../../ui/map';
import { MoneyPipe } from '../../ui/money';
import { AddLocationDocument, UpdateLocationDocument, type CustomerPageFragment } from './customer.generated';
import { InlineEdit } from './inline-edit';
import { contactsIn, textOf } from './place-contacts';

/** Where a customer is served, on a list and on a map. */
@Component({
  selector: 'app-customer-places',
  imports: [Icon, InlineEdit, LabelledMap, MoneyPipe, TranslocoPipe],
  templateUrl: './customer-places.html',
  styleUrl: './customer-card.css',
})
export class CustomerPlaces {
  readonly customer = input.required<CustomerPageFragment>();
  readonly mayWrite = input(false);
  /** A place was added, so totals may be others. */
  readonly changed = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly add = mutation(AddLocationDocument);
  private readonly edit = mutation(UpdateLocationDocument);
  protected readonly adding = signal(false);
  protected readonly wrong = signal('');
  protected readonly markers = computed<Marker[]>(() =>
    this.customer().locations.flatMap(({ id, line1, lat, lon }) => (lat === null || lon === null ? [] : [{ id, label: line1, lat, lon }])));

  protected readonly contactsText = textOf;

  protected saver(id: string, field: keyof LocationChange) {
    return async (value: string): Promise<string> => problemOf((await this.edit({ id, input: { [field]: value } })).updateLocation);
  }

  protected contactsSaver(id: string) {
    return async (text: string): Promise<string> => problemOf((await this.edit({ id, input: { contacts: contactsIn(text) } })).updateLocation);
  }

  protected open(adding: boolean): void {
    this.wrong.set('');
    this.adding.set(adding);
  }

  protected async save(event: Event, line1: string, city: string, postalCode: string, name: string): Promise<void> {
    event.preventDefault();
    try {
      const { addLocation } = await this.add({ customerId: this.customer().id, input: { line1, city, postalCode, name } });
      this.wrong.set(problemOf(addLocation));
      if (this.wrong()) return;
      this.adding.set(false);
      this.changed.emit();
    } catch (error) {
      this.wrong.set(this.transloco.translate(explain(error)));
    }
  }
}
