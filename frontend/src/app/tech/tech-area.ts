import { Component, DestroyRef, effect, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { CommandLog } from '../core/offline/command-log';
import { DayPack } from '../core/offline/day-pack';
import { TechnicianJobChangedDocument } from '../core/offline/day-pack.generated';
import { FieldStore } from '../core/offline/field-store';
import { Server } from '../core/offline/server';
import { Session } from '../core/session/session';
import { NavBadges } from '../core/shell/nav';
import { TechShell } from '../core/shell/tech-shell';
import { Confirms } from '../ui/confirm';
import { PositionPill } from './sync/position-pill';
import { SyncPill } from './sync/sync-pill';

/** The phone's shell; the state of the sync goes into its bar. */
@Component({ selector: 'app-tech-area', imports: [PositionPill, SyncPill, TechShell], template: `<app-tech-shell><app-position-pill sync /><app-sync-pill sync /></app-tech-shell>` })
export class TechArea {
  constructor() {
    const [log, pack, store, session, badges] = [inject(CommandLog), inject(DayPack), inject(FieldStore), inject(Session), inject(NavBadges)];
    const [confirms, transloco] = [inject(Confirms), inject(TranslocoService)];
    void log.run();
    const unfollow = inject(Server).follow(TechnicianJobChangedDocument, () => void pack.news());
    effect(() => badges.set('sync', { count: log.undecided().length || log.waiting(), tone: log.undecided().length ? 'bad' : 'calm' }));
    const unask = session.beforeSignOut(async () => {
      const n = log.waiting();
      const texts = { title: transloco.translate('tech.leave.title', { n }), text: transloco.translate('tech.leave.text'), action: transloco.translate('tech.leave.action') };
      const leave = !n || (await confirms.ask(texts));
      if (leave) await store.close();
      return leave;
    });
    inject(DestroyRef).onDestroy(() => {
      unfollow();
      unask();
    });
  }
}
