import { join, resolve } from 'node:path';

/** A setting that cannot be used, in one sentence for the person who starts the product. */
export class ConfigError extends Error {}

/**
 * Every setting, read from the environment once and checked at start. Outside production the secrets have fixed
 * values so that a clone just runs; production refuses to start without its own.
 */
export class Config {
  /** `NODE_ENV=production` turns off everything meant for development. */
  readonly production: boolean;
  /** `PORT`: where HTTP and WebSocket are served; 0 picks a free one. */
  readonly port: number;
  /** `HOST`: the address to listen on. */
  readonly host: string;
  /** `DATABASE_URL`: PostgreSQL 15 or newer, as the owner of the schema. */
  readonly databaseUrl: string;
  /** `DATABASE_POOL`: connections of this process for requests. */
  readonly poolSize: number;
  /** `DATA_DIR`: where files are kept when no object storage is set. */
  readonly dataDir: string;
  /** `PUBLIC_URL`: how people reach this server; links in messages start with it. */
  readonly publicUrl: string;
  /** `SECRET_KEYS`: `kid:secret,…`, newest first; each secret at least 32 characters. Tokens name the key they were signed with. */
  readonly secretKeys: readonly { readonly kid: string; readonly secret: string }[];
  /** `STRIPE_SECRET_KEY`, `STRIPE_WEBHOOK_SECRET`, `STRIPE_API_BASE`: without a key the sandbox that comes with the product is used. */
  readonly stripe: { readonly secretKey: string; readonly webhookSecret: string; readonly apiBase: string | undefined };
  /** `SMTP_URL`: where mail goes once a tenant is live, as `smtp://user:password@host:587`. */
  readonly smtpUrl: string | undefined;
  /** `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN`, `TWILIO_FROM`, `TWILIO_API_BASE`. */
  readonly twilio: { readonly accountSid: string; readonly authToken: string; readonly from: string; readonly apiBase: string | undefined } | undefined;
  /** `GEMINI_API_KEY`, `GEMINI_API_BASE`: reading photos by Gemini instead of on this machine. */
  readonly gemini: { readonly apiKey: string; readonly apiBase: string } | undefined;
  /** `S3_ENDPOINT`, `S3_BUCKET`, `S3_ACCESS_KEY`, `S3_SECRET_KEY`, `S3_REGION`: files in object storage instead of on disk. */
  readonly s3: { readonly endpoint: string; readonly bucket: string; readonly accessKey: string; readonly secretKey: string; readonly region: string } | undefined;
  /** `TILE_URL`: map tiles as `https://…/{z}/{x}/{y}.png`; empty shows places on a plain background. */
  readonly tileUrl: string;
  /** `DEMO=off` starts with no demo tenant. Never on in production. */
  readonly demo: boolean;
  /** `WORKER=off` leaves background work and the event relay to other processes. */
  readonly worker: boolean;
  /** `TRUSTED_DOCUMENTS`: the documents of our own screens, made by the build. */
  readonly trustedDocuments: string;
  /** `LOG_LEVEL`: trace, debug, info, warn, error or silent. */
  readonly logLevel: string;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    const text = (name: string, fallback = '') => env[name]?.trim() || fallback;
    this.production = text('NODE_ENV') === 'production';
    this.port = whole(text('PORT', '3000'), 'PORT', 0, 65_535);
    this.host = text('HOST', this.production ? '0.0.0.0' : '127.0.0.1');
    this.databaseUrl = databaseUrl(text('DATABASE_URL'));
    this.poolSize = whole(text('DATABASE_POOL', '10'), 'DATABASE_POOL', 1, 500);
    this.dataDir = resolve(text('DATA_DIR', '.data'));
    this.publicUrl = text('PUBLIC_URL', `http://localhost:${this.port}`).replace(/\/+$/, '');
    this.secretKeys = secretKeys(text('SECRET_KEYS'), this.production);
    this.stripe = { secretKey: text('STRIPE_SECRET_KEY', 'sk_test_demarc'), webhookSecret: text('STRIPE_WEBHOOK_SECRET', 'whsec_development'), apiBase: text('STRIPE_API_BASE') || undefined };
    this.smtpUrl = text('SMTP_URL') || undefined;
    this.twilio = text('TWILIO_ACCOUNT_SID') ? { accountSid: text('TWILIO_ACCOUNT_SID'), authToken: text('TWILIO_AUTH_TOKEN'), from: text('TWILIO_FROM'), apiBase: text('TWILIO_API_BASE') || undefined } : undefined;
    this.gemini = text('GEMINI_API_KEY') ? { apiKey: text('GEMINI_API_KEY'), apiBase: text('GEMINI_API_BASE', 'https://generativelanguage.googleapis.com') } : undefined;
    this.s3 = text('S3_BUCKET') ? { endpoint: text('S3_ENDPOINT'), bucket: text('S3_BUCKET'), accessKey: text('S3_ACCESS_KEY'), secretKey: text('S3_SECRET_KEY'), region: text('S3_REGION', 'ca-central-1') } : undefined;
    this.tileUrl = text('TILE_URL');
    this.demo = text('DEMO', this.production ? 'off' : 'on') !== 'off';
    this.worker = text('WORKER', 'on') !== 'off';
    this.trustedDocuments = resolve(text('TRUSTED_DOCUMENTS', join(import.meta.dirname, '../../../../dist/trusted-documents.json')));
    this.logLevel = text('LOG_LEVEL', this.production ? 'info' : 'warn');
    if (this.production && this.demo) throw new ConfigError('DEMO must be off in production.');
    if (this.production && this.stripe.secretKey === 'sk_test_demarc') throw new ConfigError('STRIPE_SECRET_KEY must be set in production.');
    if (this.production && this.stripe.webhookSecret === 'whsec_development') throw new ConfigError('STRIPE_WEBHOOK_SECRET must be set in production.');
    if (this.production && !env['PUBLIC_URL']?.startsWith('https://')) throw new ConfigError('PUBLIC_URL must be an https:// address in production.');
  }
}

/** Signs tokens on a clone that nobody has configured. Production refuses it. */
const DEVELOPMENT_SECRET = 'development-only-secret-never-in-production';

function secretKeys(text: string, production: boolean) {
  const keys = text.split(',').filter(Boolean).map((pair) => {
    const [kid, ...rest] = pair.trim().split(':');
    return { kid: kid!, secret: rest.join(':') };
  });
  if (!keys.length && !production) return [{ kid: 'dev', secret: DEVELOPMENT_SECRET }];
  if (!keys.length) throw new ConfigError('SECRET_KEYS must be set in production, as kid:secret.');
  for (const { kid, secret } of keys) if (!kid || secret.length < 32 || (production && secret === DEVELOPMENT_SECRET)) throw new ConfigError('Each of SECRET_KEYS must be kid:secret with a secret of its own of at least 32 characters.');
  return keys;
}

function databaseUrl(text: string): string {
  if (!text) throw new ConfigError('DATABASE_URL is not set; npm start sets it to the embedded database.');
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) throw new ConfigError('DATABASE_URL must look like postgres://user:password@host:5432/database.');
  return text;
}

function whole(text: string, name: string, least: number, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) throw new ConfigError(`${name} must be a whole number from ${least} to ${most}.`);
  return value;
}
