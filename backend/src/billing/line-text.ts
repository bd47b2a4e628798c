import { formatMoney } from '@demarc/money';

/** How a part of a month comes about, for whoever reads the invoice: “17 of 31 days × $79.95”. Whole cycles need no words. */
export function explanation(part: { readonly days: number; readonly of: number; readonly price: number }, currency: string, language: 'FR' | 'EN'): string {
  if (part.days === part.of) return '';
  const price = formatMoney({ amount: part.price, currency }, language.toLowerCase()).replace(/[\u00a0\u202f]/g, ' ');
  return language === 'FR' ? `${part.days} de ${part.of} jours × ${price}` : `${part.days} of ${part.of} days × ${price}`;
}

/** What a line is called: the item, and that it gives back where it does. */
export function lineName(item: string, amount: number, language: 'FR' | 'EN'): string {
  if (amount >= 0) return item;
  return language === 'FR' ? `Crédit : ${item}` : `Credit: ${item}`;
}
