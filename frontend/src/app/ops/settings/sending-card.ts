import { Component, inject, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Confirms } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { CheckSendingDocument, SwitchSendingDocument, type SendingFragment } from './settings.generated';

/** Whether real messages leave: one switch, and the list of what it waits for. */
@Component({
  selector: 'app-sending-card',
  imports: [Icon, Skeleton, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="sending">
      <header>
        <h2 id="sending">{{ 'ops.sending.title' | transloco }}</h2>
        @if (state(); as now) {
          <span class="chip push" [class]="now.live ? 'good' : 'plain'">{{ (now.live ? 'ops.sending.on' : 'ops.sending.off') | transloco }}</span>
        }
      </header>
      <div class="body stack">
        @if (state(); as now) {
          <p class="quiet">{{ (now.live ? 'ops.sending.onText' : 'ops.sending.offText') | transloco }}</p>
          <ul aria-live="polite">
            @for (item of now.items; track item.need) {
              <li>
                <app-icon [name]="item.isMet ? 'check' : item.isRequired ? 'x' : 'minus'" [class]="item.isMet ? 'met' : item.isRequired ? 'missing' : 'faint'" />
                <span>
                  <strong>{{ 'ops.sending.needs.' + item.need + '.name' | transloco }}</strong>
                  <span class="unseen">{{ (item.isMet ? 'ops.sending.met' : item.isRequired ? 'ops.sending.missing' : 'ops.sending.optional') | transloco }}</span>
                  @if (!item.isMet) {
                    <small class="quiet">
                      @if (item.reason && item.reason !== 'NOT_SET_UP') {
                        {{ 'ops.outbox.reasons.' + item.reason | transloco }}{{ item.failure ? ' (' + item.failure + ')' : '' }}
                      } @else {
                        {{ 'ops.sending.needs.' + item.need + '.todo' | transloco }}
                      }
                    </small>
                  }
                </span>
                @if (!item.isMet && !item.isRequired) {
                  <span class="chip plain">{{ 'ops.sending.optional' | transloco }}</span>
                }
              </li>
            }
          </ul>
          @if (problem(); as text) {
            <p class="note bad" role="alert"><app-icon name="alert" />{{ text }}</p>
          }
          <div class="row">
            <button type="button" class="button" [disabled]="check.busy() || turn.busy()" (click)="look()"><app-icon name="sync" />{{ 'ops.sending.again' | transloco }}</button>
            @if (now.live) {
              <button type="button" class="button danger" [disabled]="turn.busy()" (click)="switch(false)">{{ 'ops.sending.turnOff' | transloco }}</button>
            } @else {
              <button type="button" class="button primary" [disabled]="turn.busy() || check.busy()" (click)="switch(true)"><app-icon name="send" />{{ 'ops.sending.turnOn' | transloco }}</button>
            }
          </div>
        } @else if (problem(); as text) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ text }}<button type="button" class="button small push" (click)="look()">{{ 'ui.retry' | transloco }}</button></p>
        } @else {
          <app-skeleton [lines]="6" />
          <span class="unseen" role="status">{{ 'ops.sending.looking' | transloco }}</span>
        }
      </div>
    </section>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--s3);
    }
    li {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      gap: var(--s3);
      align-items: start;
    }
    li > span:nth-child(2) {
      display: grid;
      min-width: 0;
    }
    strong {
      font-weight: 560;
    }
    app-icon {
      margin-top: 0.15rem;
    }
    .met {
      color: var(--good);
    }
    .missing {
      color: var(--bad);
    }
  `,
})
export class SendingCard {
  /** Somebody turned it on or off. */
  readonly turned = output();

  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly check = mutation(CheckSendingDocument);
  protected readonly turn = mutation(SwitchSendingDocument);
  private readonly found = signal<SendingFragment | undefined>(undefined);
  protected readonly state = this.found.asReadonly();
  protected readonly problem = signal('');

  constructor() {
    void this.look();
  }

  protected async look(): Promise<void> {
    await this.tried(async () => this.found.set((await this.check({})).checkSending));
  }

  protected async switch(on: boolean): Promise<void> {
    const words = (key: string) => this.transloco.translate(`ops.sending.${key}`);
    if (on && !(await this.confirms.ask({ title: words('askTitle'), text: words('askText'), action: words('turnOn') }))) return;
    await this.tried(async () => {
      const { switchSending } = await this.turn({ on });
      this.problem.set(problemOf(switchSending));
      if (switchSending.__typename !== 'SendingState') return;
      this.found.set(switchSending);
      this.turned.emit();
      this.toasts.show({ text: words(on ? 'turnedOn' : 'turnedOff'), tone: 'good' });
    });
  }

  private async tried(act: () => Promise<void>): Promise<void> {
    this.problem.set('');
    try {
      await act();
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
