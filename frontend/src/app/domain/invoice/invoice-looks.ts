import type { InvoiceStatus } from '../../core/graphql/schema.generated';
import type { IconName } from '../../ui/icons';

/** How each state of an invoice looks: never by colour alone. */
export const STATUS_LOOKS: Readonly<Record<InvoiceStatus, { readonly tone: string; readonly icon: IconName }>> = {
  DRAFT: { tone: 'calm', icon: 'edit' },
  ISSUED: { tone: 'info', icon: 'send' },
  PARTLY_PAID: { tone: 'warn', icon: 'clock' },
  PAID: { tone: 'good', icon: 'check' },
  OVERDUE: { tone: 'bad', icon: 'alert' },
  VOID: { tone: 'calm', icon: 'x' },
  CREDITED: { tone: 'calm', icon: 'undo' },
};

/** States in which money is still owed. */
export const isOwed = (status: InvoiceStatus): boolean => status === 'ISSUED' || status === 'PARTLY_PAID' || status === 'OVERDUE';
