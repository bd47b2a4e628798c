/** What is wrong with a password that somebody wants to use. */
export type PasswordFault = 'short' | 'long' | 'simple' | 'known';

export const LEAST_LENGTH = 10;
const MOST_LENGTH = 200;

/** Long enough to pass and yet among the first that anybody tries. */
const COMMON = ['1234567890', '0123456789', '12345678910', '1q2w3e4r5t', 'qwertyuiop', 'azertyuiop', 'password123', 'password1234', 'motdepasse', 'motdepasse1', 'motdepasse123', 'bonjour123', 'bienvenue1', 'iloveyou123', 'administrator', 'administrateur', 'passw0rd123', 'abcdefghij', 'abcdef1234', 'changeme123', 'welcome1234'];

/**
 * Length does more than mixing signs (NIST SP 800-63B): at least ten characters, of at least five different ones, not
 * among the commonest, and not made of what everybody knows about the person.
 */
export function faultOf(password: string, known: readonly string[]): PasswordFault | undefined {
  const text = password.normalize('NFKC');
  if ([...text].length < LEAST_LENGTH) return 'short';
  if (text.length > MOST_LENGTH) return 'long';
  const low = text.toLowerCase();
  if (new Set(low).size < 5 || COMMON.includes(low)) return 'simple';
  const rest = known.map((word) => word.toLowerCase()).filter((word) => word.length >= 4).reduce((left, word) => left.replaceAll(word, ''), low);
  return rest.length < 6 ? 'known' : undefined;
}
