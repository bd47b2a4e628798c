import { computed, inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { isPlace } from '@demarc/geo';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { formatInstant } from '../../ui/format';
import { Locale } from '../../ui/locale';
import { initials } from '../../ui/avatar';
import type { Marker } from '../../ui/map';
import { FieldPositionsDocument, TechnicianSeenDocument } from './dispatch.generated';

/** A place told longer ago than this is of another day's work. */
const OLD_MS = 12 * 3_600_000;

/** Where everybody of the field is, as phones and trackers tell it. */
@Injectable()
export class FieldPositions {
  private readonly locale = inject(Locale);
  private readonly transloco = inject(TranslocoService);
  private readonly list = query(FieldPositionsDocument);
  readonly markers = computed<Marker[]>(() => (this.list.data()?.technicians ?? []).flatMap(({ id, name, colour, position }): Marker[] => {
    if (!position || !isPlace(position.lat, position.lon) || Date.parse(position.at) < Date.now() - OLD_MS) return [];
    const at = formatInstant(new Date(position.at), this.locale.tag(), this.locale.zone(), { hour: 'numeric', minute: '2-digit' });
    return [{ id: `here:${id}`, lat: position.lat, lon: position.lon, label: this.transloco.translate<string>('ops.dispatch.seenAt', { name, at }), colour, mark: initials(name), isSmall: true }];
  }));

  constructor() {
    live(TechnicianSeenDocument);
  }
}
