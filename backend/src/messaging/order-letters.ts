import { formatMoney, type Money } from '@demarc/money';
import type { Writers } from './letters.js';

/** What a message about an order tells. */
export interface OrderLetterData {
  readonly 'order-placed': {
    readonly number: string;
    readonly items: readonly string[];
    readonly address: string;
    /** When the technician comes, in the reader's words; nothing when nobody has to. */
    readonly when: string | null;
    readonly first: Money;
    readonly monthly: Money;
    readonly url: string;
  };
}

/** What we write about orders, in each language. */
export const orderLetters: Pick<Writers, 'order-placed'> = {
  'order-placed': {
    fr: ({ number, items, address, when, first, monthly, url }, brand) => ({
      subject: `Votre commande ${number}`,
      mail: {
        heading: `Merci ! Votre commande ${number}`,
        paragraphs: [`${items.join(', ')} au ${address}.`, when ? `Le technicien arrive ${when}. Un adulte doit être sur place.` : 'Votre service est en marche.', `Première facture : ${formatMoney(first, 'fr')}. Ensuite ${formatMoney(monthly, 'fr')} par mois, taxes comprises.`],
        button: { label: 'Ouvrir mon espace', url },
      },
      sms: `${brand.name} : commande ${number} reçue.${when ? ` Installation ${when}.` : ''} ${url}`,
    }),
    en: ({ number, items, address, when, first, monthly, url }, brand) => ({
      subject: `Your order ${number}`,
      mail: {
        heading: `Thank you! Your order ${number}`,
        paragraphs: [`${items.join(', ')} at ${address}.`, when ? `The technician arrives ${when}. An adult must be there.` : 'Your service is running.', `First invoice: ${formatMoney(first, 'en')}. Then ${formatMoney(monthly, 'en')} a month, taxes included.`],
        button: { label: 'Open my account', url },
      },
      sms: `${brand.name}: order ${number} received.${when ? ` Installation ${when}.` : ''} ${url}`,
    }),
  },
};
