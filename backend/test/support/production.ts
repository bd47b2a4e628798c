/** Settings of a production server that may start; its host names must belong to providers. */
export const PRODUCTION: Readonly<Record<string, string>> = {
  NODE_ENV: 'production', PUBLIC_URL: 'https://portail.fibre.ca', HOST: '127.0.0.1', LOG_LEVEL: 'error',
  SECRET_KEYS: 'k1:1f0c9e7Zb3T5qLw8YxRm2Kp6Vd4Hs0Ga', STRIPE_SECRET_KEY: 'sk_live_51NxQ0000', STRIPE_WEBHOOK_SECRET: 'whsec_8Zk2p0000',
};
