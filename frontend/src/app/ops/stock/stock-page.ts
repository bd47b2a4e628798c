import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { DataTable } from '../../ui/data-table';
import { AmountPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { MoveParts } from './move-parts';
import { NewPart } from './new-part';
import { NewPlace } from './new-place';
import { PartNeeds } from './part-needs';
import { StockDocument, StockMovesDocument, type StockPartFragment } from './stock.generated';

/** Parts on shelves and in vans: what lies where, what is short, and everything that moved. */
@Component({
  selector: 'app-stock-page',
  imports: [AmountPipe, Can, DataTable, EmptyState, Icon, LoadFailed, MoveParts, NewPart, NewPlace, PartNeeds, RouterLink, TranslocoPipe, WhenPipe],
  templateUrl: './stock-page.html',
  styleUrl: './stock-page.css',
})
export class StockPage {
  /** The place that is looked at; all of them without. */
  readonly place = input<string>();

  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  protected readonly stock = query(StockDocument);
  protected readonly moves = query(StockMovesDocument, () => ({ first: 20, placeId: this.place() || null }));
  protected readonly places = computed(() => this.stock.data()?.stockPlaces ?? []);
  protected readonly parts = computed(() => this.stock.data()?.parts ?? []);
  protected readonly short = computed(() => this.parts().filter((part) => part.onHand < part.minimum).length);
  /** At one place only what lies there, or lay there once and is short. */
  protected readonly shown = computed(() => {
    const place = this.place();
    return place ? this.parts().filter((part) => this.at(part, place)) : this.parts();
  });
  protected readonly moving = signal<StockPartFragment | undefined>(undefined);
  protected readonly adding = signal<'part' | 'place' | 'needs' | undefined>(undefined);

  protected at(part: StockPartFragment, place: string | undefined): number {
    return place ? (part.levels.find((level) => level.placeId === place)?.quantity ?? 0) : part.onHand;
  }

  /** Where a part lies, in few words: each warehouse, and the vans together; at one place that place alone. */
  protected lots(part: StockPartFragment): { readonly name: string; readonly quantity: number }[] {
    const known = this.places().flatMap((place) => part.levels.filter(({ placeId }) => placeId === place.id).map(({ quantity }) => ({ ...place, quantity })));
    const chosen = known.filter(({ id, kind }) => (this.place() ? id === this.place() : kind === 'WAREHOUSE'));
    const vans = this.place() ? [] : known.filter(({ kind }) => kind === 'VAN');
    const together = { name: this.transloco.translate('ops.stock.vans', { n: vans.length }), quantity: vans.reduce((sum, { quantity }) => sum + quantity, 0) };
    return vans.length ? [...chosen, together] : chosen;
  }

  protected look(place: string | undefined): void {
    void this.router.navigate([], { queryParams: { place: place ?? null }, replaceUrl: true });
  }

  protected moved(): void {
    this.moving.set(undefined);
    this.moves.reload();
  }

  protected added(): void {
    this.adding.set(undefined);
    this.stock.reload();
  }

  /** From where to where, in words. */
  protected way(move: { readonly fromPlace: { readonly name: string } | null; readonly toPlace: { readonly name: string } | null }): string {
    return [move.fromPlace?.name, move.toPlace?.name].filter(Boolean).join(' → ');
  }

  protected kind(name: string): string {
    return this.transloco.translate(`ops.stock.kind.${name}`);
  }
}
