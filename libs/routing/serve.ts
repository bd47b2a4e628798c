/**
 * Planning in another thread. In the worker: `serve(parentPort)`; outside: `plan = remote(worker)`, then `await plan(problem, options)`.
 * Both ends are anything with `postMessage` and messages: a worker thread of Node, a web worker, a MessagePort.
 */
import { plan } from './plan.ts';
import type { Options, Plan, Problem } from './types.ts';

/** One end of a line of messages, in Node's way or the browser's. */
export interface Port {
  postMessage(message: unknown): void;
  on?(event: 'message', listener: (message: unknown) => void): unknown;
  addEventListener?(event: 'message', listener: (event: { data: unknown }) => void): unknown;
}

interface Ask {
  readonly id: number;
  readonly problem: Problem;
  readonly options: Options;
  readonly watch: boolean;
}

interface Answer {
  readonly id: number;
  readonly plan?: Plan;
  readonly better?: Plan;
  readonly error?: { readonly name: string; readonly message: string };
}

function listen(port: Port, hear: (message: unknown) => void): void {
  if (port.on) port.on('message', hear);
  else port.addEventListener?.('message', ({ data }) => hear(data));
}

/** Answers problems that arrive at a port, one after the other; errors are answered too. */
export function serve(port: Port): void {
  listen(port, (message) => {
    const { id, problem, options, watch } = message as Ask;
    const tell = (answer: Omit<Answer, 'id'>) => port.postMessage({ id, ...answer });
    try {
      tell({ plan: plan(problem, watch ? { ...options, onImprovement: (better) => tell({ better }) } : options) });
    } catch (error) {
      tell({ error: { name: error instanceof Error ? error.name : 'Error', message: error instanceof Error ? error.message : String(error) } });
    }
  });
}

/** A planner that works at the other end of a port; `signal` and `onImprovement` work as they do here. */
export function remote(port: Port): (problem: Problem, options?: Options) => Promise<Plan> {
  let asked = 0;
  const waiting = new Map<number, { done: (plan: Plan) => void; failed: (error: Error) => void; better?: ((plan: Plan) => void) | undefined }>();
  listen(port, (message) => {
    const { id, plan: made, better, error } = message as Answer;
    const one = waiting.get(id);
    if (better) one?.better?.(better);
    if (made) one?.done(made);
    if (error) one?.failed(Object.assign(new Error(error.message), { name: error.name }));
    if (!better) waiting.delete(id);
  });
  return (problem, { signal, onImprovement, ...options } = {}) => {
    const stop = options.stop ?? new Int32Array(new SharedArrayBuffer(4));
    const halt = () => void Atomics.store(stop, 0, 1);
    if (signal?.aborted) halt();
    signal?.addEventListener('abort', halt, { once: true });
    const id = ++asked;
    return new Promise<Plan>((done, failed) => {
      waiting.set(id, { done, failed, better: onImprovement });
      port.postMessage({ id, problem, options: { ...options, stop }, watch: onImprovement !== undefined });
    }).finally(() => signal?.removeEventListener('abort', halt));
  };
}
