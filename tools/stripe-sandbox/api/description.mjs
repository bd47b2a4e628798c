import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { badRequest, missing } from './refusal.mjs';

const FILE = new URL('./stripe-requests.openapi.json', import.meta.url);
const FRACTIONS = /decimal|percent|rate$|latitude|longitude/;

/** Reads Stripe's published description and answers two questions: which operation is this, and are its parameters right? */
export function loadDescription() {
  const document = JSON.parse(readFileSync(FILE, 'utf8'));
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => route(method.toUpperCase(), path, operation)),
  );
  const ajv = new Ajv({ coerceTypes: true, strict: false, verbose: true, validateFormats: false });
  const compiled = new Map();

  /** The operation at this method and path, with the ids found in the path. */
  function find(method, pathname) {
    const parts = pathname.split('/');
    let best = null;
    for (const candidate of routes) {
      if (candidate.method !== method) continue;
      const ids = match(candidate.parts, parts);
      if (ids && (!best || candidate.literals > best.route.literals)) best = { route: candidate, ids };
    }
    return best && { name: best.route.name, ids: best.ids, route: best.route };
  }

  /** Holds the parameters to the operation's schema, coercing form text to numbers and booleans in place. */
  function check({ route: { name, operation } }, params) {
    if (!compiled.has(name)) compiled.set(name, ajv.compile(schemaOf(operation, document)));
    const validate = compiled.get(name);
    if (!validate(params)) throw explain(validate.errors);
  }

  return { version: document.info.version, find, check };
}

function route(method, path, operation) {
  const parts = path.split('/');
  const literals = parts.filter((part) => !part.startsWith('{')).length;
  return { method, parts, literals, name: operation.operationId, operation };
}

function match(pattern, parts) {
  if (pattern.length !== parts.length) return null;
  /** @type {Record<string, string>} */
  const ids = {};
  for (const [i, wanted] of pattern.entries()) {
    if (wanted.startsWith('{')) ids[wanted.slice(1, -1)] = decodeURIComponent(parts[i]);
    else if (wanted !== parts[i]) return null;
  }
  return ids;
}

/** One self-contained JSON schema of an operation's parameters, with only the definitions it reaches. */
function schemaOf(operation, document) {
  const definitions = {};
  const reach = (name) => {
    if (name in definitions) return;
    definitions[name] = true; // holds the place while a definition that names itself is read
    definitions[name] = tidy(document.components.schemas[name], '', reach);
  };
  const root = tidy(bodySchema(operation) ?? querySchema(operation), '', reach);
  return { ...root, $defs: definitions };
}

function bodySchema(operation) {
  return operation.requestBody?.content['application/x-www-form-urlencoded']?.schema;
}

function querySchema(operation) {
  const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  return {
    type: 'object',
    properties: Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
    required: query.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** The published schema in the words the validator knows: whole numbers are integers, `nullable` only beside a type. */
function tidy(schema, name, reach) {
  if (Array.isArray(schema)) return schema.map((item) => tidy(item, name, reach));
  if (schema === null || typeof schema !== 'object') return schema;
  if (schema.$ref) {
    const target = schema.$ref.split('/').at(-1);
    reach(target);
    return { $ref: `#/$defs/${target}` };
  }
  const { description: _, nullable, properties, ...rest } = schema;
  const out = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, tidy(value, name, reach)]));
  if (properties) {
    out.properties = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, tidy(value, key, reach)]));
  }
  if (out.type === 'number' && !FRACTIONS.test(name)) out.type = 'integer';
  if (nullable && out.type && !out.enum) out.nullable = true;
  return out;
}

const WEIGHT = ['additionalProperties', 'required', 'enum', 'maxLength', 'type'];

/** Of all that the validator found, the deepest and most telling, in Stripe's words. */
function explain(errors) {
  const depth = (error) => error.instancePath.split('/').length;
  const weight = (error) => (WEIGHT.indexOf(error.keyword) + WEIGHT.length + 1) % (WEIGHT.length + 1);
  const telling = errors.filter((error) => !(error.keyword === 'enum' && error.schema.length === 1 && error.schema[0] === ''));
  const [error] = telling.sort((a, b) => depth(b) - depth(a) || weight(a) - weight(b));
  const param = bracketed(error.instancePath);
  const given = typeof error.data === 'object' ? JSON.stringify(error.data) : String(error.data);
  switch (error.keyword) {
    case 'additionalProperties': {
      const unknown = nested(param, error.params.additionalProperty);
      return badRequest(`Received unknown parameter: ${unknown}`, { param: unknown, code: 'parameter_unknown' });
    }
    case 'required':
      return missing(nested(param, error.params.missingProperty));
    case 'enum':
      return badRequest(`Invalid ${param}: must be one of ${oneOf(error.schema)}`, { param });
    case 'maxLength':
      return badRequest(`Invalid string: ${given.slice(0, 24)}…; must be at most ${error.schema} characters`, { param });
    case 'type':
      return wrongType([error.schema].flat()[0], given, param);
    default:
      return badRequest(`Invalid ${param || 'parameters'}: ${error.message}`, { param });
  }
}

function wrongType(type, given, param) {
  const code = type === 'integer' || type === 'boolean' ? `parameter_invalid_${type}` : undefined;
  return badRequest(`Invalid ${type === 'object' ? 'object' : type}: ${given}`, { param, code });
}

function oneOf(values) {
  const words = values.filter((value) => value !== '' && value !== null);
  return words.length > 1 ? `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}` : String(words[0]);
}

function bracketed(pointer) {
  return pointer
    .split('/')
    .slice(1)
    .reduce((outer, key) => nested(outer, key.replaceAll('~1', '/').replaceAll('~0', '~')), '');
}

function nested(outer, key) {
  return outer ? `${outer}[${key}]` : key;
}
