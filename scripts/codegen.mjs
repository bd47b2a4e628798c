// schema.graphql + frontend/src/**/*.graphql -> X.generated.ts beside each, and the list of documents the server trusts.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as operations from '@graphql-codegen/typescript-operations';
import { buildSchema, isAbstractType, isEnumType, isInputObjectType, isNonNullType, isListType, isScalarType, Kind, parse, print, stripIgnoredCharacters, validate, visit } from 'graphql';
import { inRoot, main, Plain, root } from './plain.mjs';

const banner = '// Written by scripts/codegen.mjs; edit the .graphql file instead.\n/* eslint-disable */\n';
const scalars = { ID: 'string', String: 'string', Boolean: 'boolean', Int: 'number', Float: 'number', DateTime: 'string', DateOnly: 'string', JSON: 'unknown' };
const graphqlFolder = 'frontend/src/app/core/graphql';

const name = (value) => ({ kind: Kind.NAME, value });
const field = (value) => ({ kind: Kind.FIELD, name: name(value) });

/** The Apollo cache needs to know the type of every object, so every selection but an operation's own asks for it. */
function withTypenames(document) {
  return visit(document, {
    SelectionSet(node, _key, parent) {
      if (parent?.kind === Kind.OPERATION_DEFINITION) return undefined;
      if (node.selections.some((s) => s.kind === Kind.FIELD && s.name.value === '__typename' && !s.alias)) return undefined;
      return { ...node, selections: [field('__typename'), ...node.selections] };
    },
  });
}

/** Mutations are retryable: each root field takes the caller's key, so that nobody has to write it in every document. */
function withKeys(document, schema) {
  const takesKey = (selection) => selection.kind === Kind.FIELD && schema.getMutationType()?.getFields()[selection.name.value]?.args.some((a) => a.name === 'key');
  const variable = { kind: Kind.VARIABLE, name: name('key') };
  return visit(document, {
    OperationDefinition(node) {
      if (node.operation !== 'mutation' || !node.selectionSet.selections.some(takesKey)) return undefined;
      const declared = node.variableDefinitions?.some((v) => v.variable.name.value === 'key');
      const definition = { kind: Kind.VARIABLE_DEFINITION, variable, type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: name('ID') } } };
      const selections = node.selectionSet.selections.map((s) =>
        takesKey(s) && !s.arguments?.some((a) => a.name.value === 'key') ? { ...s, arguments: [...(s.arguments ?? []), { kind: Kind.ARGUMENT, name: name('key'), value: variable }] } : s,
      );
      return { ...node, variableDefinitions: declared ? node.variableDefinitions : [...(node.variableDefinitions ?? []), definition], selectionSet: { ...node.selectionSet, selections } };
    },
  });
}

/** Reads every .graphql file; a syntax error is told with its file and line. */
function readDocuments(schema) {
  return globSync('frontend/src/**/*.graphql', { cwd: root }).sort().map((location) => {
    const text = readFileSync(inRoot(location), 'utf8');
    try {
      return { location, document: withKeys(withTypenames(parse(text, { noLocation: false })), schema) };
    } catch (error) {
      throw new Plain(`${location}:${error.locations?.[0]?.line ?? 1}: ${error.message}`);
    }
  });
}

/** Every definition by name; two files may not claim the same one. */
function byName(files, kind) {
  const found = new Map();
  for (const { location, document } of files) {
    for (const definition of document.definitions.filter((d) => d.kind === kind)) {
      const label = definition.name?.value;
      if (!label) throw new Plain(`${location}: every operation needs a name`);
      if (found.has(label)) throw new Plain(`${location}: the name ${label} is already used in ${found.get(label).location}`);
      found.set(label, { location, definition });
    }
  }
  return found;
}

/** The fragments an operation spreads, and those they spread in turn, sorted by name. */
function fragmentsOf(node, fragments, found = new Map()) {
  visit(node, {
    FragmentSpread(spread) {
      const label = spread.name.value;
      const fragment = fragments.get(label);
      if (found.has(label) || !fragment) return;
      found.set(label, fragment.definition);
      fragmentsOf(fragment.definition, fragments, found);
    },
  });
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, definition]) => definition);
}

function check(schema, document, location) {
  const errors = validate(schema, document);
  if (errors.length) throw new Plain(errors.map((e) => `${location}:${e.locations?.[0]?.line ?? 1}: ${e.message}`).join('\n'));
}

/** The syntax tree without positions and empty lists: what Apollo reads, and nothing else. */
const compact = (document) => JSON.stringify(document, (key, value) => (key === 'loc' || (Array.isArray(value) && !value.length && key !== 'selections') ? undefined : value));

function documentsOf({ location, document }, schema, fragments, trusted) {
  const lines = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const whole = { kind: Kind.DOCUMENT, definitions: [definition, ...fragmentsOf(definition, fragments)] };
    check(schema, whole, location);
    const text = stripIgnoredCharacters(print(whole));
    const id = createHash('sha256').update(text).digest('hex');
    trusted[id] = text;
    const { value } = definition.name;
    const type = `${value}${definition.operation[0].toUpperCase()}${definition.operation.slice(1)}`;
    lines.push(`export const ${value}Document = ${compact({ ...whole, id })} as unknown as TrustedDocument<${type}, ${type}Variables>;`);
  }
  return lines;
}

/** Without the helper types that nothing in the file uses. */
function tidy(types) {
  const lines = types.split('\n').filter((line) => !line.startsWith('/** Internal type.'));
  const used = (helper) => lines.filter((line) => line.includes(`${helper}<`)).length > 1;
  return lines.filter((line) => !/^(export )?type (Exact|Incremental)</.test(line) || used(/(Exact|Incremental)/.exec(line)[1])).join('\n').replace(/\n{3,}/g, '\n\n').trim();
}

const importPath = (from, to) => {
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
};

async function writeFile(file, files, sdl, schema, fragments, trusted) {
  const target = file.location.replace(/\.graphql$/, '.generated.ts');
  const others = files.filter((other) => other !== file && other.document.definitions.some((d) => d.kind === Kind.FRAGMENT_DEFINITION));
  const types = await codegen({
    filename: target, schema: parse(sdl), schemaAst: schema,
    documents: [file, ...others.map((other) => ({ ...other, type: 'external' }))],
    config: { scalars, strictScalars: true, enumType: 'string-literal', useTypeImports: true, skipDocumentsValidation: true, importSchemaTypesFrom: `./${graphqlFolder}/schema.generated.ts` },
    plugins: [{ operations: {} }],
    pluginMap: { operations },
  });
  const documents = documentsOf(file, schema, fragments, trusted);
  const header = documents.length ? `import type { TrustedDocument } from '${importPath(target, `${graphqlFolder}/document`)}';\n` : '';
  save(target, `${banner}${header}${tidy(types)}\n${documents.length ? `\n${documents.join('\n')}\n` : ''}`);
}

/** Leaves an unchanged file alone, so that watchers and build stamps stay quiet. */
function save(path, text) {
  const full = inRoot(path);
  if (existsSync(full) && readFileSync(full, 'utf8') === text) return;
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

function typeText(type) {
  if (isNonNullType(type)) return typeText(type.ofType).replace(/ \| null$/, '');
  if (isListType(type)) return `ReadonlyArray<${typeText(type.ofType)}> | null`;
  return `${isScalarType(type) ? scalars[type.name] : type.name} | null`;
}

/** Enums and inputs, once for everybody: inputs are what the screens send. */
function schemaTypes(schema) {
  const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__')).sort((a, b) => (a.name < b.name ? -1 : 1));
  const enums = types.filter(isEnumType).map((type) => `export type ${type.name} = ${type.getValues().map((v) => `'${v.name}'`).join(' | ')};\nexport const ${type.name}Values = [${type.getValues().map((v) => `'${v.name}'`).join(', ')}] as const satisfies readonly ${type.name}[];`);
  const inputs = types.filter(isInputObjectType).map((type) => {
    const fields = Object.values(type.getFields()).map((f) => `  readonly ${f.name}${isNonNullType(f.type) && f.defaultValue === undefined ? '' : '?'}: ${typeText(f.type)};`);
    return `export interface ${type.name} {\n${fields.join('\n')}\n}`;
  });
  return `${banner}${[...enums, ...inputs].join('\n\n')}\n`;
}

function possibleTypes(schema) {
  const entries = Object.values(schema.getTypeMap()).filter(isAbstractType).map((type) => [type.name, schema.getPossibleTypes(type).map((t) => t.name).sort()]);
  return `${banner}/** Which types stand behind each union and interface, for the cache. */\nexport const possibleTypes: Record<string, string[]> = ${JSON.stringify(Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))))};\n`;
}

export async function generate() {
  if (!existsSync(inRoot('schema.graphql'))) throw new Plain('schema.graphql is missing: run npm run schema first.');
  const sdl = readFileSync(inRoot('schema.graphql'), 'utf8');
  const schema = buildSchema(sdl);
  const unknown = Object.values(schema.getTypeMap()).filter((type) => isScalarType(type) && !(type.name in scalars));
  if (unknown.length) throw new Plain(`scripts/codegen.mjs does not know the scalar ${unknown.map((t) => t.name).join(', ')}: say what it is in TypeScript.`);
  const files = readDocuments(schema);
  byName(files, Kind.OPERATION_DEFINITION);
  const fragments = byName(files, Kind.FRAGMENT_DEFINITION);
  const trusted = {};
  save(`${graphqlFolder}/schema.generated.ts`, schemaTypes(schema));
  save(`${graphqlFolder}/possible-types.generated.ts`, possibleTypes(schema));
  for (const file of files) await writeFile(file, files, sdl, schema, fragments, trusted);
  save('dist/trusted-documents.json', `${JSON.stringify(trusted, null, 1)}\n`);
  removeOrphans(files);
  return { documents: Object.keys(trusted).length, files: files.length };
}

/** A generated file whose .graphql is gone would keep compiling against the past. */
function removeOrphans(files) {
  const wanted = new Set([...files.map((f) => f.location.replace(/\.graphql$/, '.generated.ts')), `${graphqlFolder}/schema.generated.ts`, `${graphqlFolder}/possible-types.generated.ts`]);
  for (const path of globSync('frontend/src/**/*.generated.ts', { cwd: root })) if (!wanted.has(path)) rmSync(inRoot(path));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(async () => {
    const { documents, files } = await generate();
    console.log(`${documents} documents from ${files} files`);
  });
}
