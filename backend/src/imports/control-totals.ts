/** What an import must add up to, in cents. */
export interface Totals {
  invoices: number;
  total: number;
  outstanding: number;
  paid: number;
  /** How many invoices stand where. */
  byStatus: Record<string, number>;
}

export const noTotals = (): Totals => ({ invoices: 0, total: 0, outstanding: 0, paid: 0, byStatus: {} });

/** Adds `more` to `totals`. */
export function add(totals: Totals, more: Totals): void {
  totals.invoices += more.invoices;
  totals.total += more.total;
  totals.outstanding += more.outstanding;
  totals.paid += more.paid;
  for (const [status, count] of Object.entries(more.byStatus)) totals.byStatus[status] = (totals.byStatus[status] ?? 0) + count;
}

/** One control figure: what the export says, what was read, and what the tables hold. `null` where there is nothing to compare. */
export interface Control {
  readonly name: string;
  readonly expected: number | null;
  readonly read: number;
  readonly written: number | null;
  /** Whether they agree to the cent. */
  readonly agrees: boolean;
}

/** How the other system's statuses are kept here. */
const KEPT_AS: Readonly<Record<string, string>> = { Draft: 'DRAFT', Paid: 'PAID', 'Partly Paid': 'PARTLY_PAID', Unpaid: 'ISSUED', Overdue: 'ISSUED', Submitted: 'ISSUED', Return: 'CREDITED', 'Credit Note Issued': 'CREDITED', Cancelled: 'VOID' };

/** Counts by our states from counts by theirs. */
export function keptStatuses(theirs: Readonly<Record<string, number>>): Record<string, number> {
  const ours: Record<string, number> = {};
  for (const [status, count] of Object.entries(theirs)) ours[KEPT_AS[status] ?? status] = (ours[KEPT_AS[status] ?? status] ?? 0) + count;
  return ours;
}

/** Compares the totals of the export, of what was read and of what is in the tables (`null` in a dry run). */
export function controls(expected: Totals | null, read: Totals, written: Totals | null): Control[] {
  const control = (name: string, of: (totals: Totals) => number): Control => {
    const [said, seen, kept] = [expected && of(expected), of(read), written && of(written)];
    return { name, expected: said, read: seen, written: kept, agrees: (said ?? seen) === seen && (kept ?? seen) === seen };
  };
  const statuses = [...new Set([...Object.keys(expected?.byStatus ?? {}), ...Object.keys(read.byStatus)])].sort();
  const states = [...new Set([...Object.keys(keptStatuses(read.byStatus)), ...Object.keys(written?.byStatus ?? {})])].sort();
  return [
    control('invoices', (totals) => totals.invoices),
    control('total', (totals) => totals.total),
    control('outstanding', (totals) => totals.outstanding),
    control('paid', (totals) => totals.paid),
    ...statuses.map((status): Control => {
      const [said, seen] = [expected ? (expected.byStatus[status] ?? 0) : null, read.byStatus[status] ?? 0];
      return { name: `status ${status}`, expected: said, read: seen, written: null, agrees: said === null || said === seen };
    }),
    ...(written ? states.map((state): Control => {
      const [seen, kept] = [keptStatuses(read.byStatus)[state] ?? 0, written.byStatus[state] ?? 0];
      return { name: `state ${state}`, expected: null, read: seen, written: kept, agrees: seen === kept };
    }) : []),
  ];
}
