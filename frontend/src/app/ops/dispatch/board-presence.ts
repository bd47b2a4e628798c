import { computed, DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { newKey } from '../../core/graphql/key';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { Board } from './board';
import { BoardDrag } from './board-drag';
import { BoardSelection } from './board-selection';
import { BoardColleagueSeenDocument, ShowOnBoardDocument } from './dispatch.generated';

interface Colleague {
  readonly window: string;
  readonly name: string;
  readonly jobIds: readonly string[];
  readonly seenAt: number;
}

const AGAIN_MS = 20_000;
/** Who has been silent for so long has gone. */
const GONE_MS = 45_000;
const PAUSE_MS = 150;
const MOST = 60;

/** Who else looks at this board right now and what they point at; and the same of this window, for them. */
@Injectable()
export class BoardPresence {
  private readonly board = inject(Board);
  private readonly selection = inject(BoardSelection);
  private readonly drag = inject(BoardDrag);
  private readonly show = mutation(ShowOnBoardDocument);
  private readonly window = newKey();
  private readonly seen = signal<ReadonlyMap<string, Colleague>>(new Map());
  /** The visit whose panel is open here. */
  readonly open = signal<string | undefined>(undefined);
  private readonly span = computed(() => (this.board.first() ? { day: this.board.first()!, days: this.board.days() } : undefined));
  private readonly pointed = computed(() => [...new Set([...this.selection.ids(), ...(this.open() ? [this.open()!] : []), ...(this.drag.lifted() ? [this.drag.lifted()!.job.id] : [])])].slice(0, MOST));

  /** Colleagues by name, once each however many windows they have. */
  readonly colleagues = computed(() => [...new Set([...this.seen().values()].map(({ name }) => name))].sort());
  /** Who points at a visit. */
  readonly pointing = computed<ReadonlyMap<string, string>>(() => new Map([...this.seen().values()].flatMap(({ name, jobIds }) => jobIds.map((id) => [id, name] as const))));

  constructor() {
    live(BoardColleagueSeenDocument, this.span, ({ boardColleagueSeen: { window, name, jobIds, isNew, isGone } }) => {
      if (window === this.window) return;
      this.seen.update((seen) => new Map(isGone ? [...seen].filter(([id]) => id !== window) : [...seen, [window, { window, name, jobIds, seenAt: Date.now() }]]));
      if (isNew) void this.tell({});
    });
    let pause: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      this.pointed();
      clearTimeout(pause);
      pause = setTimeout(() => void this.tell({}), PAUSE_MS);
    });
    effect((onCleanup) => {
      const span = this.span();
      if (!span) return;
      untracked(() => {
        this.seen.set(new Map());
        void this.tell({ isNew: true });
      });
      onCleanup(() => void this.tell({ isGone: true, ...span }));
    });
    const again = setInterval(() => {
      this.seen.update((seen) => (seen.size ? new Map([...seen].filter(([, { seenAt }]) => seenAt > Date.now() - GONE_MS)) : seen));
      if (!document.hidden) void this.tell({});
    }, AGAIN_MS);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(again);
      clearTimeout(pause);
    });
  }

  /** Colleagues are a courtesy: when they cannot be told, the next time will do, and the board goes on. */
  private async tell({ isNew = false, isGone = false, ...span }: { readonly isNew?: boolean; readonly isGone?: boolean; readonly day?: string; readonly days?: number }): Promise<void> {
    const at = span.day ? { day: span.day, days: span.days! } : untracked(this.span);
    if (at) await this.show({ ...at, window: this.window, jobIds: isGone ? [] : untracked(this.pointed), isNew, isGone }).catch(() => undefined);
  }
}
