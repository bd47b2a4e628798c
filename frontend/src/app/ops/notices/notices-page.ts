import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { Confirms } from '../../ui/confirm';
import { DataTable } from '../../ui/data-table';
import { WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { Toasts } from '../../ui/toast';
import { NoticeForm } from './notice-form';
import { EndNoticeDocument, NoticeMovedDocument, OpsNoticesDocument, type NoticeRowFragment } from './notices.generated';

/** Outages, planned maintenance and news: what the public status page and the portal show. */
@Component({
  selector: 'app-notices-page',
  imports: [Can, DataTable, EmptyState, Icon, NoticeForm, TranslocoPipe, WhenPipe],
  templateUrl: './notices-page.html',
  styles: 'small { display: block; font-weight: 400; } .acts { justify-content: flex-end; }',
})
export class NoticesPage {
  private readonly words = inject(TranslocoService);
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly locale = inject(Locale);
  protected readonly list = query(OpsNoticesDocument);
  protected readonly notices = computed(() => this.list.data()?.serviceNotices ?? []);
  /** The notice that is being written: a new one, or one that is changed. */
  protected readonly writing = signal<NoticeRowFragment | 'new' | undefined>(undefined);
  protected readonly ending = mutation(EndNoticeDocument);
  protected readonly tones = { OUTAGE: 'bad', MAINTENANCE: 'warn', NEWS: 'info' } as const;

  constructor() {
    live(NoticeMovedDocument, undefined, () => this.list.reload());
  }

  protected title({ titleFr, titleEn }: NoticeRowFragment): string {
    return this.locale.language() === 'fr' ? titleFr : titleEn;
  }

  protected kept(): void {
    this.writing.set(undefined);
    this.toasts.show({ text: this.words.translate('ops.notices.kept'), tone: 'good' });
    this.list.reload();
  }

  protected async end(notice: NoticeRowFragment): Promise<void> {
    const say = (key: string) => this.words.translate(`ops.notices.${key}`, { title: this.title(notice) });
    if (!(await this.confirms.ask({ title: say('endTitle'), text: say('endText'), action: say('end') }))) return;
    const { endServiceNotice } = await this.ending({ id: notice.id });
    const problem = problemOf(endServiceNotice);
    this.toasts.show(problem ? { text: problem, tone: 'bad' } : { text: say('ended'), tone: 'good' });
    this.list.reload();
  }
}
