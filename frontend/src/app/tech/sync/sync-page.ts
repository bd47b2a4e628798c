import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { CommandLog } from '../../core/offline/command-log';
import { FieldStore } from '../../core/offline/field-store';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { PositionCard } from '../job/position-card';
import { ActionLine } from './action-line';
import { StorageCard } from './storage-card';
import { ConflictCard } from './conflict-card';

/** What is on this phone only, what the server has, and what a person must decide. */
@Component({
  selector: 'app-tech-sync',
  imports: [ActionLine, ConflictCard, EmptyState, Icon, PositionCard, StorageCard, TranslocoPipe],
  template: `
    <div class="page">
      <header>
        <div>
          <h1>{{ 'tech.sync.title' | transloco }}</h1>
          <p>{{ 'tech.sync.counts' | transloco: { all: all(), sent: all() - log.pending().length, waiting: log.pending().length } }}</p>
        </div>
      </header>
      @for (command of log.undecided(); track command.commandId) {
        <app-conflict-card [command]="command" (decided)="log.settle(command, $event)" />
      }
      @if (log.waiting()) {
        <section class="card" aria-labelledby="waiting">
          <header>
            <h2 id="waiting">{{ 'tech.sync.onPhone' | transloco }}</h2>
            <button type="button" class="button small push" [disabled]="log.sending()" (click)="log.sendNow()"><app-icon name="sync" />{{ 'tech.sync.sendNow' | transloco }}</button>
          </header>
          <div class="rows">
            @for (scan of log.waitingPhotos(); track scan.id) {
              <p><app-icon name="image" />{{ 'tech.sync.photo' | transloco }}</p>
            }
            @for (photo of log.waitingPictures(); track photo.id) {
              <p class="row"><img [src]="photo.small" alt="" width="40" height="40" />{{ 'tech.sync.picture' | transloco }}</p>
            }
            @for (command of log.pending(); track command.commandId) {
              <app-action-line [command]="command" />
            }
          </div>
        </section>
      } @else {
        <app-empty-state icon="check-circle" [heading]="'tech.sync.nothingWaits' | transloco" />
      }
      @if (sent().length) {
        <section class="card" aria-labelledby="sent">
          <header><h2 id="sent">{{ 'tech.sync.onServer' | transloco }}</h2></header>
          <div class="rows">
            @for (command of sent(); track command.commandId) {
              <app-action-line [command]="command" />
            }
          </div>
        </section>
      }
      <app-position-card [always]="true" />
      <app-storage-card />
    </div>
  `,
})
export class SyncPage {
  protected readonly log = inject(CommandLog);
  private readonly commands = inject(FieldStore).commands;
  protected readonly all = computed(() => this.commands().length);
  protected readonly sent = computed(() => this.commands().filter(({ answer, settled }) => answer?.result === 'APPLIED' || settled).sort((a, b) => b.occurredAt.localeCompare(a.occurredAt)));
}
