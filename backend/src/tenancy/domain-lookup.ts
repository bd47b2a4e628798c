import { Resolver } from 'node:dns/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';

/** Where a host leads: its canonical names one after the other, none, or no answer at all. */
export type Lookup = { readonly kind: 'found'; readonly names: readonly string[] } | { readonly kind: 'none' | 'no-answer' };

/** Asks the name servers of the world. */
export abstract class DomainLookup {
  /** The chain of CNAMEs that begins at a host. */
  abstract canonicalNames(host: string): Promise<Lookup>;
}

const TIMEOUT_MS = 3_000;
/** A longer chain is a mistake, or a circle. */
const LONGEST_CHAIN = 5;
const ABSENT = new Set(['ENOTFOUND', 'ENODATA']);

/** The name servers of this machine, or those of `DNS_SERVERS`. */
@Injectable()
export class DnsLookup extends DomainLookup {
  private readonly resolver = new Resolver({ timeout: TIMEOUT_MS, tries: 2 });

  constructor({ dnsServers }: Config) {
    super();
    if (dnsServers.length) this.resolver.setServers(dnsServers);
  }

  async canonicalNames(host: string): Promise<Lookup> {
    const names: string[] = [];
    try {
      while (names.length < LONGEST_CHAIN) {
        const [next] = await this.resolver.resolveCname(names.at(-1) ?? host);
        if (!next) break;
        names.push(next.toLowerCase().replace(/\.$/, ''));
      }
    } catch (error) {
      const isAbsent = ABSENT.has((error as NodeJS.ErrnoException).code ?? '');
      if (!names.length) return { kind: isAbsent ? 'none' : 'no-answer' }; // a chain that ends is no failure
    }
    return names.length ? { kind: 'found', names } : { kind: 'none' };
  }
}
