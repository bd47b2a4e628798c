import { BillingFrequency, ItemGroup } from '../../catalog/catalog.entity.js';
import { cents, flag, text } from './document.js';
import { refuse, type Mapping } from './mapping.js';

const GROUPS: Readonly<Record<string, ItemGroup>> = { Internet: ItemGroup.INTERNET, Téléphonie: ItemGroup.PHONE, Bundle: ItemGroup.BUNDLE, Équipement: ItemGroup.EQUIPMENT };
const FREQUENCIES: Readonly<Record<string, BillingFrequency>> = { Monthly: BillingFrequency.MONTHLY, Yearly: BillingFrequency.YEARLY, 'One-time': BillingFrequency.ONE_TIME };

export const frequencyOf = (word: string): BillingFrequency => FREQUENCIES[word] ?? BillingFrequency.MONTHLY;

/** What is sold: an Item becomes a catalogue item under its code. */
export const item: Mapping = {
  doctype: 'Item',
  map: (doc, context) => {
    const code = text(doc, 'item_code') || text(doc, 'name');
    if (!code) return refuse('no-name', 'The item has no code.');
    const values = {
      id: context.take('Item', code), code, name: text(doc, 'item_name') || code, '"group"': GROUPS[text(doc, 'item_group')] ?? ItemGroup.BUNDLE, price: cents(doc, 'standard_rate'), currency: 'CAD',
      frequency: frequencyOf(text(doc, 'custom_billing_frequency')), requires_visit: flag(doc, 'requires_visit'), active: !flag(doc, 'disabled'),
    };
    return { rows: [{ table: 'catalog_item', values }], remarks: [] };
  },
};
