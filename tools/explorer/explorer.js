// A page to try the API with a key. It stands in a sandbox: no cookie, no storage, nothing of whoever is signed in beside it.
const TEXTS = {
  en: { key: 'API key', run: 'Run', document: 'Document', variables: 'Variables (JSON)', answer: 'Answer', docs: 'Schema', search: 'Search types and fields', back: '← All', needKey: 'Enter an API key: Office › Security makes one.', badJson: 'The variables are not JSON: ', running: 'Asking…', none: 'Nothing has that name.', down: 'The server does not answer.', stop: 'Stop', listening: 'Listening. News: ', over: 'No longer listening: ' },
  fr: { key: 'Clé d’API', run: 'Exécuter', document: 'Document', variables: 'Variables (JSON)', answer: 'Réponse', docs: 'Schéma', search: 'Chercher un type ou un champ', back: '← Tout', needKey: 'Entrez une clé d’API : Bureau › Sécurité en crée.', badJson: 'Les variables ne sont pas du JSON : ', running: 'En cours…', none: 'Rien ne porte ce nom.', down: 'Le serveur ne répond pas.', stop: 'Arrêter', listening: 'À l’écoute. Nouvelles : ', over: 'L’écoute est finie : ' },
};
const language = navigator.language.startsWith('fr') ? 'fr' : 'en';
const texts = TEXTS[language];
const at = (id) => document.getElementById(id);

document.documentElement.lang = language;
for (const element of document.querySelectorAll('[data-text]')) element.textContent = texts[element.dataset.text];
at('search').placeholder = texts.search;
at('search').setAttribute('aria-label', texts.search);
at('query').value = 'query Customers {\n  customers(first: 5) {\n    nodes { id number name }\n    totalCount\n  }\n}\n';

async function run() {
  const key = at('key').value.trim();
  if (!key) {
    at('status').textContent = texts.needKey;
    return at('key').focus();
  }
  let variables;
  try {
    variables = JSON.parse(at('variables').value.trim() || '{}');
  } catch (error) {
    at('status').textContent = texts.badJson + error.message;
    return at('variables').focus();
  }
  at('status').textContent = texts.running;
  const asked = { method: 'POST', credentials: 'omit', body: JSON.stringify({ key, query: at('query').value, variables }) };
  if (LIVE.test(at('query').value)) return listen(asked);
  const began = performance.now();
  try {
    const response = await fetch('/explorer/run', asked);
    const text = await response.text();
    at('answer').textContent = JSON.stringify(JSON.parse(text), null, 2);
    at('status').textContent = `HTTP ${response.status} · ${Math.round(performance.now() - began)} ms`;
  } catch {
    at('status').textContent = texts.down;
  }
}

/** A document that begins with a subscription, comments and fragments before it left aside. */
const LIVE = /^(?:\s|#.*$|fragment[^{]*\{(?:[^{}]|\{[^{}]*\})*\})*subscription\b/m;
/** Pieces of news that stay on the page. */
const KEPT = 100;
let listening;

const label = (live) => (document.querySelector('[data-text=run]').textContent = live ? texts.stop : texts.run);

/** Shows each piece of news as it comes, the newest first, until somebody stops or the server does. */
async function listen(asked) {
  listening = new AbortController();
  label(true);
  const news = [];
  let over = texts.down;
  const hear = (line) => {
    const said = JSON.parse(line);
    if (said.closed) return (over = texts.over + [said.closed, said.reason].filter(Boolean).join(' '));
    if (!said.listening) news.unshift(JSON.stringify(said, null, 2));
    news.length = Math.min(news.length, KEPT);
    at('answer').textContent = news.join('\n\n');
    at('status').textContent = texts.listening + news.length;
  };
  try {
    const { body } = await fetch('/explorer/live', { ...asked, signal: listening.signal });
    let rest = '';
    for (const reader = body.pipeThrough(new TextDecoderStream()).getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop();
      for (const line of lines) hear(line);
    }
  } catch (error) {
    if (error.name === 'AbortError') over = texts.over + texts.stop.toLowerCase();
  }
  listening = undefined;
  label(false);
  at('status').textContent = over;
}

const press = () => (listening ? listening.abort() : run());

at('run').addEventListener('click', press);
addEventListener('keydown', (event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && press());

const nameOf = (type) => (type.ofType ? nameOf(type.ofType) : type.name);
const written = (type) => (type.kind === 'NON_NULL' ? `${written(type.ofType)}!` : type.kind === 'LIST' ? `[${written(type.ofType)}]` : type.name);
const make = (tag, text, ...children) => {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
};
let types = new Map();

const linkTo = (name, text = name) => {
  if (!types.has(name)) return make('span', text);
  const button = make('button', text);
  button.type = 'button';
  button.addEventListener('click', () => show(name));
  return button;
};

/** One type with all that it holds. */
function show(name) {
  const { kind, description, fields, inputFields, enumValues, possibleTypes } = types.get(name);
  const list = make('dl');
  for (const field of fields ?? inputFields ?? []) {
    const given = (field.args ?? []).flatMap((argument, i) => [i ? ', ' : '(', `${argument.name}: `, linkTo(nameOf(argument.type), written(argument.type))]);
    list.append(make('dt', '', field.name, ...given, given.length ? ')' : '', ': ', linkTo(nameOf(field.type), written(field.type))), make('dd', field.description ?? ''));
  }
  for (const value of enumValues ?? []) list.append(make('dt', value.name), make('dd', value.description ?? ''));
  if (kind === 'UNION') for (const type of possibleTypes) list.append(make('dt', '', linkTo(type.name)));
  const back = make('button', texts.back);
  back.type = 'button';
  back.addEventListener('click', () => find(at('search').value));
  at('docs').replaceChildren(back, make('h3', name), make('p', description ?? ''), list);
}

/** What has the words in its name: types, and fields with the type they stand in. */
function find(words) {
  const wanted = words.trim().toLowerCase();
  const list = make('dl');
  for (const [name, { fields, inputFields }] of types) {
    const hits = wanted ? (fields ?? inputFields ?? []).filter((field) => field.name.toLowerCase().includes(wanted)) : [];
    if (wanted && !hits.length && !name.toLowerCase().includes(wanted)) continue;
    list.append(make('dt', '', linkTo(name)), make('dd', hits.slice(0, 4).map((field) => field.name).join(', ')));
  }
  at('docs').replaceChildren(list.childElementCount ? list : make('p', texts.none));
}

at('search').addEventListener('input', (event) => find(event.target.value));
const FIRST = ['Query', 'Mutation', 'Subscription'];
fetch('/explorer/schema', { credentials: 'omit' }).then((response) => response.json()).then(({ __schema: schema }) => {
  const place = ({ name }) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
  types = new Map(schema.types.filter(({ name }) => !name.startsWith('__')).sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name)).map((type) => [type.name, type]));
  find('');
}, () => (at('docs').textContent = texts.down));
