import { Component, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { Can } from '../../core/session/can';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { MakeCalendarFeedDocument, RemoveCalendarFeedDocument } from './technicians.generated';

/** The address under which a technician's own calendar shows their visits; it is told once. */
@Component({
  selector: 'app-technician-feed',
  imports: [Can, Field, Icon, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="feed">
      <header><h2 id="feed">{{ 'ops.technicians.feed' | transloco }}</h2></header>
      <div class="body stack">
        <p class="quiet">{{ (hasFeed() ? 'ops.technicians.feedOn' : 'ops.technicians.feedOff') | transloco }}</p>
        @if (url(); as address) {
          <app-field [label]="'ops.technicians.feedAddress' | transloco" [hint]="'ops.technicians.feedOnce' | transloco"><input class="input" readonly [value]="address" (focus)="$any($event.target).select()" /></app-field>
        }
        <div class="row" *can="'technicians:write'">
          <button type="button" class="button small" [disabled]="making.busy()" (click)="make()"><app-icon name="calendar" />{{ (hasFeed() ? 'ops.technicians.feedAgain' : 'ops.technicians.feedMake') | transloco }}</button>
          @if (hasFeed()) {
            <button type="button" class="button small danger" [disabled]="removing.busy()" (click)="stop()">{{ 'ops.technicians.feedStop' | transloco }}</button>
          }
        </div>
      </div>
    </section>
  `,
})
export class TechnicianFeed {
  readonly technicianId = input.required<string>();
  readonly hasFeed = input.required<boolean>();
  readonly changed = output();

  protected readonly making = mutation(MakeCalendarFeedDocument);
  protected readonly removing = mutation(RemoveCalendarFeedDocument);
  protected readonly url = signal('');

  protected async make(): Promise<void> {
    const { makeCalendarFeed } = await this.making({ technicianId: this.technicianId() });
    this.url.set(makeCalendarFeed.url);
    this.changed.emit();
  }

  protected async stop(): Promise<void> {
    await this.removing({ technicianId: this.technicianId() });
    this.url.set('');
    this.changed.emit();
  }
}
