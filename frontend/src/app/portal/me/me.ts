import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { Languages } from '../../core/i18n/languages';
import { Can } from '../../core/session/can';
import { Session } from '../../core/session/session';
import { MySecurity } from '../../domain/security/my-security';
import { Avatar } from '../../ui/avatar';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { Skeleton } from '../../ui/skeleton';
import { ConsentsCard } from './consents';
import { Colleagues } from './colleagues';
import { MyDetailsDocument } from './me.generated';
import { ReachCard } from './reach';
import { PlanChange } from '../plan/plan-change';
import { MySessions } from '../../domain/security/my-sessions';

/** The customer's account: who, where, what it costs a month, what they want to be told, who may sign in, and from which devices. */
@Component({
  selector: 'app-me',
  imports: [Avatar, Can, Colleagues, ConsentsCard, EmptyState, Icon, MoneyPipe, MySecurity, MySessions, PlanChange, ReachCard, Skeleton, TranslocoPipe],
  templateUrl: './me.html',
  styleUrl: './me.css',
})
export class Me {
  protected readonly languages = inject(Languages);
  private readonly session = inject(Session);
  /** Owners manage who may sign in; others only see it, and so does whoever looks with a customer’s eyes. */
  protected readonly mayManage = computed(() => this.session.can('own:contacts') && !this.session.facts()?.viewing);
  protected readonly answer = query(MyDetailsDocument);
  /** The subscription whose plan is being changed. */
  protected readonly changing = signal<string | undefined>(undefined);
  protected readonly account = computed(() => this.answer.data()?.myAccount ?? undefined);

  protected changed(): void {
    this.changing.set(undefined);
    this.answer.reload();
  }
}
