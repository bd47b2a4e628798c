import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { DeviceLine } from '../../domain/device/device-line';
import { DeviceTies } from '../../domain/device/device-ties';
import { JobStatus } from '../../domain/job/job-status';
import { LineReading } from '../../domain/line/line-reading';
import { TicketStatus } from '../../domain/ticket/ticket-status';
import { DayPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LabelledMap, type Marker } from '../../ui/map';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { DeviceDetailDocument, ReadDeviceLineDocument } from './equipment.generated';
import { MoveDevice } from './move-device';
import { TieDevice } from './tie-device';

/** One serial's whole life: what it is, whose, where, what is subscribed there, its tickets, visits, line, and every move it made. */
@Component({
  selector: 'app-device-page',
  imports: [Can, DayPipe, DeviceLine, DeviceTies, EmptyState, Icon, JobStatus, LabelledMap, LineReading, MoveDevice, RouterLink, Skeleton, TicketStatus, TieDevice, TranslocoPipe, WhenPipe],
  templateUrl: './device-page.html',
  styleUrl: './device-page.css',
})
export class DevicePage {
  readonly id = input.required<string>();

  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly read = mutation(ReadDeviceLineDocument);
  protected readonly moving = signal(false);
  protected readonly tying = signal(false);
  protected readonly wayTo = ({ id }: { readonly id: string }): readonly string[] => ['/ops/equipment', id];
  protected readonly answer = query(DeviceDetailDocument, () => ({ id: this.id() }));
  protected readonly device = computed(() => {
    const device = this.answer.data()?.device;
    return device?.id === this.id() ? device : undefined;
  });
  protected readonly markers = computed<Marker[]>(() => {
    const place = this.device()?.location;
    return place && place.lat !== null && place.lon !== null ? [{ id: place.id, label: place.line1, lat: place.lat, lon: place.lon }] : [];
  });

  protected moved(): void {
    this.moving.set(false);
    this.toasts.show({ text: this.transloco.translate('ops.equipment.movedOn'), tone: 'good' });
    this.answer.reload();
  }

  protected tied(): void {
    this.tying.set(false);
    this.toasts.show({ text: this.transloco.translate('ops.equipment.tied'), tone: 'good' });
    this.answer.reload();
  }

  protected async readLine(): Promise<void> {
    try {
      const problem = problemOf((await this.read({ deviceId: this.id() })).readLine);
      if (problem) this.toasts.show({ text: problem, tone: 'bad' });
      this.answer.reload();
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
