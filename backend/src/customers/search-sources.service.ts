import { Injectable } from '@nestjs/common';
import type { Permission } from '@demarc/permissions';
import type { Delivered } from '../platform/events/event.js';
import type { SearchKind } from './search-hit.enum.js';
import type { SearchEntry } from './trigram-index.js';

/** Something of a module's that can be found. */
export type Findable = SearchEntry<SearchKind>;

/** A kind of thing that is found by misspelt words: a copy is kept in memory and follows the events. */
export interface WordSource {
  readonly kind: SearchKind;
  readonly permission: Permission;
  /** All entries, or those with these ids, as the open transaction sees them. */
  entries(ids?: readonly string[]): Promise<Findable[]>;
  /** Which entries an event changes. */
  changedBy(delivered: Delivered): readonly string[] | 'all';
}

/** A kind of thing that is found by its number alone: asked of the database when a text looks like one. */
export interface NumberSource {
  readonly kind: SearchKind;
  readonly permission: Permission;
  /** What its numbers begin with, such as `INV`. */
  readonly prefix: string;
  /** The SQL of what has one of the numbers `$1`: its id, customerId, title, subtitle and matched number. */
  readonly statement: string;
}

/** Where modules say what of theirs can be found, so that the search knows none of them. */
@Injectable()
export class SearchSources {
  readonly words: WordSource[] = [];
  readonly numbers: NumberSource[] = [];

  addWords(source: WordSource): void {
    this.words.push(source);
  }

  addNumbers(source: NumberSource): void {
    this.numbers.push(source);
  }
}
