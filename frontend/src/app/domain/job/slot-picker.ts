import { afterNextRender, Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { addDays, dayOf } from '@demarc/time';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { AmountPipe, ClockPipe, DayPipe } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { Skeleton } from '../../ui/skeleton';
import { BookSlotDocument, OfferPricedSlotsDocument, OfferSlotsDocument, type OfferPricedSlotsMutation, type SlotPickerOfferFragment } from './slot-picker.generated';

type Offers = Extract<OfferPricedSlotsMutation['offerSlots'], { readonly offers: unknown }>['offers'];
type Offer = SlotPickerOfferFragment & Partial<Pick<Offers[number], 'cost'>>;

const DAYS = 7;

/** The three best times for a visit, and the one taken: for a caller with what each costs, for a customer without. */
@Component({
  selector: 'app-slot-picker',
  imports: [AmountPipe, ClockPipe, DayPipe, Dialog, Icon, Skeleton, TranslocoPipe],
  templateUrl: './slot-picker.html',
  styleUrl: './slot-picker.css',
})
export class SlotPicker {
  readonly jobId = input.required<string>();
  /** What the visit is, to be sure it is the right one. */
  readonly subject = input('');
  /** Whether to say who would come and what it adds to their day. */
  readonly priced = input(false);
  readonly booked = output();
  readonly closed = output();

  private readonly locale = inject(Locale);
  private readonly transloco = inject(TranslocoService);
  private readonly offerSlots = mutation(OfferSlotsDocument);
  private readonly offerPriced = mutation(OfferPricedSlotsDocument);
  protected readonly book = mutation(BookSlotDocument);
  private readonly today = dayOf(new Date(), this.locale.zone());
  protected readonly from = signal(this.today);
  protected readonly to = computed(() => addDays(this.from(), DAYS - 1));
  protected readonly isFirst = computed(() => this.from() <= this.today);
  protected readonly offers = signal<readonly Offer[] | undefined>(undefined);
  protected readonly chosen = signal<string | undefined>(undefined);
  protected readonly problem = signal('');
  protected readonly taken = signal<{ readonly windowStart: string; readonly windowEnd: string } | undefined>(undefined);

  private asked = 0;

  constructor() {
    afterNextRender(() => void this.ask());
  }

  protected dayOf(instant: string): string {
    return dayOf(new Date(instant), this.locale.zone());
  }

  protected go(days: number): void {
    const day = addDays(this.from(), days);
    this.from.set(day < this.today ? this.today : day);
    void this.ask();
  }

  protected async take(event: Event): Promise<void> {
    event.preventDefault();
    const offerId = this.chosen();
    if (!offerId) return;
    await this.trying(async () => {
      const { bookSlot } = await this.book({ offerId });
      if (bookSlot.__typename === 'SlotBooked') {
        this.taken.set(bookSlot);
        return this.booked.emit();
      }
      await this.ask();
      this.problem.set(problemOf(bookSlot));
    });
  }

  private async ask(): Promise<void> {
    const mine = ++this.asked;
    this.problem.set('');
    this.offers.set(undefined);
    this.chosen.set(undefined);
    await this.trying(async () => {
      const asked = { jobId: this.jobId(), from: this.from() };
      const { offerSlots } = await (this.priced() ? this.offerPriced(asked) : this.offerSlots(asked));
      if (mine !== this.asked) return; // another week is looked at by now
      this.problem.set(problemOf(offerSlots));
      this.offers.set('offers' in offerSlots ? offerSlots.offers : []);
      this.chosen.set(this.offers()![0]?.id);
    });
  }

  private async trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.offers.update((offers) => offers ?? []);
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
