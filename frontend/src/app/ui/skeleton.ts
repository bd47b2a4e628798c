import { Component, computed, input, numberAttribute } from '@angular/core';

/** Lines of nothing in the shape of what is coming. */
@Component({
  selector: 'app-skeleton',
  template: `@for (line of shapes(); track $index) {<i [style.width.%]="line"></i>}`,
  host: { 'aria-hidden': 'true' },
  styles: `
    :host {
      display: grid;
      gap: var(--s3);
    }
    i {
      height: 0.75rem;
      border-radius: var(--r-sm);
      background: linear-gradient(90deg, var(--calm-soft) 30%, var(--hover) 50%, var(--calm-soft) 70%) 0 / 300% 100%;
      animation: shimmer 1.6s linear infinite;
    }
    @keyframes shimmer {
      from {
        background-position: 100% 0;
      }
    }
  `,
})
export class Skeleton {
  readonly lines = input(3, { transform: numberAttribute });
  protected readonly shapes = computed(() => Array.from({ length: this.lines() }, (_, i) => [92, 74, 83, 58][i % 4]!));
}
