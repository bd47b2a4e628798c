import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { Config } from '../platform/config/config.js';
import { StripeSandbox } from './stripe-sandbox.js';

/** The version whose shapes this code knows; webhooks of the endpoint are made with the same. */
const API_VERSION = '2026-10-28.endive';
const TIMEOUT_MS = 10_000;

/** Stripe cannot be reached, or is not itself: the same request may be sent again with the same key. */
export class StripeUnavailable extends Error {}

/** The official client, pointed at Stripe or at the sandbox. */
@Injectable()
export class StripeClient {
  private client?: { readonly base: string; readonly stripe: Stripe };

  constructor(
    private readonly config: Config,
    private readonly sandbox: StripeSandbox,
  ) {}

  /** Makes a call; throws `StripeUnavailable` when nobody knows whether it took effect. */
  async ask<T>(call: (stripe: Stripe) => Promise<T>): Promise<T> {
    const base = this.config.stripe.apiBase ?? (this.sandbox.wanted ? await this.sandbox.url() : 'https://api.stripe.com');
    if (this.client?.base !== base) this.client = { base, stripe: this.connect(base) };
    try {
      return await call(this.client.stripe);
    } catch (error) {
      if (isPassing(error)) throw new StripeUnavailable(error.message);
      throw error;
    }
  }

  /** What Stripe has under an id; null when it has nothing, as with an id somebody made up. */
  async find<T>(call: (stripe: Stripe) => Promise<T>): Promise<T | null> {
    try {
      return await this.ask(call);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError && (error.code === 'resource_missing' || error.statusCode === 404)) return null;
      throw error;
    }
  }

  /** The event in bytes that Stripe signed within five minutes; throws otherwise. */
  event(body: Buffer, signature: string): Stripe.Event {
    return this.connect('http://127.0.0.1').webhooks.constructEvent(body, signature, this.config.stripe.webhookSecret);
  }

  private connect(base: string): Stripe {
    const { hostname, port, protocol } = new URL(base);
    const insecure = protocol === 'http:';
    return new Stripe(this.config.stripe.secretKey, {
      apiVersion: API_VERSION, host: hostname, port: port || (insecure ? 80 : 443), protocol: insecure ? 'http' : 'https', timeout: TIMEOUT_MS, maxNetworkRetries: 1, telemetry: false,
    });
  }
}

const isPassing = (error: unknown): error is Error =>
  error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError || error instanceof Stripe.errors.StripeRateLimitError ||
  (error instanceof Stripe.errors.StripeError && error.statusCode === 409);
