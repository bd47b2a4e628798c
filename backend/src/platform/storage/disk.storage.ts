import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { uuidv7 } from '../ids.js';
import { checkKey, Storage } from './storage.js';

/** Files in a folder of this machine; a file is whole or absent, also after a crash. */
export class DiskStorage extends Storage {
  constructor(private readonly folder: string) {
    super();
  }

  async put(key: string, bytes: Buffer, contentType: string): Promise<void> {
    const path = join(this.folder, checkKey(key));
    await mkdir(dirname(path), { recursive: true });
    const part = `${path}.${uuidv7()}.part`;
    await writeFile(`${path}.type`, contentType);
    await writeFile(part, bytes, { flush: true });
    await rename(part, path);
  }

  async get(key: string): Promise<{ bytes: Buffer; contentType: string } | null> {
    const path = join(this.folder, checkKey(key));
    try {
      return { bytes: await readFile(path), contentType: await readFile(`${path}.type`, 'utf8') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  async remove(key: string): Promise<void> {
    const path = join(this.folder, checkKey(key));
    await rm(path, { force: true });
    await rm(`${path}.type`, { force: true });
  }
}
