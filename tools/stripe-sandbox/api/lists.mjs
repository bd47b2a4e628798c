import { tableOf } from '../ids.mjs';
import { badRequest, noSuch } from './refusal.mjs';

/**
 * One page of a list in Stripe's shape, newest first.
 * @param {object[]} rows in the order they came
 * @param {Record<string, unknown>} params the request's parameters: filters by field, `created`, cursors, limit
 * @param {{ url: string, kind: string, filters?: string[] }} list
 */
export function listOf(rows, params, { url, kind, filters = [] }) {
  const limit = params.limit ?? 10;
  if (limit < 1 || limit > 100) {
    throw badRequest(`Invalid limit: ${limit} must be between 1 and 100`, { param: 'limit', code: 'parameter_invalid_integer' });
  }
  const matching = rows
    .filter((row) => filters.every((field) => params[field] === undefined || row[field] === params[field]))
    .filter((row) => within(row.created, params.created))
    .reverse();
  const { ending_before: before, starting_after: after } = params;
  if (before !== undefined) {
    const end = cursor(matching, before, kind, 'ending_before');
    const start = Math.max(0, end - limit);
    return page(matching.slice(start, end), start > 0, url);
  }
  const start = after === undefined ? 0 : cursor(matching, after, kind, 'starting_after') + 1;
  return page(matching.slice(start, start + limit), start + limit < matching.length, url);
}

function page(data, has_more, url) {
  return { object: 'list', data, has_more, url };
}

function cursor(rows, id, kind, param) {
  const index = rows.findIndex((row) => row.id === id);
  if (index < 0) throw noSuch(kind, id, param);
  return index;
}

function within(created, range) {
  if (range === undefined) return true;
  if (typeof range === 'number') return created === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return created > gt && created >= gte && created < lt && created <= lte;
}

/** A copy of the answer with the ids named by `expand` replaced by the objects they name. */
export function expanded(answer, paths, store) {
  const copy = structuredClone(answer);
  for (const [i, path] of (paths ?? []).entries()) {
    if (path.split('.').length > 4) {
      throw badRequest('You cannot expand more than 4 levels of a property.', { param: `expand[${i}]` });
    }
    open(copy, path.split('.'), store, path);
  }
  return copy;
}

function open(node, [key, ...rest], store, path) {
  if (key === undefined || node === null || node === undefined) return;
  if (Array.isArray(node)) {
    for (const item of node) open(item, [key, ...rest], store, path);
    return;
  }
  if (key === 'line_items' && node.object === 'checkout.session') {
    node.line_items = page(
      structuredClone(store.get('line_items', node.id)?.items ?? []),
      false,
      `/v1/checkout/sessions/${node.id}/line_items`,
    );
  }
  if (!(key in node)) {
    throw badRequest(`This property cannot be expanded (${path}).`, { param: 'expand' });
  }
  const table = tableOf(node[key]);
  if (table) node[key] = structuredClone(store.get(table, node[key])) ?? node[key];
  open(node[key], rest, store, path);
}
