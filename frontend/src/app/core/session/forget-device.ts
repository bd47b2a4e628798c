/** What belongs to the device rather than to the person. */
const KEPT = new Set(['demarc.theme', 'demarc.language']);
/** Work of the field that was not sent, unreadable here: it waits for its person. */
const SEALED = 'demarc.sealed';
const FIELD = 'demarc.field.';

/** Seals what technicians other than the one named did here and could not send, and takes their copies of customers' data away. */
export async function sealFieldWork(technicianId?: string): Promise<void> {
  if (typeof indexedDB === 'undefined') return;
  const others = (await indexedDB.databases()).some(({ name }) => name?.startsWith(FIELD) && name !== FIELD + technicianId);
  if (others) await (await import('../offline/seal')).sealOthers(technicianId);
}

/** Empties databases, stored values and caches of answers, so that the next user of the device finds nothing. */
export async function forgetDevice(): Promise<void> {
  for (const key of Object.keys(localStorage)) if (!KEPT.has(key)) localStorage.removeItem(key);
  sessionStorage.clear();
  await Promise.all([forgetDatabases(), forgetCaches()]);
}

async function forgetDatabases(): Promise<void> {
  if (typeof indexedDB === 'undefined') return;
  const databases = await indexedDB.databases();
  await Promise.all(databases.map(({ name }) => name && name !== SEALED && deleteDatabase(name)));
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((done) => {
    const request = indexedDB.deleteDatabase(name);
    // A database still open elsewhere is blocked; it goes as soon as the reload closes it.
    request.onsuccess = request.onerror = request.onblocked = () => done();
  });
}

/** Keeps the files of the app itself, which are the same for everybody. */
async function forgetCaches(): Promise<void> {
  if (typeof caches === 'undefined') return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !/^ngsw:.*:(assets|db):/.test(name) && !name.startsWith('ngsw:/:db')).map((name) => caches.delete(name)));
}
