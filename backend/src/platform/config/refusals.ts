import type { Config } from './config.js';

/** Signs tokens on a clone that nobody has configured. Production refuses it. */
export const DEVELOPMENT_SECRET = 'development-only-secret-never-in-production';
/** The sandbox's key and the secret of its webhooks, which everybody knows. */
export const SANDBOX_KEY = 'sk_test_demarc';
export const SANDBOX_WEBHOOK_SECRET = 'whsec_development';

/** A secret made by chance has many different signs; a word typed twice, or a row of x, has few. */
const FEWEST_SIGNS = 12;
const PLACEHOLDER = /change.?me|placeholder|example|your.?secret|development|insecure|default|password|not.?secret/i;

type Env = Readonly<Record<string, string | undefined>>;

/** Why a production server must not start with these settings, in one sentence; `undefined` when it may. */
export function productionRefusal(env: Env, config: Config, execArgv: readonly string[] = []): string | undefined {
  const refusals: readonly (readonly [boolean, string])[] = [
    [config.demo, 'DEMO must be off in production.'],
    [!env['SECRET_KEYS']?.trim(), 'SECRET_KEYS must be set in production, as kid:secret.'],
    [config.secretKeys.some(({ secret }) => isGuessable(secret)), 'Each of SECRET_KEYS must be a secret of its own made by chance, for example with: openssl rand -base64 36'],
    [config.stripe.secretKey === SANDBOX_KEY, 'STRIPE_SECRET_KEY must be set in production.'],
    [!/^(sk|rk)_/.test(config.stripe.secretKey), 'STRIPE_SECRET_KEY must be a secret key of Stripe, which begins with sk_ or rk_.'],
    [config.stripe.webhookSecret === SANDBOX_WEBHOOK_SECRET, 'STRIPE_WEBHOOK_SECRET must be set in production.'],
    [config.stripe.apiBase !== undefined && !isSafe(config.stripe.apiBase), 'STRIPE_API_BASE leads to a sandbox: take it away in production.'],
    [config.inboundMail !== undefined && isGuessable(config.inboundMail.secret), 'INBOUND_MAIL_SECRET must be made by chance, for example with: openssl rand -base64 36'],
    [config.twilio?.apiBase !== undefined && !isSafe(config.twilio.apiBase), 'TWILIO_API_BASE must be an https:// address in production.'],
    [!env['PUBLIC_URL']?.trim().startsWith('https://'), 'PUBLIC_URL must be an https:// address in production.'],
    [isOnThisMachine(config.publicUrl), 'PUBLIC_URL must be the address people reach this server at, not this machine’s own.'],
    [env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0', 'NODE_TLS_REJECT_UNAUTHORIZED=0 accepts any certificate: take it away in production.'],
    [[...execArgv, ...(env['NODE_OPTIONS'] ?? '').split(/\s+/)].some((flag) => /^--inspect/.test(flag)), 'The debugger (--inspect) lets anybody who reaches it read every secret: take it away in production.'],
    [['trace', 'debug'].includes(config.logLevel), 'LOG_LEVEL must be info, warn, error or silent in production.'],
  ];
  return refusals.find(([applies]) => applies)?.[1];
}

/** Whether a secret looks like one that somebody typed, or that stands in a manual. */
export function isGuessable(secret: string): boolean {
  return PLACEHOLDER.test(secret) || new Set(secret).size < FEWEST_SIGNS;
}

const isSafe = (url: string): boolean => URL.canParse(url) && new URL(url).protocol === 'https:';
const isOnThisMachine = (url: string): boolean => URL.canParse(url) && /^(localhost|127\..*|\[::1\]|0\.0\.0\.0)$/.test(new URL(url).hostname);
