import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
import type { Locale } from '../platform/caller.js';
import { Problem } from '../platform/graphql/problem.js';
import { CatalogItem } from './catalog.entity.js';

@ObjectType({ implements: () => Problem })
export class CodeTaken extends Problem {
  @Field() readonly code: string;
  protected readonly says: Readonly<Record<Locale, string>>;

  constructor(code: string, name: string) {
    super();
    this.code = code;
    this.says = { fr: `Le code ${code} est déjà celui de « ${name} ».`, en: `The code ${code} is already that of “${name}”.` };
  }
}

/** What a thing cost yesterday cannot be changed. */
@ObjectType({ implements: () => Problem })
export class PriceInThePast extends Problem {
  protected readonly says = { fr: 'Ce jour est passé : un prix peut changer à partir d’aujourd’hui.', en: 'That day has passed: a price can change from today on.' };
}

export const CatalogPriceResult = createUnionType({ name: 'CatalogPriceResult', types: () => [CatalogItem, PriceInThePast] as const });
export const CatalogItemResult = createUnionType({ name: 'CatalogItemResult', types: () => [CatalogItem, CodeTaken] as const });
