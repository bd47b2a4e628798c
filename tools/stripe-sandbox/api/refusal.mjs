/** An answer in Stripe's error shape, thrown by whatever finds the request wanting. */
export class StripeRefusal extends Error {
  /**
   * @param {number} status HTTP status
   * @param {{ type: string, message: string, code?: string, param?: string, [field: string]: unknown }} error
   */
  constructor(status, error) {
    super(error.message);
    this.status = status;
    this.error = error.code ? { doc_url: `https://stripe.com/docs/error-codes/${error.code.replaceAll('_', '-')}`, ...error } : error;
  }
}

/** A request that cannot be right: status 400, `invalid_request_error`. */
export function badRequest(message, { param, code, status = 400 } = {}) {
  return new StripeRefusal(status, {
    type: 'invalid_request_error',
    ...(code && { code }),
    message,
    ...(param && { param }),
  });
}

/** A parameter that has to be there and is not. */
export function missing(param) {
  return badRequest(`Missing required param: ${param}.`, { param, code: 'parameter_missing' });
}

/** An id nobody answers to: 404 when it stands in the path, 400 when it stands in a parameter. */
export function noSuch(kind, id, param = 'id') {
  const status = param === 'id' ? 404 : 400;
  return badRequest(`No such ${kind}: '${id}'`, { param, code: 'resource_missing', status });
}
