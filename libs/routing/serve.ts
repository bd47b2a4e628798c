/**
 * Planning in another thread. In the worker: `serve(parentPort)`; outside: `plan = remote(worker)`, then `await plan(problem, options)`.
 * Both ends are anything with `postMessage` and messages: a worker thread of Node, a web worker, a MessagePort.
 */
import { explain, type Explanation } from './explain.ts';
import { plan } from './plan.ts';
import { type Offer, slots } from './slots.ts';
import type { Options, Plan, Problem, Span } from './types.ts';

/** One end of a line of messages, in Node's way or the browser's. */
export type Port = { postMessage(message: unknown): void } & (
  | { on(event: 'message', listener: (message: unknown) => void): unknown }
  | { addEventListener(event: 'message', listener: (event: { data: unknown }) => void): unknown }
);

type Routes = Pick<Plan, 'routes'>;

/** What can be asked at the other end, by its arguments and its answer. */
interface Questions {
  plan: { ask: readonly [problem: Problem, options: Options, watch: boolean]; answer: Plan };
  explain: { ask: readonly [problem: Problem, plan: Routes, jobs: readonly string[]]; answer: Explanation[] };
  slots: { ask: readonly [problem: Problem, plan: Routes, job: string, windows: readonly Span[], count: number]; answer: Offer[] };
}

type Ask = { readonly [K in keyof Questions]: { readonly id: number; readonly what: K; readonly ask: Questions[K]['ask'] } }[keyof Questions];

interface Answer {
  readonly id: number;
  readonly answer?: unknown;
  readonly better?: Plan;
  readonly error?: { readonly name: string; readonly message: string };
}

/** The planner at the other end of a port: called, it plans; `signal` and `onImprovement` work as they do here. */
export interface Remote {
  (problem: Problem, options?: Options): Promise<Plan>;
  /** `explain` for several jobs at once. */
  explain(problem: Problem, plan: Routes, jobs: readonly string[]): Promise<Explanation[]>;
  /** `slots`, at the other end. */
  slots(problem: Problem, plan: Routes, job: string, windows: readonly Span[], count?: number): Promise<Offer[]>;
}

function listen(port: Port, hear: (message: unknown) => void): void {
  if ('on' in port) port.on('message', hear);
  else port.addEventListener('message', ({ data }) => hear(data));
}

/** Answers questions that arrive at a port, one after the other; errors are answered too. */
export function serve(port: Port): void {
  listen(port, (message) => {
    const ask = message as Ask;
    const tell = (answer: Omit<Answer, 'id'>) => port.postMessage({ id: ask.id, ...answer });
    try {
      tell({ answer: answer(ask, (better) => tell({ better })) });
    } catch (error) {
      tell({ error: { name: error instanceof Error ? error.name : 'Error', message: error instanceof Error ? error.message : String(error) } });
    }
  });
}

function answer(asked: Ask, better: (plan: Plan) => void): unknown {
  if (asked.what === 'plan') {
    const [problem, options, watch] = asked.ask;
    return plan(problem, watch ? { ...options, onImprovement: better } : options);
  }
  if (asked.what === 'slots') return slots(...asked.ask);
  const [problem, made, jobs] = asked.ask;
  return jobs.map((job) => explain(problem, made, job));
}

/** A planner that works at the other end of a port. */
export function remote(port: Port): Remote {
  let asked = 0;
  const waiting = new Map<number, { done: (answer: never) => void; failed: (error: Error) => void; better?: ((plan: Plan) => void) | undefined }>();
  listen(port, (message) => {
    const { id, answer: made, better, error } = message as Answer;
    const one = waiting.get(id);
    if (better) return one?.better?.(better);
    waiting.delete(id);
    if (error) one?.failed(Object.assign(new Error(error.message), { name: error.name }));
    else one?.done(made as never);
  });
  const put = <K extends keyof Questions>(what: K, ask: Questions[K]['ask'], better?: (plan: Plan) => void): Promise<Questions[K]['answer']> => {
    const id = ++asked;
    return new Promise((done, failed) => {
      waiting.set(id, { done, failed, better });
      port.postMessage({ id, what, ask });
    });
  };
  const planThere = (problem: Problem, { signal, onImprovement, ...options }: Options = {}): Promise<Plan> => {
    const stop = options.stop ?? new Int32Array(new SharedArrayBuffer(4));
    const halt = () => void Atomics.store(stop, 0, 1);
    if (signal?.aborted) halt();
    signal?.addEventListener('abort', halt, { once: true });
    return put('plan', [problem, { ...options, stop }, onImprovement !== undefined], onImprovement).finally(() => signal?.removeEventListener('abort', halt));
  };
  return Object.assign(planThere, {
    explain: (problem: Problem, made: Routes, jobs: readonly string[]) => put('explain', [problem, made, jobs]),
    slots: (problem: Problem, made: Routes, job: string, windows: readonly Span[], count = 3) => put('slots', [problem, made, job, windows, count]),
  });
}
