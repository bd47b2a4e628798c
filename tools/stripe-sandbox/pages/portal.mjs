import { paymentMethodOperations } from '../resources/payment-methods.mjs';
import { found } from '../resources/rules.mjs';
import { escape, page } from './html.mjs';
import { languageOf, wordsIn } from './words.mjs';

/** The billing portal: a customer's saved payment methods, each with a button to remove it. */
export function portalPages(world) {
  function show(id, request) {
    const session = found(world, 'portal_sessions', 'billing_portal.session', id);
    const language = languageOf(session.locale, request.headers['accept-language']);
    const words = wordsIn(language);
    const methods = saved(session);
    const rows = methods.map(
      (method) => `<form method="post"><p>${escape(labelOf(method, words))}</p>
<button class="quiet" name="method" value="${method.id}">${escape(words.remove)}</button></form>`,
    );
    const back = session.return_url ? `<a class="away" href="${escape(session.return_url)}">${escape(words.back)}</a>` : '';
    return page({
      words,
      language,
      base: new URL(world.url).pathname.replace(/\/$/, ''),
      title: words.portal,
      content: `<div class="paper">${rows.join('') || `<p>${escape(words.none)}</p>`}${back}</div>`,
    });
  }

  function remove(id, request) {
    const session = found(world, 'portal_sessions', 'billing_portal.session', id);
    const chosen = new URLSearchParams(request.body).get('method');
    const method = saved(session).find((row) => row.id === chosen);
    if (method) paymentMethodOperations['PaymentMethods.detach'](world, { ids: { id: method.id } });
    return show(id, request);
  }

  function saved(session) {
    return world.store.all('payment_methods').filter((row) => row.customer === session.customer);
  }

  return { show, remove };
}

function labelOf(method, words) {
  const last4 = method.card?.last4 ?? method.acss_debit?.last4 ?? '';
  return `${words[method.type]} ${last4 && `•••• ${last4}`}`;
}
