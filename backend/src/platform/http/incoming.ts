import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import { uuidv7 } from '../ids.js';

/** What a process that died left behind is taken away after this long. */
const LEFT_MS = 24 * 3_600_000;

/** Large files of forms on disk while they arrive: fifty at once cost no memory, and whoever is slow to send holds up nobody. */
@Injectable()
export class Incoming implements OnApplicationBootstrap {
  private readonly folder: string;

  constructor(
    config: Config,
    private readonly clock: Clock,
  ) {
    this.folder = join(config.dataDir, 'incoming');
  }

  async onApplicationBootstrap(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const name of await readdir(this.folder)) {
      const left = await stat(join(this.folder, name)).catch(() => null); // another process may just have taken it away
      if (left && left.mtimeMs < this.clock.now().getTime() - LEFT_MS) await this.forget(join(this.folder, name));
    }
  }

  /** Answers where a form's file is once all of it is here; whoever asked takes it away. One over the form's limit fails as `toBuffer` does. */
  async keep(part: MultipartFile, request: FastifyRequest): Promise<string> {
    const path = join(this.folder, uuidv7());
    try {
      await pipeline(part.file, createWriteStream(path));
      if (part.file.truncated) throw new request.server.multipartErrors.RequestFileTooLargeError();
      return path;
    } catch (error) {
      await this.forget(path);
      throw error;
    }
  }

  forget(path: string): Promise<void> {
    return rm(path, { force: true });
  }
}
