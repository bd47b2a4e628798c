/** A refusal that a person can cause and mend, as every mutation's result may be. */
export interface ProblemLike {
  readonly __typename?: string;
  readonly message: string;
}

/** The sentence of a refusal, or '' when the mutation did what it was asked: `this.problem.set(problemOf(issueInvoice))`. */
export function problemOf(result: { readonly __typename?: string } | null | undefined): string {
  return result && 'message' in result && typeof result.message === 'string' ? result.message : '';
}
