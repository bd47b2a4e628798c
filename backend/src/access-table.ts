import { CONTACT_ROLES, STAFF_ROLES } from '@demarc/permissions';
import { PERMISSION } from './platform/graphql/permission.js';

type Class = abstract new () => unknown;

/** One operation, or one field that asks for more than its parent does. */
interface Row {
  readonly kind: string;
  readonly name: string;
  /** Any one of them is enough; none means that nobody may. */
  readonly permissions: readonly string[];
}

const KINDS = ['Query', 'Mutation', 'Subscription'];
const ROLES: readonly (readonly [string, readonly string[]])[] = [
  ...Object.entries(CONTACT_ROLES).map(([role, permissions]) => [`customer: ${role}`, permissions] as const),
  ...Object.entries(STAFF_ROLES).map(([role, permissions]) => [role === 'technician' ? 'technician' : `office: ${role}`, permissions] as const),
];

/** Who may what, as a table that people review: every operation and protected field, by the roles a provider starts with. */
export function accessText(resolvers: readonly Class[]): string {
  const rows = resolvers.flatMap(rowsOf).sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1));
  const section = (title: string, which: readonly Row[]): string => `## ${title}\n\n| | needs | anybody | ${ROLES.map(([role]) => role).join(' | ')} |\n|---|---|${':-:|'.repeat(ROLES.length + 1)}\n${which.map(lineOf).join('\n')}\n`;
  const sections = [
    ...KINDS.map((kind) => section(`${kind === 'Query' ? 'Querie' : kind}s`, rows.filter((row) => row.kind === kind))),
    section('Fields that ask for more than their parent', rows.filter((row) => !KINDS.includes(row.kind))),
  ];
  return `# Who may what\n\nPrinted by the backend with \`npm run schema\` from what stands above each operation, and reviewed like code: a line that changes here changes who may do something. Which rows somebody sees is a second question, answered by the services and, beneath them, by row-level security. A provider may edit its roles; these are the ones it starts with.\n\n${sections.join('\n')}`;
}

function lineOf({ kind, name, permissions }: Row): string {
  const isOpen = permissions.includes('public');
  const marks = ROLES.map(([, granted]) => (isOpen || permissions.some((one) => granted.includes(one)) ? '●' : ''));
  return `| ${KINDS.includes(kind) ? name : `${kind}.${name}`} | ${permissions.join(' or ') || 'nobody'} | ${isOpen ? '●' : ''} | ${marks.join(' | ')} |`;
}

function rowsOf(resolver: Class): Row[] {
  const { prototype } = resolver as unknown as { prototype: Record<string, object> };
  return Object.getOwnPropertyNames(prototype).flatMap((method): Row[] => {
    const handler = Object.getOwnPropertyDescriptor(prototype, method)?.value as object | undefined;
    if (!handler || method === 'constructor') return [];
    const permissions = (Reflect.getMetadata(PERMISSION, handler) ?? []) as readonly string[];
    const name = (Reflect.getMetadata('graphql:resolver_name', handler) as string | undefined) ?? method;
    const kind = Reflect.getMetadata('graphql:resolver_type', handler) as string | undefined;
    if (kind && KINDS.includes(kind)) return [{ kind, name, permissions }];
    const isField = Reflect.getMetadata('graphql:resolve_property', handler) === true && permissions.length > 0;
    return isField ? [{ kind: String(Reflect.getMetadata('graphql:resolver_type', resolver)), name, permissions }] : [];
  });
}
