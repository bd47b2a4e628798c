import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { Clock } from './clock.js';
import { Config } from './config/config.js';
import { Events } from './events/events.js';
import { Listeners } from './events/listeners.js';
import { LiveBus } from './events/live-bus.js';
import { Relay } from './events/relay.js';
import { Retention } from './events/retention.js';
import { Wake } from './events/wake.js';
import { Allowance } from './graphql/allowance.js';
import { Engine } from './graphql/engine.js';
import { Explorer } from './graphql/explorer.js';
import { FrontDoor } from './graphql/front-door.js';
import { ErrorsFilter } from './graphql/errors.filter.js';
import { inputPipe } from './graphql/input.pipe.js';
import { KeptAnswers } from './graphql/kept-answers.js';
import { LiveHub } from './graphql/live-hub.js';
import { ReadInterceptor } from './graphql/read.interceptor.js';
import { DateTimeScalar } from './graphql/scalars.js';
import { QuickDoor } from './graphql/quick-door.js';
import { SocketDoor } from './graphql/socket-door.js';
import { Health } from './http/health.js';
import { Incoming } from './http/incoming.js';
import { Screens } from './http/screens.js';
import { Log } from './observability/log.js';
import { Queue } from './queue/queue.js';
import { DiskStorage } from './storage/disk.storage.js';
import { S3Storage } from './storage/s3.storage.js';
import { Storage } from './storage/storage.js';

const shared = [Clock, Log, Wake, Events, Listeners, LiveBus, Relay, Queue, Health];

/** What every module may use, and no business word in it. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    ...shared,
    Screens, Explorer, Retention, Incoming,
    KeptAnswers, Allowance, Engine, FrontDoor, QuickDoor, LiveHub, SocketDoor, DateTimeScalar,
    { provide: Config, useFactory: () => new Config(process.env) },
    { provide: Storage, inject: [Config], useFactory: (config: Config) => (config.s3 ? new S3Storage(config.s3) : new DiskStorage(join(config.dataDir, 'files'))) },
    { provide: APP_INTERCEPTOR, useClass: ReadInterceptor },
    { provide: APP_FILTER, useClass: ErrorsFilter },
    { provide: APP_PIPE, useValue: inputPipe },
  ],
  exports: [...shared, Config, Screens, Incoming, Storage, Engine, FrontDoor, QuickDoor, LiveHub, SocketDoor],
})
export class PlatformModule {}
