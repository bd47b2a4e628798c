interface PolicyMaker {
  createPolicy(name: string, rules: Readonly<Record<'createHTML' | 'createScriptURL', (text: string) => string | null>>): unknown;
}

const HTML = new Set(['<svg/>']);
const SCRIPTS = new Set(['ngsw-worker.js']);

/**
 * Where the browser holds scripts to Trusted Types, lets through exactly what is known to be harmless: the probe of the map
 * library and our own service worker. Everything else stays refused.
 */
export function allowKnownText(): void {
  const types = (globalThis as { trustedTypes?: PolicyMaker }).trustedTypes;
  types?.createPolicy('default', {
    createHTML: (text) => (HTML.has(text) ? text : null),
    createScriptURL: (url) => (SCRIPTS.has(url) ? url : null),
  });
}
