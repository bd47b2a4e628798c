import type { INestApplicationContext } from '@nestjs/common';

/** Runs a command inside the whole application, started without HTTP and background work. */
export type Inside = (work: (app: INestApplicationContext) => Promise<void>) => Promise<void>;
