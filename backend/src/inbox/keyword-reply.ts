/** What is said, in each language. */
export type Words = Readonly<Record<'fr' | 'en', string>>;

/** The answer to a text of one word. */
export interface Reply {
  readonly words: Words;
  /** Whether a person should see to it all the same. */
  readonly waits?: boolean;
  /** What the answer has to remember, such as the times it offers. */
  readonly about?: string;
}
