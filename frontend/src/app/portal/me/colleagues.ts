import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { errorCode, explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Avatar } from '../../ui/avatar';
import { Confirms } from '../../ui/confirm';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Menu } from '../../ui/menu';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { ColleagueForm } from './colleague-form';
import { InviteMyColleagueAgainDocument, MyColleaguesDocument, type MyColleaguesQuery, RemoveMyColleagueDocument } from './colleagues.generated';

export type ColleagueRow = MyColleaguesQuery['colleagues'][number];

/** Who may sign in to the account, as its owner manages them: invite, invite again, another role, take away. */
@Component({
  selector: 'app-colleagues',
  imports: [Avatar, ColleagueForm, EmptyState, Icon, Menu, RelativeTime, Skeleton, TranslocoPipe],
  templateUrl: './colleagues.html',
  styleUrl: './me.css',
})
export class Colleagues {
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly answer = query(MyColleaguesDocument);
  protected readonly colleagues = computed(() => this.answer.data()?.colleagues);
  protected readonly edited = signal<ColleagueRow | 'new' | undefined>(undefined);
  protected readonly again = mutation(InviteMyColleagueAgainDocument);
  protected readonly drop = mutation(RemoveMyColleagueDocument);

  protected saved(text: string): void {
    this.edited.set(undefined);
    this.tell(text);
  }

  protected async inviteAgain({ id, name }: ColleagueRow): Promise<void> {
    await this.attempt(async () => problemOf((await this.again({ id })).inviteColleagueAgain), 'invitedAgain', name);
  }

  protected async remove({ id, name }: ColleagueRow): Promise<void> {
    const say = (key: string) => this.transloco.translate<string>(`portal.colleagues.${key}`, { name });
    if (!(await this.confirms.ask({ title: say('removeTitle'), text: say('removeText'), action: say('remove'), danger: true }))) return;
    await this.attempt(async () => problemOf((await this.drop({ id })).removeColleague), 'removed', name);
  }

  private async attempt(work: () => Promise<string>, done: string, name: string): Promise<void> {
    try {
      const problem = await work();
      if (problem) this.toasts.show({ text: problem, tone: 'bad' });
      else this.tell(this.transloco.translate(`portal.colleagues.${done}`, { name }));
    } catch (error) {
      if (errorCode(error) !== 'STEP_UP_NEEDED') this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }

  private tell(text: string): void {
    this.toasts.show({ text, tone: 'good' });
    this.answer.reload();
  }
}
