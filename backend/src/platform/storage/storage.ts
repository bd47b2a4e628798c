/** Where files are kept, under keys of our own making such as `<tenant>/scans/<id>.jpg`. */
export abstract class Storage {
  /** Keeps the bytes; the same key again replaces them. */
  abstract put(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** The bytes, or `null` when there is no such file. */
  abstract get(key: string): Promise<{ bytes: Buffer; contentType: string } | null>;
  abstract remove(key: string): Promise<void>;
}

/** Files can neither be kept nor read for the moment; the same request may be sent again. What Fastify needs to answer it is on it. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
  readonly statusCode = 503;
  readonly headers = { 'retry-after': '30' };

  constructor() {
    super('Files cannot be kept or read for the moment: try again.');
  }
}

const KEY = /^[\w-]+(\/[\w.-]+)+$/;

/** Throws for a key that could leave its folder. */
export function checkKey(key: string): string {
  if (!KEY.test(key) || key.includes('..')) throw new RangeError(`Not a storage key: ${key}`);
  return key;
}
