import { Component, computed, effect, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { MoneyPipe } from '../../ui/money';
import { PhotoInput } from '../../ui/photo-input';
import { Skeleton } from '../../ui/skeleton';
import { matchPart } from './match-part';
import { MovePartsDocument, StockDocument } from './stock.generated';
import { SupplierInvoiceDocument, SupplierInvoiceReadDocument } from './supplier-invoice.generated';

interface Row {
  readonly index: number;
  readonly partId: string;
  readonly quantity: number;
  readonly state: 'open' | 'received' | 'refused';
  readonly problem?: string;
}

/** Photographs a supplier's invoice, shows its header and lines with what is doubtful, and takes what came into stock. */
@Component({
  selector: 'app-supplier-invoice-page',
  imports: [DayPipe, EmptyState, Field, Icon, LoadFailed, MoneyPipe, PhotoInput, RouterLink, Skeleton, TranslocoPipe],
  templateUrl: './supplier-invoice-page.html',
  styleUrl: './supplier-invoice-page.css',
})
export class SupplierInvoicePage {
  private readonly transloco = inject(TranslocoService);
  private readonly move = mutation(MovePartsDocument);
  protected readonly sending = signal(false);
  protected readonly receiving = signal(false);
  protected readonly problem = signal('');
  protected readonly scanId = signal<string | undefined>(undefined);
  protected readonly place = signal('');
  protected readonly stock = query(StockDocument);
  protected readonly parts = computed(() => this.stock.data()?.parts ?? []);
  protected readonly places = computed(() => this.stock.data()?.stockPlaces ?? []);
  protected readonly answer = query(SupplierInvoiceDocument, () => (this.scanId() ? { id: this.scanId()! } : undefined));
  protected readonly scan = computed(() => (this.answer.data()?.scan?.id === this.scanId() ? this.answer.data()?.scan : undefined));
  protected readonly invoice = computed(() => this.scan()?.invoice);
  protected readonly rows = signal<readonly Row[]>([]);
  protected readonly chosen = computed(() => this.rows().filter(({ partId, quantity, state }) => partId && quantity > 0 && state !== 'received'));

  constructor() {
    live(SupplierInvoiceReadDocument, () => (this.scanId() ? { id: this.scanId()! } : undefined), () => this.answer.reload());
    effect(() => this.rows.set((this.invoice()?.lines ?? []).map((line, index) => ({ index, partId: matchPart(line, this.parts())?.id ?? '', quantity: Math.trunc(line.quantity ?? 0), state: 'open' }))));
  }

  protected money(cents: number | null) {
    return cents === null ? null : { amount: cents, currency: 'CAD' };
  }

  protected whole(text: string): number {
    return Math.max(0, Math.trunc(Number(text) || 0));
  }

  protected change(index: number, part: Partial<Row>): void {
    this.rows.update((rows) => rows.map((row) => (row.index === index ? { ...row, ...part } : row)));
  }

  protected async read(photo: File): Promise<void> {
    this.sending.set(true);
    this.problem.set('');
    const form = new FormData();
    form.set('mode', 'INVOICE');
    form.set('photo', photo, 'invoice.jpg');
    try {
      const response = await fetch('/files/scan', { method: 'POST', body: form, credentials: 'same-origin' });
      const said = (await response.json()) as { readonly scanId?: string; readonly message?: string };
      if (said.scanId) this.scanId.set(said.scanId);
      else this.problem.set(said.message ?? this.transloco.translate('ops.supplier.failed'));
    } catch {
      this.problem.set(this.transloco.translate('ops.supplier.failed')); // no connection, or a gateway's page instead of an answer
    } finally {
      this.sending.set(false);
    }
  }

  /** Line by line: what was taken in stays so when a later one is refused. */
  protected async receive(): Promise<void> {
    this.receiving.set(true);
    const toPlaceId = this.place() || this.places()[0]?.id;
    const note = [this.invoice()?.supplier, this.invoice()?.number].filter(Boolean).join(' · ').slice(0, 200);
    for (const { index, partId, quantity } of this.chosen()) {
      try {
        const { moveParts } = await this.move({ input: { partId, kind: 'RECEIVED', quantity, fromPlaceId: null, toPlaceId: toPlaceId ?? null, note } });
        const problem = problemOf(moveParts);
        this.change(index, problem ? { state: 'refused', problem } : { state: 'received' });
      } catch (error) {
        this.change(index, { state: 'refused', problem: this.transloco.translate(explain(error)) });
      }
    }
    this.receiving.set(false);
  }
}
