import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { numberSpellings } from './number-spellings.js';
import { SearchIndex } from './search-index.service.js';
import type { SearchHit, SearchKind } from './search-hit.enum.js';
import { SearchSources } from './search-sources.service.js';

/** Finds anything by a piece of what is known of it. */
@Injectable()
export class SearchService {
  constructor(
    private readonly db: Db,
    private readonly index: SearchIndex,
    private readonly sources: SearchSources,
  ) {}

  /** The best hits for a text, exact numbers first. */
  async search(me: Actor, text: string, first: number): Promise<SearchHit[]> {
    const numbered = await this.byNumber(me, text);
    const found = await this.index.find(me.tenantId, text, first, me.permissions);
    return [...numbered, ...found.map(({ entry, matched }) => ({ kind: entry.kind, id: entry.id, customerId: entry.customerId, title: entry.title, subtitle: entry.subtitle, matched }))].slice(0, first);
  }

  /** Customers for a text, best first, also those found by a device of theirs. */
  async customerIds(me: Actor, text: string, most: number): Promise<string[]> {
    const found = await this.index.find(me.tenantId, text, most, me.permissions);
    return [...new Set(found.map(({ entry }) => entry.customerId).filter((id) => id !== null))];
  }

  /** Things of one kind for a text, best first. */
  async idsOf(me: Actor, kind: SearchKind, text: string, most: number): Promise<string[]> {
    const found = await this.index.find(me.tenantId, text, most, me.permissions);
    return found.filter(({ entry }) => entry.kind === kind).map(({ entry }) => entry.id);
  }

  private async byNumber(me: Actor, text: string): Promise<SearchHit[]> {
    const asked = this.sources.numbers
      .filter((source) => me.permissions.has(source.permission))
      .map((source) => ({ source, numbers: numberSpellings(source.prefix, text) }))
      .filter(({ numbers }) => numbers.length);
    if (!asked.length) return [];
    return this.db.tx(me, async () => {
      const hits: SearchHit[] = [];
      for (const { source, numbers } of asked) {
        const rows = await this.db.query<Omit<SearchHit, 'kind'>>(source.statement, [numbers]);
        hits.push(...rows.map((row) => ({ ...row, kind: source.kind })));
      }
      return hits;
    });
  }
}
