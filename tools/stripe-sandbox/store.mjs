import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SAVE_AFTER_MS = 150;

/**
 * Tables of objects in memory, kept in one JSON file when a folder is given, so that a demo survives a restart.
 * @param {string | undefined} dir
 */
export function createStore(dir) {
  const file = dir && join(dir, 'stripe-sandbox.json');
  const tables = new Map(file ? read(file) : []);
  let timer;

  /** The table of that name, in the order its rows came. */
  function table(name) {
    if (!tables.has(name)) tables.set(name, new Map());
    return tables.get(name);
  }

  /** Puts a row in, or says that a row already in was changed. */
  function put(name, row) {
    table(name).set(row.id, row);
    if (file && !timer) timer = setTimeout(save, SAVE_AFTER_MS);
    return row;
  }

  function remove(name, id) {
    table(name).delete(id);
    if (file && !timer) timer = setTimeout(save, SAVE_AFTER_MS);
  }

  function save() {
    clearTimeout(timer);
    timer = undefined;
    if (!file) return;
    mkdirSync(dir, { recursive: true });
    const content = [...tables].map(([name, rows]) => [name, [...rows.values()]]);
    writeFileSync(`${file}.new`, JSON.stringify(content));
    renameSync(`${file}.new`, file);
  }

  return {
    put,
    remove,
    save,
    get: (name, id) => table(name).get(id),
    all: (name) => [...table(name).values()],
  };
}

function read(file) {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8'));
    return content.map(([name, rows]) => [name, new Map(rows.map((row) => [row.id, row]))]);
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw new Error(`The sandbox cannot read its state in ${file}: ${error.message}`);
  }
}
