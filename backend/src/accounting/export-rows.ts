/** A line of an issued invoice or credit note, as it goes into another program's books. */
export interface ExportLine {
  readonly number: string;
  readonly customer: string;
  readonly email: string | null;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly amount: number;
  readonly currency: string;
  /** The taxes of the whole invoice; its first line carries them where the program wants them on a line. */
  readonly taxes: readonly { readonly code: string; readonly amount: number }[];
  readonly taxable: boolean;
  readonly first: boolean;
}

/** One side of a ledger operation, for the journal. */
export interface JournalSide {
  readonly day: string;
  readonly account: string;
  readonly taxCode: string | null;
  readonly amount: number;
  readonly reference: string;
  readonly customer: string;
  readonly kind: string;
}

type Cells = readonly (string | number)[];

export const XERO_HEADINGS: Cells = [
  '*ContactName', 'EmailAddress', 'POAddressLine1', 'POAddressLine2', 'POAddressLine3', 'POAddressLine4', 'POCity', 'PORegion', 'POPostalCode', 'POCountry', '*InvoiceNumber', 'Reference', '*InvoiceDate', '*DueDate', 'InventoryItemCode',
  '*Description', '*Quantity', '*UnitAmount', 'Discount', '*AccountCode', '*TaxType', 'TrackingName1', 'TrackingOption1', 'TrackingName2', 'TrackingOption2', 'Currency', 'BrandingTheme',
];
export const QUICKBOOKS_HEADINGS: Cells = ['InvoiceNo', 'Customer', 'InvoiceDate', 'DueDate', 'Terms', 'Memo', 'Item(Product/Service)', 'ItemDescription', 'ItemQuantity', 'ItemRate', 'ItemAmount', 'ItemTaxCode', 'ItemTaxAmount', 'Currency', 'ServiceDate'];
export const SAGE_HEADINGS: Cells = ['Date', 'Account', 'Debit', 'Credit', 'Reference', 'Comment'];

/** What the other program calls our account where the provider has not said otherwise. */
const ACCOUNTS: Readonly<Record<string, string>> = {
  RECEIVABLE: '1200', PROCESSOR: '1060', BANK: '1050', DISPUTED: '1070', CUSTOMER_CREDIT: '2100', TAX: '2300', REVENUE: '4000', LATE_FEES: '4100', FEES: '5600', WRITE_OFF: '5700', ROUNDING: '5800', OPENING: '3900',
};

/** Minor units as programs write them, with a point: 1234.50. */
export const plain = (minor: number): string => `${minor < 0 ? '-' : ''}${Math.floor(Math.abs(minor) / 100)}.${String(Math.abs(minor) % 100).padStart(2, '0')}`;

/** The number of an account in the other program. */
export const accountNumber = (account: string, own: Readonly<Record<string, string>>): string => own[account] ?? ACCOUNTS[account] ?? account;

export function xeroRow(line: ExportLine, own: Readonly<Record<string, string>>): Cells {
  const taxType = line.taxable ? line.taxes.map(({ code }) => code).join('/') || 'Tax Exempt' : 'Tax Exempt';
  return [line.customer, line.email ?? '', '', '', '', '', '', '', '', 'CA', line.number, '', line.issuedOn, line.dueOn, '', line.description, line.quantity, plain(line.unitPrice), '', accountNumber('REVENUE', own), taxType, '', '', '', '', line.currency, ''];
}

export function quickbooksRow(line: ExportLine): Cells {
  const tax = line.first ? line.taxes.reduce((sum, { amount }) => sum + amount, 0) : 0;
  return [line.number, line.customer, line.issuedOn, line.dueOn, '', '', 'Services', line.description, line.quantity, plain(line.unitPrice), plain(line.amount), line.taxable ? line.taxes.map(({ code }) => code).join('/') : 'Exempt', plain(tax), line.currency, line.issuedOn];
}

/** A journal is what every version of Sage reads: one side a row, debits and credits apart. */
export function sageRow(side: JournalSide, own: Readonly<Record<string, string>>): Cells {
  const account = accountNumber(side.account, own) + (side.taxCode ? `-${side.taxCode}` : '');
  return [side.day, account, side.amount > 0 ? plain(side.amount) : '', side.amount < 0 ? plain(-side.amount) : '', side.reference, `${side.kind} ${side.customer}`];
}
