import { Component, computed, DestroyRef, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Unreachable } from '../../core/http/json';
import { FieldStore } from '../../core/offline/field-store';
import { PhotoRefused, type ScanAnswer, type ScannedDevice, Scans } from '../../core/offline/scans';
import { Server } from '../../core/offline/server';
import { Icon } from '../../ui/icon';
import { PhotoInput } from '../../ui/photo-input';
import type { LabelFields } from '../add/device-form';
import { ScanCodeDocument, ScanFinishedDocument, ScanReadDocument } from './scan-panel.generated';
import { ScanFound } from './scan-found';

/** Photographs a label and reads it: by the browser, else by the server, else by hand. Says which of them answered. */
@Component({
  selector: 'app-scan-panel',
  imports: [Icon, PhotoInput, ScanFound, TranslocoPipe],
  template: `
    <div class="stack">
      <app-photo-input [label]="'tech.scan.codes' | transloco" [busy]="busy() === 'BARCODE'" (taken)="read($event[0]!, 'BARCODE')" />
      <app-photo-input [label]="'tech.scan.label' | transloco" [busy]="busy() === 'LABEL'" (taken)="read($event[0]!, 'LABEL')" />
      <div role="status" class="stack">
        @if (told(); as key) {
          <p class="note" [class]="key === 'kept' ? 'info' : 'warn'"><app-icon name="info" />{{ refusal() || ('tech.scan.told.' + key | transloco) }}</p>
        }
        @if (answer(); as found) {
          <app-scan-found [answer]="found" [actions]="actions()" (picked)="picked.emit($event)" (wanted)="wanted.emit($event)" />
        }
      </div>
      @for (scan of later(); track scan.id) {
        <app-scan-found [answer]="scan.answer" [actions]="actions()" (picked)="picked.emit($event); scans.forget(scan.id)" (wanted)="wanted.emit($event); scans.forget(scan.id)" />
      }
      @if (actions()) {
        <button type="button" class="button quiet wide" (click)="wanted.emit({})">{{ 'tech.scan.byHand' | transloco }}</button>
      }
    </div>
  `,
})
export class ScanPanel {
  readonly jobId = input<string | null>(null);
  /** Whether what is found can be put to a visit. */
  readonly actions = input(false);
  readonly picked = output<ScannedDevice>();
  readonly wanted = output<LabelFields>();
  protected readonly scans = inject(Scans);
  private readonly store = inject(FieldStore);
  private readonly server = inject(Server);
  protected readonly busy = signal<'BARCODE' | 'LABEL' | null>(null);
  protected readonly answer = signal<ScanAnswer | null>(null);
  protected readonly told = signal<'kept' | 'nothing' | 'later' | 'refused' | null>(null);
  protected readonly refusal = signal('');
  /** Photos of this visit that were read after the signal came back. */
  protected readonly later = computed(() => this.store.scans().flatMap(({ id, jobId, answer }) => (answer && jobId === this.jobId() ? [{ id, answer: answer as ScanAnswer }] : [])));

  /** Stops listening for the photo that the server is going to read. */
  private rest: () => void = () => undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.rest());
  }

  protected async read(photo: File, mode: 'BARCODE' | 'LABEL'): Promise<void> {
    this.busy.set(mode);
    this.told.set(null);
    this.refusal.set('');
    this.answer.set(null);
    this.rest();
    try {
      const answer = await this.whose((mode === 'BARCODE' ? await this.scans.inBrowser(photo) : null) ?? (await this.scans.onServer(photo, mode, this.jobId())));
      const empty = !answer.codes.length && !Object.keys(answer.fields).length;
      this.told.set(answer.status === 'QUEUED' ? 'later' : empty ? 'nothing' : null);
      if (!empty) this.answer.set(answer);
      if (answer.status === 'QUEUED' && answer.scanId) this.listenFor(answer.scanId);
    } catch (error) {
      if (error instanceof PhotoRefused) {
        this.told.set('refused');
        this.refusal.set(error.message);
      } else if (error instanceof Unreachable) {
        await this.scans.keep(photo, mode, this.jobId());
        this.told.set('kept');
      } else throw error;
    } finally {
      this.busy.set(null);
    }
  }

  /** Shows what was read as soon as the server tells that it has; asks once by itself, in case that was quicker than the socket. */
  private listenFor(id: string): void {
    const look = () => void this.look(id).catch((error: unknown) => error instanceof Unreachable || Promise.reject(error)); // without signal: told again when it is back
    this.rest = this.server.follow(ScanFinishedDocument, look, { id });
    look();
  }

  private async look(id: string): Promise<void> {
    const { scan } = await this.server.ask(ScanReadDocument, { id });
    if (!scan || scan.status === 'QUEUED' || this.busy()) return;
    this.rest();
    const found = { by: 'server', scanId: id, status: scan.status, codes: scan.codes, fields: Object.fromEntries(scan.fields.map(({ name, value }) => [name, value])), match: scan.device } satisfies ScanAnswer;
    const empty = !found.codes.length && !scan.fields.length;
    this.told.set(empty ? 'nothing' : null);
    if (!empty) this.answer.set(found);
  }

  /** The server knows whose the codes are, also when they belong to several devices; without signal the codes alone. */
  private async whose(answer: ScanAnswer): Promise<ScanAnswer> {
    if (answer.by === 'server' && answer.codes.length < 2) return answer;
    const known = new Map((answer.match ? [answer.match] : []).map((device) => [device.id, device]));
    for (const { text } of answer.codes) {
      const device = await this.server.ask(ScanCodeDocument, { code: text }).then(({ deviceByCode }) => deviceByCode, () => null); // without signal: the codes alone
      if (device) known.set(device.id, device);
    }
    const [match = null, ...also] = known.values();
    return { ...answer, match, also };
  }
}
