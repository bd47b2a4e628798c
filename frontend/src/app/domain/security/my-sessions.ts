import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { PAGE } from '../../core/http/page';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { Confirms } from '../../ui/confirm';
import { WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { EndMyOtherSessionsDocument, EndMySessionDocument, MySessionsDocument, SignMeOutEverywhereDocument } from './security.generated';

/** The devices that are signed in; each can be signed out, or all at once. */
@Component({
  selector: 'app-my-sessions',
  imports: [EmptyState, Icon, RelativeTime, Skeleton, TranslocoPipe, WhenPipe],
  templateUrl: './my-sessions.html',
  styles: `.who { display: grid; flex: 1; min-width: 0; }`,
})
export class MySessions {
  private readonly session = inject(Session);
  private readonly page = inject(PAGE);
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly answer = query(MySessionsDocument);
  protected readonly sessions = computed(() => this.answer.data()?.sessions);
  protected readonly here = computed(() => this.answer.data()?.me.sessionId);
  protected readonly end = mutation(EndMySessionDocument);
  protected readonly endAll = mutation(SignMeOutEverywhereDocument);
  protected readonly endOthers = mutation(EndMyOtherSessionsDocument);
  protected readonly ending = signal('');

  protected async signOut(id: string): Promise<void> {
    this.ending.set(id);
    try {
      await this.end({ id });
      this.toasts.show({ text: this.transloco.translate('domain.sessions.ended'), tone: 'good' });
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    } finally {
      this.ending.set('');
      this.answer.reload();
    }
  }

  protected async signOutOthers(): Promise<void> {
    const say = (key: string) => this.transloco.translate<string>(`domain.sessions.${key}`);
    if (!(await this.confirms.ask({ title: say('othersTitle'), text: say('othersText'), action: say('others'), danger: true }))) return;
    try {
      await this.endOthers({});
      this.toasts.show({ text: say('othersEnded'), tone: 'good' });
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    } finally {
      this.answer.reload();
    }
  }

  protected async signOutEverywhere(): Promise<void> {
    const say = (key: string) => this.transloco.translate<string>(`domain.sessions.${key}`);
    if (!(await this.confirms.ask({ title: say('everywhereTitle'), text: say('everywhereText'), action: say('everywhere'), danger: true }))) return;
    try {
      await this.endAll({});
    } catch (error) {
      return this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
    this.session.expired();
    this.page.go('/login');
    this.page.reload();
  }
}
