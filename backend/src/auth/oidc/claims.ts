/** What a provider tells about a person, wherever it tells it: ID token, user info, access token, in this order. */
export type Claims = Readonly<Record<string, unknown>>;

/** The value at a claim's name, or at a path of names: `groups`, `realm_access.roles`, `https://x.example/groups`. */
export function claimAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Claims)[name];
  }
  return value;
}

/** The groups of a person: from the first source that names any. One group may come as plain text. */
export function groupsOf(sources: readonly Claims[], path: string): string[] {
  for (const claims of sources) {
    const value = claimAt(claims, path);
    const groups = typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((group): group is string => typeof group === 'string') : [];
    if (groups.length) return groups;
  }
  return [];
}

/** A group with or without the slash that Keycloak writes in front of a full path. */
const plain = (group: string): string => group.replace(/^\//, '');

/** The role of the first line of the table that names one of the groups. */
export function roleOf(groups: readonly string[], table: readonly { readonly group: string; readonly role: string }[]): string | undefined {
  const known = new Set(groups.map(plain));
  return table.find(({ group }) => known.has(plain(group)))?.role;
}

/** A person as a provider tells it. */
export interface Told {
  readonly subject: string;
  readonly email: string | undefined;
  readonly verified: boolean;
  readonly name: string;
  readonly groups: readonly string[];
}

/** Reads who somebody is. The address and the word that it is verified have to come from the same source. */
export function toldBy(sources: readonly Claims[], groupsClaim: string): Told {
  const text = (name: string): string | undefined => sources.map((claims) => claims[name]).find((value): value is string => typeof value === 'string' && value.trim() !== '')?.trim();
  const source = sources.find(({ email }) => typeof email === 'string' && email.includes('@'));
  const email = (source?.['email'] as string | undefined)?.trim().toLowerCase();
  const name = text('name') ?? ([text('given_name'), text('family_name')].filter(Boolean).join(' ') || text('preferred_username')) ?? email ?? '';
  return { subject: text('sub') ?? '', email, verified: source?.['email_verified'] === true, name: name.slice(0, 80), groups: groupsOf(sources, groupsClaim) };
}
