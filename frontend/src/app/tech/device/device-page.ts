import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { CommandLog } from '../../core/offline/command-log';
import { DayPack } from '../../core/offline/day-pack';
import type { CardDevice, DeviceCard } from '../../core/offline/device-card';
import { FieldStore } from '../../core/offline/field-store';
import { isOver } from '../../core/offline/projection';
import { Server } from '../../core/offline/server';
import { DeviceLine } from '../../domain/device/device-line';
import { DeviceTies } from '../../domain/device/device-ties';
import { TicketStatus } from '../../domain/ticket/ticket-status';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { mapLink, phoneLink } from '../job/links';
import { PlaceContacts } from '../job/place-contacts';
import { FieldDeviceByCodeDocument } from './device.generated';
import { LineCard } from './line-card';
import { UnlinkSheet, type UnlinkReason } from './unlink-sheet';
import { VisitLine } from './visit-line';

/** One device on seven cards: what it is, whose, where, what is subscribed there, tickets, visits and its line. Works from what the phone carries. */
@Component({
  selector: 'app-tech-device',
  imports: [DeviceLine, DeviceTies, EmptyState, Icon, LineCard, PlaceContacts, RouterLink, Skeleton, TicketStatus, TranslocoPipe, UnlinkSheet, VisitLine],
  templateUrl: './device-page.html',
  styleUrl: '../job/job-page.css',
})
export class DevicePage {
  /** As in the address; any spelling. */
  readonly serial = input.required<string>();
  private readonly pack = inject(DayPack);
  private readonly log = inject(CommandLog);
  private readonly router = inject(Router);
  private readonly server = inject(Server);
  protected readonly store = inject(FieldStore);
  protected readonly unlinking = signal(false);
  protected readonly wayTo = ({ serial }: { readonly serial: string }): readonly string[] => ['/j/device', serial];
  protected readonly map = mapLink;
  protected readonly phone = phoneLink;
  private readonly kept = computed(() => this.pack.device(this.serial()));
  /** What the phone does not carry is asked of the server. */
  protected readonly asked = resource({
    params: () => (this.store.ready() && !this.kept() ? { code: this.serial() } : undefined),
    loader: async ({ params }) => (await this.server.ask(FieldDeviceByCodeDocument, params)).deviceByCode,
  });
  protected readonly card = computed<DeviceCard | undefined>(() => {
    const found = this.asked.hasValue() ? this.asked.value() : undefined;
    return this.kept() ?? (found ? { device: found as CardDevice, customer: found.customer, location: found.location, job: null, van: found.stockPlace?.name ?? null } : undefined);
  });
  /** Only at a visit of one's own that is not over. */
  protected readonly mayUnlink = computed(() => {
    const card = this.card();
    return card?.job && card.device.status === 'INSTALLED' && !isOver(card.job.status);
  });

  protected async unlink(reason: UnlinkReason): Promise<void> {
    const { device, job } = this.card()!;
    this.unlinking.set(false);
    await this.log.did('device.unlink', { deviceId: device.id, jobId: job!.id, reason, serial: device.serial, device: { ...device, status: reason } });
    await this.router.navigate(['/j', job!.id]);
  }
}
