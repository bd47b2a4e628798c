import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { call, RemoteError } from '../platform/http/outgoing.js';
import { PrivateAddress, publicFetch } from '../platform/http/public-fetch.js';

const MOST_BYTES = 25 * 1024 * 1024;
const TIMEOUT_MS = 20_000;

/** Fetches the pictures of a text from the SMS service, and from where it leads to on the public network; no other address is asked. */
@Injectable()
export class MediaService {
  constructor(private readonly config: Config) {}

  /** The picture; null when it is gone, too large or at an address that is not the service’s. */
  async fetch(address: string): Promise<Buffer | null> {
    const settings = this.config.twilio;
    if (!settings || !URL.canParse(address)) return null;
    const url = new URL(address);
    if (url.origin !== 'https://api.twilio.com' || !url.pathname.startsWith(`/2010-04-01/Accounts/${settings.accountSid}/`)) return null;
    const at = settings.apiBase ? `${settings.apiBase}${url.pathname}` : address;
    try {
      const headers = { authorization: `Basic ${Buffer.from(`${settings.accountSid}:${settings.authToken}`).toString('base64')}` };
      const response = await call('twilio', at, { timeoutMs: TIMEOUT_MS, headers }, (asked, init) => publicFetch(asked, init, { allowed: [...this.config.privateHosts, new URL(at).hostname], mostBytes: Infinity }));
      return await upTo(response, MOST_BYTES);
    } catch (error) {
      if (error instanceof PrivateAddress || (error instanceof RemoteError && error.status && error.status < 500)) return null;
      throw error;
    }
  }
}

/** The body, unless it is longer. */
async function upTo(response: Response, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
