import { Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { remote, type Explanation, type Offer, type Options, type Plan, type Problem, type Remote, type Span } from '@demarc/routing';

interface Desk {
  readonly worker: Worker;
  readonly ask: Remote;
  readonly gone: Promise<never>;
}

const FILE = import.meta.url.endsWith('.ts') ? './planner.worker.ts' : './planner.worker.js';

/** The optimiser in threads of its own, so that the server never waits for it: one that searches, and one that answers short questions meanwhile. */
@Injectable()
export class PlannerService implements OnApplicationShutdown {
  private readonly desks: { search?: Desk; answers?: Desk } = {};

  plan(problem: Problem, options: Options): Promise<Plan> {
    return this.at('search', (ask) => ask(problem, options));
  }

  explain(problem: Problem, plan: Pick<Plan, 'routes'>, jobs: readonly string[]): Promise<Explanation[]> {
    return this.at('search', (ask) => ask.explain(problem, plan, jobs));
  }

  slots(problem: Problem, plan: Pick<Plan, 'routes'>, job: string, windows: readonly Span[], count: number): Promise<Offer[]> {
    return this.at('answers', (ask) => ask.slots(problem, plan, job, windows, count));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(Object.values(this.desks).map(({ worker }) => worker.terminate()));
  }

  /** Asks a thread, which is started when it is first needed and again after it failed. */
  private at<T>(name: 'search' | 'answers', question: (ask: Remote) => Promise<T>): Promise<T> {
    const desk = (this.desks[name] ??= this.open(name));
    return Promise.race([question(desk.ask), desk.gone]);
  }

  private open(name: 'search' | 'answers'): Desk {
    const worker = new Worker(new URL(FILE, import.meta.url));
    worker.unref();
    const gone = new Promise<never>((_, fail) => {
      worker.once('error', fail);
      worker.once('exit', () => {
        delete this.desks[name];
        fail(new Error('The planner has stopped'));
      });
    });
    gone.catch(() => undefined); // whoever is waiting hears it; nobody need be
    return { worker, ask: remote(worker), gone };
  }
}
