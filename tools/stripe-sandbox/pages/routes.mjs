import { StripeRefusal } from '../api/refusal.mjs';
import { answerIntent, askIntent } from './authenticate.mjs';
import { checkoutPages } from './checkout.mjs';
import { page } from './html.mjs';
import { portalPages } from './portal.mjs';
import { languageOf, wordsIn } from './words.mjs';

/** Which page answers a browser's request. */
export function createRouter(world) {
  const checkout = checkoutPages(world);
  const portal = portalPages(world);
  const withSession = (handler) => (id, request) => handler(checkout.sessionOf(id), request);
  const routes = [
    ['GET', /^\/c\/pay\/([^/]+)$/, withSession(checkout.show)],
    ['POST', /^\/c\/pay\/([^/]+)$/, withSession(checkout.submit)],
    ['GET', /^\/c\/pay\/([^/]+)\/authenticate$/, withSession(checkout.ask)],
    ['POST', /^\/c\/pay\/([^/]+)\/authenticate$/, withSession(checkout.answer)],
    ['GET', /^\/c\/authenticate\/([^/]+)$/, (id, request) => askIntent(world, id, request)],
    ['POST', /^\/c\/authenticate\/([^/]+)$/, (id, request) => answerIntent(world, id, request)],
    ['GET', /^\/p\/session\/([^/]+)$/, portal.show],
    ['POST', /^\/p\/session\/([^/]+)$/, portal.remove],
  ];

  return (method, pathname, request) => {
    try {
      for (const [wanted, pattern, handler] of routes) {
        const match = pattern.exec(pathname);
        if (match && wanted === method) return handler(match[1], request);
      }
      return notFound(world, request);
    } catch (error) {
      if (error instanceof StripeRefusal) return notFound(world, request);
      throw error;
    }
  };
}

function notFound(world, request) {
  const language = languageOf(null, request.headers['accept-language']);
  const words = wordsIn(language);
  return page({ words, language, base: new URL(world.url).pathname.replace(/\/$/, ''), status: 404, title: words.unknown, content: '' });
}
