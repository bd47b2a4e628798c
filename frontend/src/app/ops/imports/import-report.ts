import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { MoneyPipe } from '../../ui/money';

/** One control figure of a report, in cents where it is money. */
interface Control {
  readonly name: string;
  readonly expected: number | null;
  readonly read: number;
  readonly written: number | null;
  readonly agrees: boolean;
}

/** What came of a run, as the server stored it. */
export interface Report {
  readonly counts: readonly { readonly doctype: string; readonly read: number; readonly taken: number; readonly refused: number; readonly remarked: number }[];
  readonly reasons: Readonly<Record<string, number>>;
  readonly controls: readonly Control[];
  readonly rowsRead: number;
  readonly rowsChanged: number;
  readonly seconds: number;
}

const MONEY: ReadonlySet<string> = new Set(['total', 'outstanding', 'paid']);
const NAMED: ReadonlySet<string> = new Set(['invoices', ...MONEY]);

/** The report of an import: what was read of each kind, and whether the books agree to the cent. */
@Component({
  selector: 'app-import-report',
  imports: [MoneyPipe, TranslocoPipe],
  templateUrl: './import-report.html',
  styleUrl: './import-report.css',
})
export class ImportReport {
  readonly report = input.required<Report>();

  protected readonly agrees = computed(() => this.report().controls.every(({ agrees }) => agrees));
  protected readonly controls = computed(() =>
    this.report().controls.map(({ name, expected, read, written, agrees }) => ({ name, agrees, known: NAMED.has(name), money: MONEY.has(name), figures: [expected, read, written] as const })));
}
