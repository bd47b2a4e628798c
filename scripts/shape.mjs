// Where review starts: files over 400 lines and functions over 60. A report, not a gate.
import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { main, root } from './plain.mjs';

const LONG_FILE = 400;
const LONG_FUNCTION = 60;
const sources = ['backend/{src,test,migrations}/**/*.ts', 'frontend/src/**/*.{ts,html,css}', 'libs/**/*.ts', 'scripts/*.mjs', 'tools/**/*.mjs', 'bench/**/*.mjs'];

const lines = (text) => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);

function longFunctions(path, text) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lineOf = (position) => file.getLineAndCharacterOfPosition(position).line + 1;
  const found = [];
  const look = (node) => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const length = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
      if (length > LONG_FUNCTION && !isSuite(node)) found.push(`${path}:${lineOf(node.getStart())}  ${node.name?.getText() ?? 'a function without a name'} has ${length} lines`);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

/** A `describe` block is a chapter, not a function. */
const isSuite = (node) => ts.isCallExpression(node.parent) && /^describe/.test(node.parent.expression.getText());

await main(() => {
  const files = globSync(sources, { cwd: root, exclude: (name) => ['node_modules', 'dist'].includes(String(name)) }).filter((path) => !/node_modules|\.generated\.ts$/.test(path)).sort();
  let total = 0;
  const findings = files.flatMap((path) => {
    const text = readFileSync(`${root}/${path}`, 'utf8');
    total += lines(text);
    const long = lines(text) > LONG_FILE ? [`${path}  has ${lines(text)} lines`] : [];
    return [...long, ...(/\.(ts|mjs)$/.test(path) ? longFunctions(path, text) : [])];
  });
  console.log([...findings, `${files.length} files, ${total} lines, ${findings.length} to look at`].join('\n'));
});
