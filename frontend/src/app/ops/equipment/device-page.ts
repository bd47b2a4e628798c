import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { DeviceLine } from '../../domain/device/device-line';
import { Confirms } from '../../ui/confirm';
import { WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LabelledMap, type Marker } from '../../ui/map';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { DeviceDetailDocument, UnlinkDeviceDocument } from './equipment.generated';

/** One device: what it is, where it is, and every move it made. */
@Component({
  selector: 'app-device-page',
  imports: [Can, DeviceLine, EmptyState, Icon, LabelledMap, RouterLink, Skeleton, TranslocoPipe, WhenPipe],
  templateUrl: './device-page.html',
  styleUrl: './device-page.css',
})
export class DevicePage {
  readonly id = input.required<string>();

  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly unlink = mutation(UnlinkDeviceDocument);
  protected readonly answer = query(DeviceDetailDocument, () => ({ id: this.id() }));
  protected readonly device = computed(() => {
    const device = this.answer.data()?.device;
    return device?.id === this.id() ? device : undefined;
  });
  protected readonly markers = computed<Marker[]>(() => {
    const place = this.device()?.location;
    return place && place.lat !== null && place.lon !== null ? [{ id: place.id, label: place.line1, lat: place.lat, lon: place.lon }] : [];
  });

  protected async takeBack(): Promise<void> {
    const title = this.transloco.translate<string>('ops.equipment.takeBack');
    if (!(await this.confirms.ask({ title, text: this.transloco.translate('ops.equipment.takeBackText'), action: title, danger: true }))) return;
    try {
      const problem = problemOf((await this.unlink({ deviceId: this.id(), reason: 'RETURNED' })).unlinkDevice);
      this.toasts.show(problem ? { text: problem, tone: 'bad' } : { text: this.transloco.translate('ops.equipment.takenBack'), tone: 'good' });
      this.answer.reload();
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
