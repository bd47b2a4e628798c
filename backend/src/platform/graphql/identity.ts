import type { IncomingMessage } from 'node:http';
import type { Caller } from '../caller.js';

/** Says who is calling: the one question the platform asks the sign-in module. */
export abstract class Identity {
  /** The caller by cookie or bearer token; an anonymous caller of the host's tenant otherwise. Never throws for a bad token. */
  abstract callerOf(request: IncomingMessage): Promise<Caller>;
  /** Cookies that the request has earned, such as a renewed access token, and that its answer must carry. */
  abstract earnedBy(request: IncomingMessage): readonly string[];
  /** The path that a request for a socket means. */
  abstract pathOf(request: IncomingMessage): string;
  /** Whether a caller may open a socket from this page's origin. */
  abstract isOwnOrigin(request: IncomingMessage): Promise<boolean>;
  /** Whether a caller may write documents of their own in production; everybody else sends the ids of our screens' documents. */
  abstract mayWriteText(caller: Caller): boolean;
  /** Whether a caller may hold a socket open at all. */
  abstract mayListen(caller: Caller): boolean;
  /** Calls back within a second when the session behind the caller is over, or when its rights have changed; returns how to stop listening. */
  abstract onEnd(caller: Caller, ended: (end: 'over' | 'rights') => void): () => void;
}
