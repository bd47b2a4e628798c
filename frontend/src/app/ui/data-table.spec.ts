import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideTexts, screen, settle } from '../../../test/support';
import { DataTable } from './data-table';
import { EmptyState } from './empty-state';

@Component({
  imports: [DataTable, EmptyState],
  template: `
    <app-data-table [columns]="['Name', { text: 'Total', end: true }, 'Why']" [loading]="loading()" [error]="error()" (retry)="retries = retries + 1">
      @for (row of rows(); track row) {
        <tr>
          <th scope="row">{{ row }}</th>
          <td>10</td>
          <td><span>{{ row === 'b' ? 'late' : '' }}</span></td>
        </tr>
      } @empty {
        <app-empty-state heading="Nothing here" />
      }
    </app-data-table>
  `,
})
class Page {
  readonly rows = signal<string[]>([]);
  readonly loading = signal(true);
  readonly error = signal<unknown>(undefined);
  retries = 0;
}

describe('a table', () => {
  async function open() {
    TestBed.configureTestingModule({ providers: [provideTexts('en')] });
    const fixture = TestBed.createComponent(Page);
    await settle(fixture);
    const set = async (change: (page: Page) => void) => {
      change(fixture.componentInstance);
      await settle(fixture);
    };
    return { fixture, set, page: screen(fixture) };
  }

  it('says that it is loading, and nothing of being empty', async () => {
    const { page } = await open();
    expect(page.get('status').textContent).toBe('Loading…');
    expect(page.find('heading', 'Nothing here')).toEqual([]);
  });

  it('shows the empty face outside the table when there is nothing', async () => {
    const { page, set } = await open();
    await set((p) => p.loading.set(false));
    expect(page.get('heading', 'Nothing here').closest('table')).toBeNull();
  });

  it('gives each cell its heading, for the cards of a phone', async () => {
    const { page, set } = await open();
    await set((p) => {
      p.rows.set(['a', 'b']);
      p.loading.set(false);
    });
    expect(page.find('cell').map((cell) => cell.getAttribute('data-label'))).toEqual(['Total', 'Why', 'Total', 'Why']);
  });

  it('leaves cells with nothing in them out of the cards', async () => {
    const { page, set } = await open();
    await set((p) => {
      p.rows.set(['a', 'b']);
      p.loading.set(false);
    });
    expect(page.find('cell').map((cell) => cell.classList.contains('bare'))).toEqual([false, true, false, false]);
  });

  it('offers to try again after a failure', async () => {
    const { fixture, page, set } = await open();
    await set((p) => {
      p.loading.set(false);
      p.error.set(new Error('no'));
    });
    expect(page.get('alert').textContent).toContain('This list cannot be shown');
    page.find('button', 'Try again').at(-1)!.click();
    expect(fixture.componentInstance.retries).toBe(1);
  });
});
