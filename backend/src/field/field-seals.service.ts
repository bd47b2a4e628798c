import { createECDH, hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Config } from '../platform/config/config.js';
import { BadInputError } from '../platform/graphql/errors.js';
import type { FieldSeal } from './field.results.js';

const CURVE = 'prime256v1';

/**
 * The locks under which a phone puts unsent work when its person signs out. Each technician has one, derived from the
 * server's secrets, so that nothing has to be stored and only that technician can have it opened, on any phone.
 */
@Injectable()
export class FieldSealsService {
  constructor(private readonly config: Config) {}

  /** The half the phone may know: it closes, and cannot open. */
  lockOf(me: Actor): FieldSeal {
    const { kid, secret } = this.config.secretKeys[0]!;
    return { kid, point: pairOf(secret, me).getPublicKey('base64') };
  }

  /** The key of one box, for the person it was closed for; for anybody else a key that opens nothing. */
  open(me: Actor, kid: string, point: string): string {
    const key = this.config.secretKeys.find((known) => known.kid === kid);
    if (!key) throw new BadInputError('This lock is not known.', { kid: 'UNKNOWN' });
    try {
      const secret = pairOf(key.secret, me).computeSecret(point, 'base64');
      return Buffer.from(hkdfSync('sha256', secret, '', 'demarc.field.seal', 32)).toString('base64');
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY') throw error;
      throw new BadInputError('This is no point of the curve.', { point: 'INVALID' });
    }
  }
}

/** A number that is not a private key of the curve, one in 2^32, is passed over for the next. */
function pairOf(secret: string, { tenantId, technicianId }: Actor) {
  const pair = createECDH(CURVE);
  for (let nth = 0; ; nth++) {
    try {
      pair.setPrivateKey(Buffer.from(hkdfSync('sha256', secret, `${tenantId}/${technicianId}`, `demarc.field.lock/${nth}`, 32)));
      return pair;
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_CRYPTO_INVALID_KEYTYPE' || nth > 8) throw error;
    }
  }
}
