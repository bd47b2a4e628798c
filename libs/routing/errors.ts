/** A problem that cannot be read at all; `code` names what is wrong with it. */
export class RoutingError extends Error {
  readonly code: 'TRAVEL' | 'UNKNOWN' | 'TWICE';
  constructor(code: RoutingError['code'], message: string) {
    super(message);
    this.name = 'RoutingError';
    this.code = code;
  }
}
