import { join, resolve } from 'node:path';
import { DEVELOPMENT_SECRET, productionRefusal, SANDBOX_KEY, SANDBOX_WEBHOOK_SECRET } from './refusals.js';

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
  /** `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN`, `TWILIO_FROM`, `TWILIO_API_BASE`; `TWILIO_WEBHOOK_URL`: the public address of our webhooks where a proxy gives them another than `<PUBLIC_URL>/webhook/twilio`. */
  readonly twilio: { readonly accountSid: string; readonly authToken: string; readonly from: string; readonly apiBase: string | undefined; readonly webhookUrl: string } | undefined;
  /** `MAIL_REPLY_ADDRESS`: a mailbox with plus addressing that answers and bounces come to, as `reply@in.example.com`, and `INBOUND_MAIL_SECRET`: what whoever hands its mail to `/webhook/mail` must say; both or neither. */
  readonly inboundMail: { readonly address: string; readonly secret: string } | undefined;
  /** `GEMINI_API_KEY`, `GEMINI_API_BASE`: reading photos by Gemini instead of on this machine. */
  readonly gemini: { readonly apiKey: string; readonly apiBase: string } | undefined;
  /** `S3_ENDPOINT`, `S3_BUCKET`, `S3_ACCESS_KEY`, `S3_SECRET_KEY`, `S3_REGION`: files in object storage instead of on disk. */
  readonly s3: { readonly endpoint: string; readonly bucket: string; readonly accessKey: string; readonly secretKey: string; readonly region: string } | undefined;
  /** `TILE_URL`: map tiles as `https://…/{z}/{x}/{y}.png`, and `TILE_BY`: whom the map names for them; without, places stand on a plain ground. */
  readonly tiles: { readonly url: string; readonly by: string } | null;
  /** `OSRM_URL` or `VALHALLA_URL`: a road service for travel times; without, they are estimated on this machine. `TRAVEL_TIMEOUT_MS`: how long a plan waits for it. */
  readonly travel: { readonly engine: 'osrm' | 'valhalla'; readonly url: string; readonly timeoutMs: number } | null;
  /** `TRACCAR_URL` and `TRACCAR_TOKEN`: a Traccar server that tells where vans are; `TRACCAR_TENANT`: the short name of the provider they belong to, where there are several. */
  readonly traccar: { readonly url: string; readonly token: string; readonly tenant: string } | null;
  /** `DEMO=off` starts with no demo tenant. Never on in production. */
  readonly demo: boolean;
  /** `WORKER=off` leaves background work and the event relay to other processes. */
  readonly worker: boolean;
  /** `TRUSTED_DOCUMENTS`: the documents of our own screens, made by the build. */
  readonly trustedDocuments: string;
  /** `DNS_SERVERS`: addresses of the name servers that domains are looked up at, comma-separated; empty asks those of this machine. */
  readonly dnsServers: readonly string[];
  /** `PRIVATE_HOSTS`: host names within private networks that addresses typed by the office, as a company's sign-in, may lead to, comma-separated. */
  readonly privateHosts: readonly string[];
  /** `OPEN_LINKS=allowed`: in production, providers may let a sign-in link be opened by anybody who holds it. */
  readonly openLinks: boolean;
  /** `COST_PER_MINUTE`: points of cost one session or address may ask of one process within a minute. */
  readonly costPerMinute: number;
  /** `LOG_LEVEL`: trace, debug, info, warn, error or silent. */
  readonly logLevel: string;

  constructor(env: Readonly<Record<string, string | undefined>>) {
    const text = (name: string, fallback = '') => env[name]?.trim() || fallback;
    this.production = environment(text('NODE_ENV')) === 'production';
    this.port = whole(text('PORT', '3000'), 'PORT', 0, 65_535);
    this.host = text('HOST', this.production ? '0.0.0.0' : '127.0.0.1');
    this.databaseUrl = databaseUrl(text('DATABASE_URL'));
    this.poolSize = whole(text('DATABASE_POOL', '10'), 'DATABASE_POOL', 1, 500);
    this.dataDir = resolve(text('DATA_DIR', '.data'));
    this.publicUrl = text('PUBLIC_URL', `http://localhost:${this.port}`).replace(/\/+$/, '');
    this.secretKeys = secretKeys(text('SECRET_KEYS'));
    this.stripe = { secretKey: text('STRIPE_SECRET_KEY', SANDBOX_KEY), webhookSecret: text('STRIPE_WEBHOOK_SECRET', SANDBOX_WEBHOOK_SECRET), apiBase: text('STRIPE_API_BASE') || undefined };
    this.smtpUrl = text('SMTP_URL') || undefined;
    this.twilio = text('TWILIO_ACCOUNT_SID') ? { accountSid: text('TWILIO_ACCOUNT_SID'), authToken: text('TWILIO_AUTH_TOKEN'), from: text('TWILIO_FROM'), apiBase: text('TWILIO_API_BASE') || undefined, webhookUrl: text('TWILIO_WEBHOOK_URL', `${this.publicUrl}/webhook/twilio`).replace(/\/+$/, '') } : undefined;
    this.inboundMail = inboundMail(text('MAIL_REPLY_ADDRESS'), text('INBOUND_MAIL_SECRET'));
    this.gemini = text('GEMINI_API_KEY') ? { apiKey: text('GEMINI_API_KEY'), apiBase: text('GEMINI_API_BASE', 'https://generativelanguage.googleapis.com') } : undefined;
    this.s3 = text('S3_BUCKET') ? { endpoint: text('S3_ENDPOINT'), bucket: text('S3_BUCKET'), accessKey: text('S3_ACCESS_KEY'), secretKey: text('S3_SECRET_KEY'), region: text('S3_REGION', 'ca-central-1') } : undefined;
    this.tiles = text('TILE_URL') ? { url: text('TILE_URL'), by: text('TILE_BY', '© OpenStreetMap') } : null;
    this.travel = roadService(text('OSRM_URL'), text('VALHALLA_URL'), whole(text('TRAVEL_TIMEOUT_MS', '4000'), 'TRAVEL_TIMEOUT_MS', 100, 60_000));
    this.traccar = traccar(text('TRACCAR_URL'), text('TRACCAR_TOKEN'), text('TRACCAR_TENANT'));
    this.demo = text('DEMO', this.production ? 'off' : 'on') !== 'off';
    this.worker = text('WORKER', 'on') !== 'off';
    this.trustedDocuments = resolve(text('TRUSTED_DOCUMENTS', join(import.meta.dirname, '../../../../dist/trusted-documents.json')));
    this.costPerMinute = whole(text('COST_PER_MINUTE', '300000'), 'COST_PER_MINUTE', 1_000, 1_000_000_000_000);
    this.logLevel = text('LOG_LEVEL', this.production ? 'info' : 'warn');
    this.dnsServers = list(text('DNS_SERVERS'));
    this.privateHosts = list(text('PRIVATE_HOSTS', this.production ? '' : 'localhost').toLowerCase());
    this.openLinks = text('OPEN_LINKS') === 'allowed';
    const refusal = this.production ? productionRefusal(env, this, process.execArgv) : undefined;
    if (refusal) throw new ConfigError(refusal);
  }
}

const list = (text: string): string[] => text.split(',').map((one) => one.trim()).filter(Boolean);

/** The names `NODE_ENV` may have; a misspelt one would quietly be development. */
const ENVIRONMENTS = ['', 'development', 'test', 'production'];

function environment(name: string): string {
  if (!ENVIRONMENTS.includes(name)) throw new ConfigError(`NODE_ENV must be production, development, test or not set at all, not ${name}.`);
  return name;
}

function roadService(osrm: string, valhalla: string, timeoutMs: number): Config['travel'] {
  if (osrm && valhalla) throw new ConfigError('Set OSRM_URL or VALHALLA_URL, not both: travel times come from one road service.');
  const url = osrm || valhalla;
  if (!url) return null;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new ConfigError(`${osrm ? 'OSRM_URL' : 'VALHALLA_URL'} must look like http://host:5000.`);
  return { engine: osrm ? 'osrm' : 'valhalla', url: url.replace(/\/+$/, ''), timeoutMs };
}

function traccar(url: string, token: string, tenant: string): Config['traccar'] {
  if (!url && !token) return null;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new ConfigError('TRACCAR_URL must look like https://traccar.example.com.');
  if (!token) throw new ConfigError('TRACCAR_TOKEN is not set: make one in Traccar under Account, Token.');
  return { url: url.replace(/\/+$/, ''), token, tenant };
}

function inboundMail(address: string, secret: string): Config['inboundMail'] {
  if (!address && !secret) return undefined;
  if (!/^[\w.-]{1,20}@[\w-]+(\.[\w-]+)+$/.test(address)) throw new ConfigError('MAIL_REPLY_ADDRESS must look like reply@in.example.com, with at most 20 signs before the @.');
  if (secret.length < 24) throw new ConfigError('INBOUND_MAIL_SECRET must have at least 24 characters: whoever hands us mail says it.');
  return { address: address.toLowerCase(), secret };
}

function secretKeys(text: string) {
  const keys = text.split(',').filter(Boolean).map((pair) => {
    const [kid, ...rest] = pair.trim().split(':');
    return { kid: kid!, secret: rest.join(':') };
  });
  if (!keys.length) return [{ kid: 'dev', secret: DEVELOPMENT_SECRET }];
  for (const { kid, secret } of keys) if (!/^[\w-]{1,32}$/.test(kid) || secret.length < 32) throw new ConfigError('Each of SECRET_KEYS must be kid:secret: a short name of letters and digits, and a secret of at least 32 characters.');
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) throw new ConfigError('Each of SECRET_KEYS needs a name of its own: tokens say by name which one signed them.');
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
