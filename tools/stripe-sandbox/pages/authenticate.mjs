import { attempt, refuseAuthentication } from '../resources/payments.mjs';
import { found } from '../resources/rules.mjs';
import { escape, page, redirect } from './html.mjs';
import { languageOf, wordsIn } from './words.mjs';

/** The bank's question about an intent confirmed outside a checkout session. */
export function askIntent(world, id, request) {
  const intent = found(world, 'payment_intents', 'payment_intent', id);
  const language = languageOf(null, request.headers['accept-language']);
  const words = wordsIn(language);
  const asked = intent.status === 'requires_action';
  return page({
    words,
    language,
    base: new URL(world.url).pathname.replace(/\/$/, ''),
    title: asked ? words.authTitle : words.gone,
    leadsTo: [world.returnUrls.get(id)],
    content: asked
      ? `<div class="paper"><p>${escape(words.authText)}</p><form method="post">
<button name="answer" value="yes">${escape(words.agree)}</button>
<button name="answer" value="no" class="quiet">${escape(words.refuse)}</button></form></div>`
      : '',
  });
}

/** The holder's answer, after which the browser goes back to the merchant. */
export function answerIntent(world, id, request) {
  const intent = found(world, 'payment_intents', 'payment_intent', id);
  if (intent.status === 'requires_action') {
    const method = world.store.get('payment_methods', intent.payment_method);
    if (new URLSearchParams(request.body).get('answer') === 'yes') attempt(world, intent, method, { authenticated: true });
    else refuseAuthentication(world, intent, method);
  }
  const back = world.returnUrls.get(id);
  if (!back) return askIntent(world, id, request);
  const target = new URL(back);
  target.searchParams.set('payment_intent', id);
  target.searchParams.set('redirect_status', intent.status === 'succeeded' ? 'succeeded' : 'failed');
  return redirect(target.href);
}
