import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { Config } from '../config/config.js';
import { checkKey, Storage, StorageUnavailable } from './storage.js';

/** All of a call, its tries included: whoever waits for a photo gives up after that too. */
const MOST_MS = 10_000;
const CONNECT_MS = 3_000;

/** Files in an object store that speaks S3, shared by all processes. */
export class S3Storage extends Storage {
  private readonly client: S3Client;

  constructor(private readonly settings: NonNullable<Config['s3']>) {
    super();
    this.client = new S3Client({
      region: settings.region, maxAttempts: 2, requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: MOST_MS },
      ...(settings.endpoint ? { endpoint: settings.endpoint, forcePathStyle: true } : {}),
      credentials: { accessKeyId: settings.accessKey, secretAccessKey: settings.secretKey },
    });
  }

  async put(key: string, bytes: Buffer, contentType: string): Promise<void> {
    const put = new PutObjectCommand({ Bucket: this.settings.bucket, Key: checkKey(key), Body: bytes, ContentType: contentType });
    await within((abortSignal) => this.client.send(put, { abortSignal }));
  }

  async get(key: string): Promise<{ bytes: Buffer; contentType: string } | null> {
    const get = new GetObjectCommand({ Bucket: this.settings.bucket, Key: checkKey(key) });
    return within(async (abortSignal) => {
      const object = await this.client.send(get, { abortSignal });
      return { bytes: Buffer.from(await object.Body!.transformToByteArray()), contentType: object.ContentType ?? 'application/octet-stream' };
    });
  }

  async remove(key: string): Promise<void> {
    const remove = new DeleteObjectCommand({ Bucket: this.settings.bucket, Key: checkKey(key) });
    await within((abortSignal) => this.client.send(remove, { abortSignal }));
  }
}

/** Asks within the time there is; null for what is not there. A store that refuses us for good is told as it is, any other silence as one that passes. */
async function within<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
  try {
    return await ask(AbortSignal.timeout(MOST_MS));
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status && status >= 400 && status < 500 && status !== 408 && status !== 429) throw error;
    throw new StorageUnavailable();
  }
}
