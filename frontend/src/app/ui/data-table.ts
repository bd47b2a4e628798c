import { afterEveryRender, Component, computed, type ElementRef, input, output, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from './icon';

/** What a cell can hold besides words. */
const THINGS = 'a, button, input, select, img, svg';

/** A heading; `end` for columns of figures, `unseen` for one that only ears need, such as that of row buttons. */
export interface Column {
  readonly text: string;
  readonly end?: boolean;
  readonly unseen?: boolean;
}

/**
 * A list with its four faces: loading, empty, error with retry, full. Rows are projected `<tr>`s, the empty face an
 * `<app-empty-state>`. Below 640 px each row becomes a card whose cells carry their heading; those with nothing in them are left out.
 */
@Component({
  selector: 'app-data-table',
  imports: [Icon, TranslocoPipe],
  templateUrl: './data-table.html',
  styleUrl: './data-table.css',
  host: { '[class.failed]': '!!error()', '[class.busy]': 'loading()' },
})
export class DataTable {
  readonly columns = input<readonly (Column | string)[]>([]);
  readonly loading = input(false);
  readonly error = input<unknown>();
  /** What the table shows, for whoever cannot see it. */
  readonly caption = input('');
  readonly retry = output();

  protected readonly headings = computed(() => this.columns().map((column): Column => (typeof column === 'string' ? { text: column } : column)));
  protected readonly ghosts = [0, 1, 2, 3, 4];
  private readonly rows = viewChild.required<ElementRef<HTMLElement>>('rows');

  constructor() {
    afterEveryRender({ write: () => this.label() });
  }

  /** Writes each cell's heading and alignment onto it, since rows come from outside. */
  private label(): void {
    const headings = this.headings();
    for (const row of Array.from(this.rows().nativeElement.children)) {
      Array.from(row.children).forEach((cell, i) => {
        const heading = headings[i];
        const text = heading && !heading.unseen ? heading.text : '';
        if (cell.getAttribute('data-label') !== text) cell.setAttribute('data-label', text);
        cell.classList.toggle('end', !!heading?.end);
        cell.classList.toggle('bare', !cell.textContent?.trim() && !cell.querySelector(THINGS));
      });
    }
  }
}
