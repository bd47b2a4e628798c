import { createWriteStream, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { isUuid, uuidv7 } from '../platform/ids.js';
import { MAPPINGS } from './erpnext/mappings.js';

/** The files of an export that a browser sent, under an id, until they have been read. */
@Injectable()
export class Uploads {
  constructor(private readonly config: Config) {}

  open(tenantId: string): string {
    const id = uuidv7();
    mkdirSync(this.folder(tenantId, id), { recursive: true });
    return id;
  }

  /** Streams a file to disk. Only files that an export has are kept; their names are ours, never what a browser says. */
  async keep(tenantId: string, id: string, name: string, bytes: NodeJS.ReadableStream): Promise<boolean> {
    const known = [...MAPPINGS.map(({ doctype }) => `${doctype}.jsonl`), 'manifest.json'].find((file) => file === name);
    if (!known) return false;
    await pipeline(bytes, createWriteStream(join(this.folder(tenantId, id), known)));
    return true;
  }

  folder(tenantId: string, id: string): string {
    if (!isUuid(tenantId) || !isUuid(id)) throw new RangeError('Not an upload');
    return join(this.config.dataDir, 'imports', tenantId, id);
  }

  /** Whether something is there to be read. */
  has(tenantId: string, id: string): boolean {
    const folder = this.folder(tenantId, id);
    return existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('.jsonl'));
  }

  /** The uploads of every tenant that lie untouched since before an instant. */
  olderThan(instant: Date): { readonly tenantId: string; readonly id: string }[] {
    const root = join(this.config.dataDir, 'imports');
    const folders = (path: string) => (existsSync(path) ? readdirSync(path).filter(isUuid) : []);
    const all = folders(root).flatMap((tenantId) => folders(join(root, tenantId)).map((id) => ({ tenantId, id })));
    return all.filter(({ tenantId, id }) => statSync(this.folder(tenantId, id)).mtime < instant);
  }

  remove(tenantId: string, id: string): Promise<void> {
    return rm(this.folder(tenantId, id), { recursive: true, force: true });
  }
}
