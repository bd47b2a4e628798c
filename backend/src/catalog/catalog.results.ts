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

export const CatalogItemResult = createUnionType({ name: 'CatalogItemResult', types: () => [CatalogItem, CodeTaken] as const });
