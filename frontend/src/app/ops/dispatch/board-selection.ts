import { computed, inject, Injectable, signal } from '@angular/core';
import { followPointer } from '../../ui/timeline/pointer-drag';
import { Board } from './board';
import { canMove, LANE, type BoardJob } from './board-model';

/** A rectangle drawn over the grid, in its pixels. */
export interface Lasso {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The visits that are chosen to be moved together: by click with Shift or Ctrl, by a rectangle, or by key. */
@Injectable()
export class BoardSelection {
  private readonly board = inject(Board);
  private readonly chosen = signal<ReadonlySet<string>>(new Set());
  readonly lasso = signal<Lasso | undefined>(undefined);
  /** What is chosen and can still be moved; what has begun or left meanwhile is no longer part of it. */
  readonly jobs = computed(() => (this.chosen().size ? [...this.board.planned(), ...this.board.waiting()].filter((job) => this.chosen().has(job.id) && canMove(job)) : []));
  readonly ids = computed<ReadonlySet<string>>(() => new Set(this.jobs().map(({ id }) => id)));

  /** Whether a press means choosing, and not opening or carrying. */
  means({ shiftKey, ctrlKey, metaKey }: MouseEvent): boolean {
    return this.board.canPlan() && (shiftKey || ctrlKey || metaKey);
  }

  toggle(job: BoardJob): void {
    if (!this.board.canPlan() || !canMove(job)) return;
    this.chosen.update((chosen) => new Set(chosen.has(job.id) ? [...chosen].filter((id) => id !== job.id) : [...chosen, job.id]));
  }

  clear(): void {
    if (this.chosen().size) this.chosen.set(new Set());
  }

  /** Those that go with a visit that is carried; none when it is not one of them. */
  with(job: BoardJob): readonly BoardJob[] {
    return this.ids().has(job.id) ? this.jobs().filter(({ id }) => id !== job.id) : [];
  }

  /** Draws a rectangle from where the bare grid was pressed and chooses what it touches: in addition with Shift or Ctrl, else instead. */
  draw(down: PointerEvent, grid: HTMLElement, scroller: HTMLElement): void {
    if (down.button !== 0 || down.pointerType === 'touch' || !this.board.canPlan() || (down.target as HTMLElement).closest('button')) return;
    if (!this.means(down)) this.clear();
    const before = [...this.chosen()];
    const box = grid.getBoundingClientRect();
    const [x, y] = [down.clientX - box.left, down.clientY - box.top];
    const move = (clientX: number, clientY: number) => {
      const now = grid.getBoundingClientRect();
      const [toX, toY] = [clientX - now.left, clientY - now.top];
      const lasso = { x: Math.min(x, toX), y: Math.min(y, toY), width: Math.abs(toX - x), height: Math.abs(toY - y) };
      this.lasso.set(lasso);
      this.choose([...before, ...this.touched(lasso)]);
    };
    followPointer(down, { begin: () => undefined, move, drop: () => this.lasso.set(undefined), cancel: () => this.lasso.set(undefined) }, scroller);
  }

  /** Leaves the set alone while it stays the same, so that nothing is drawn anew. */
  private choose(ids: readonly string[]): void {
    const next = new Set(ids);
    const now = this.chosen();
    if (next.size !== now.size || [...next].some((id) => !now.has(id))) this.chosen.set(next);
  }

  private touched({ x, y, width, height }: Lasso): string[] {
    return this.board.bars().filter((bar) => canMove(bar.job) && bar.x < x + width && bar.x + bar.width > x && bar.y < y + height && bar.y + LANE > y).map(({ job }) => job.id);
  }
}
