import { BillingFrequency, CatalogItem, ItemGroup, TaxClass, TaxRateRow } from '../catalog/catalog.entity.js';

const item = (code: string, name: string, price: number, group: ItemGroup, more: Partial<CatalogItem> = {}): CatalogItem =>
  Object.assign(new CatalogItem(), { code, name, price, group, currency: 'CAD', frequency: BillingFrequency.MONTHLY, requiresVisit: false, taxClass: TaxClass.TELECOM, active: true, ...more });

/** What the provider sells, in cents. */
export const demoCatalog = (): CatalogItem[] => [
  item('INT-100', 'Internet fibre 100 Mbit/s', 5495, ItemGroup.INTERNET, { requiresVisit: true }),
  item('INT-500', 'Internet fibre 500 Mbit/s', 7495, ItemGroup.INTERNET, { requiresVisit: true }),
  item('INT-1500', 'Internet fibre 1,5 Gbit/s', 9495, ItemGroup.INTERNET, { requiresVisit: true }),
  item('INT-AFF', 'Internet affaires 1 Gbit/s symétrique', 18_995, ItemGroup.INTERNET, { requiresVisit: true }),
  item('TEL-RES', 'Téléphonie résidentielle', 1995, ItemGroup.PHONE),
  item('TEL-AFF', 'Ligne affaires', 3495, ItemGroup.PHONE),
  item('TV-BASE', 'Télé de base, 25 chaînes', 2995, ItemGroup.BUNDLE, { requiresVisit: true }),
  item('EQP-WIFI', 'Location d’une borne Wi-Fi', 750, ItemGroup.EQUIPMENT),
  item('IP-FIXE', 'Adresse IP fixe', 1000, ItemGroup.EQUIPMENT),
  item('DOM-CA', 'Nom de domaine .ca', 2400, ItemGroup.BUNDLE, { frequency: BillingFrequency.YEARLY }),
  item('INST', 'Frais d’installation', 9900, ItemGroup.EQUIPMENT, { frequency: BillingFrequency.ONE_TIME, requiresVisit: true }),
];

/** The sales taxes of Québec: GST since 2008 at 5 %, QST since 2013 at 9.975 % on the price before GST. */
export const demoTaxes = (): TaxRateRow[] => [
  ['GST', 50_000, '2008-01-01'] as const, ['QST', 99_750, '2013-01-01'] as const,
].map(([code, rateMillionths, validFrom]) => Object.assign(new TaxRateRow(), { province: 'QC', code, rateMillionths, validFrom, taxClasses: [TaxClass.STANDARD, TaxClass.TELECOM] }));
