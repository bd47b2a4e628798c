import { answerAuthentication, successUrl, submitSession } from '../resources/checkout-payments.mjs';
import { sessionOf } from '../resources/checkout-sessions.mjs';
import { testCard } from '../resources/test-methods.mjs';
import { escape, page, redirect } from './html.mjs';
import { languageOf, money, wordsIn } from './words.mjs';

/** The hosted page of a session, and what becomes of its form. */
export function checkoutPages(world) {
  /** GET /c/pay/:id */
  function show(session, request) {
    if (session.status === 'complete') return redirect(successUrl(session));
    return session.status === 'expired' ? gone(session, request) : form(session, request, {});
  }

  /** POST /c/pay/:id */
  function submit(session, request) {
    if (session.status === 'complete') return redirect(successUrl(session));
    if (session.status === 'expired') return gone(session, request);
    const fields = Object.fromEntries(new URLSearchParams(request.body));
    const read = behindOf(session, fields);
    if (read.error) return form(session, request, { fields, error: read.error });
    const result = submitSession(world, session, read.behind, read.details);
    if (result === 'complete') return redirect(successUrl(session));
    if (result === 'authenticate') return redirect(`${world.url}/c/pay/${session.id}/authenticate`);
    return form(session, request, { fields, error: reasonOf(session) });
  }

  /** GET /c/pay/:id/authenticate */
  function ask(session, request) {
    if (session.status === 'complete') return redirect(successUrl(session));
    const { words, ...look } = lookOf(session, request);
    return page({
      ...look,
      words,
      title: words.authTitle,
      leadsTo: [session.success_url],
      content: `<div class="paper"><p>${escape(words.authText)}</p><form method="post">
<button name="answer" value="yes">${escape(words.agree)}</button>
<button name="answer" value="no" class="quiet">${escape(words.refuse)}</button></form></div>`,
    });
  }

  /** POST /c/pay/:id/authenticate */
  function answer(session, request) {
    const agreed = new URLSearchParams(request.body).get('answer') === 'yes';
    const result = answerAuthentication(world, session, agreed);
    return result === 'complete' ? redirect(successUrl(session)) : form(session, request, { error: 'authentication' });
  }

  function lookOf(session, request) {
    const language = languageOf(session.locale, request.headers['accept-language']);
    return { language, words: wordsIn(language), base: world.url && new URL(world.url).pathname.replace(/\/$/, '') };
  }

  function gone(session, request) {
    const { words, ...look } = lookOf(session, request);
    const back = session.cancel_url ? `<a class="away" href="${escape(session.cancel_url)}">${escape(words.cancel)}</a>` : '';
    return page({ ...look, words, status: 410, title: words.gone, content: back });
  }

  function reasonOf(session) {
    const intent = world.store.get(
      session.mode === 'payment' ? 'payment_intents' : 'setup_intents',
      session.payment_intent ?? session.setup_intent,
    );
    const error = intent.last_payment_error ?? intent.last_setup_error;
    return error.decline_code ?? error.code;
  }

  function form(session, request, { fields = {}, error }) {
    const { words, ...look } = lookOf(session, request);
    const title = session.mode === 'payment' ? words.titlePay : words.titleSave;
    const email = fields.email ?? session.customer_details?.email ?? session.customer_email ?? '';
    const method = fields.method ?? session.payment_method_types[0];
    const act = session.mode === 'payment' ? `${words.pay} ${money(session.amount_total, session.currency, look.language)}` : words.save;
    const shown = error && `<p class="error" role="alert">${escape(words[error] ?? words.generic_decline)}</p>`;
    const content = `<div class="paper">${shown ?? ''}${lines(session, look.language, words)}
<form method="post" action="${escape(look.base)}/c/pay/${session.id}" novalidate>
${field('email', words.email, email, 'type="email" autocomplete="email"')}
<fieldset><legend>${escape(words.method)}</legend>
${session.payment_method_types.map((type) => choice(type, words[type], type === method)).join('\n')}
<div class="only for-card">
${field('card_number', words.number, fields.card_number ?? '4242 4242 4242 4242', 'inputmode="numeric" autocomplete="off"')}
<div class="pair"><div>${field('expiry', words.expiry, fields.expiry ?? '12/34', 'autocomplete="off"')}</div>
<div>${field('cvc', words.cvc, fields.cvc ?? '123', 'inputmode="numeric" autocomplete="off"')}</div></div>
${field('name', words.name, fields.name ?? session.customer_details?.name ?? '', 'autocomplete="name"')}
<p class="help">${escape(words.help)}</p></div>
<div class="only for-debit">${field('account', words.account, fields.account ?? '000123456789', 'inputmode="numeric" autocomplete="off"')}
<p class="help">000123456789 ✓ · 000222222227 ✗</p></div>
</fieldset>
<button>${escape(act)}</button></form>
${session.cancel_url ? `<a class="away" href="${escape(session.cancel_url)}">${escape(words.cancel)}</a>` : ''}</div>`;
    return page({ ...look, words, title, content, leadsTo: [session.success_url, session.cancel_url] });
  }

  function lines(session, language, words) {
    const { items } = world.store.get('line_items', session.id);
    if (!items.length) return '';
    const rows = items.map((item) => {
      const label = item.quantity > 1 ? `${item.description} × ${item.quantity}` : item.description;
      return `<dt>${escape(label)}</dt><dd>${escape(money(item.amount_total, item.currency, language))}</dd>`;
    });
    const total = money(session.amount_total, session.currency, language);
    return `<dl>${rows.join('')}<dt class="total">${escape(words.total)}</dt><dd class="total">${escape(total)}</dd></dl>`;
  }

  return { show, submit, ask, answer, sessionOf: (id) => sessionOf(world, id) };
}

function field(name, label, value, more) {
  return `<label for="${name}">${escape(label)}</label><input id="${name}" name="${name}" value="${escape(value)}" ${more}>`;
}

function choice(type, label, checked) {
  return `<label class="choice"><input type="radio" name="method" value="${type}"${checked ? ' checked' : ''}>${escape(label)}</label>`;
}

/** What the person entered, or the word for what is wrong with it. */
function behindOf(session, fields) {
  const email = fields.email?.trim() || session.customer_details?.email || session.customer_email;
  const details = { email, name: fields.name?.trim() || null };
  const method = fields.method ?? session.payment_method_types[0];
  if (!email?.includes('@')) return { error: 'emailMissing' };
  if (!session.payment_method_types.includes(method)) return { error: 'generic_decline' };
  if (method === 'klarna') return { details, behind: { klarna: true } };
  if (method === 'acss_debit') {
    const account = (fields.account ?? '').replaceAll(' ', '');
    return /^\d{7,12}$/.test(account) ? { details, behind: { account } } : { error: 'badAccount' };
  }
  const number = (fields.card_number ?? '').replaceAll(/\D/g, '');
  if (!testCard(number)) return { error: 'incorrect_number' };
  const expiry = /^(0[1-9]|1[0-2]) ?\/ ?(\d\d)$/.exec((fields.expiry ?? '').trim());
  if (!expiry) return { error: 'badExpiry' };
  return { details, behind: { number, exp_month: Number(expiry[1]), exp_year: 2000 + Number(expiry[2]) } };
}
