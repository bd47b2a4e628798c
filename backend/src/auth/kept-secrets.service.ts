import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { seal, unseal } from './sealed-secret.js';
import { TokenKeys } from './token-keys.js';

/** Secrets that a provider gives us for another service and that have to be read again: sealed under a key for this alone. */
@Injectable()
export class KeptSecretsService {
  private readonly keys: TokenKeys;

  constructor(config: Config) {
    this.keys = new TokenKeys('kept-secret', config.secretKeys);
  }

  /** A secret as it is kept. */
  seal(secret: string): string {
    return seal(secret, this.keys);
  }

  /** The secret inside; throws when its key is gone. */
  unseal(sealed: string): string {
    return unseal(sealed, this.keys);
  }
}
