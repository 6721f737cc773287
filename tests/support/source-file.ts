import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { parseAst } from 'vitest/node';

/** What the guard tests need to know of one file of `src/`. Paths use `/` and are relative to `src/`. */
export interface SourceFile {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Names of things that the file uses or declares and that the house rules are about, with what they are. */
  readonly findings: readonly Finding[];
}

export interface Import {
  readonly specifier: string;
  /** Gone at run time: `import type`, or only `type` names. */
  readonly typeOnly: boolean;
  readonly form: 'import' | 'side-effect' | 're-export' | 'dynamic';
}

export type Finding = 'console' | 'process.env' | 'enum' | 'class' | 'module state';

/** The parts of an ESTree node that are read here; the parser's own types leave the TypeScript nodes out. */
interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Parses one file. Real parsing rather than a pattern: text in comments and strings is no import. */
export function parseSource(path: string, text: string): SourceFile {
  const program = parseAst(text, { lang: 'ts' }) as unknown as Node;
  const imports: Import[] = [];
  const findings: Finding[] = [];
  visit(program, (node) => {
    const found = importOf(node);
    if (found !== undefined) imports.push(found);
    const finding = findingOf(node);
    if (finding !== undefined) findings.push(finding);
  });
  if (nodes(program.body).some(isModuleState)) findings.push('module state');
  return { path, lines: text.split('\n').length - 1, imports, findings };
}

/** All TypeScript files below the folder, in the order of their paths. */
export function readSources(root: string): SourceFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => parseSource(relative(root, file).split(sep).join('/'), readFileSync(file, 'utf8')));
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const value of Object.values(node)) {
    for (const child of nodes(value)) visit(child, see);
  }
}

function nodes(value: unknown): Node[] {
  return (Array.isArray(value) ? value : [value]).filter(isNode);
}

function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}

function importOf(node: Node): Import | undefined {
  const specifier = isNode(node.source) ? node.source.value : undefined;
  if (typeof specifier !== 'string') return undefined;
  switch (node.type) {
    case 'ImportExpression':
      return { specifier, typeOnly: false, form: 'dynamic' };
    case 'ImportDeclaration': {
      const names = nodes(node.specifiers);
      const typeOnly = node.importKind === 'type' || (names.length > 0 && names.every(isTypeName));
      return { specifier, typeOnly, form: names.length === 0 && !typeOnly ? 'side-effect' : 'import' };
    }
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return { specifier, typeOnly: node.exportKind === 'type', form: 're-export' };
    default:
      return undefined;
  }
}

function isTypeName(node: Node): boolean {
  return node.importKind === 'type';
}

function findingOf(node: Node): Finding | undefined {
  if (node.type === 'TSEnumDeclaration') return 'enum';
  if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression')
    return isErrorClass(node) ? undefined : 'class';
  if (node.type === 'VariableDeclarator') return takesEnvApart(node) ? 'process.env' : undefined;
  if (node.type !== 'MemberExpression' || !isNode(node.object)) return undefined;
  if (node.object.name === 'console') return 'console';
  const property = isNode(node.property) ? (node.property.name ?? node.property.value) : undefined;
  return node.object.name === 'process' && property === 'env' ? 'process.env' : undefined;
}

/** `const { env } = process` */
function takesEnvApart({ id, init }: Node): boolean {
  if (!isNode(id) || !isNode(init) || init.name !== 'process') return false;
  return nodes(id.properties).some((property) => isNode(property.key) && property.key.name === 'env');
}

function isErrorClass(node: Node): boolean {
  return isNode(node.superClass) && String(node.superClass.name).endsWith('Error');
}

/** `let` and `var` at the top of a module: state that outlives the call. */
function isModuleState(statement: Node): boolean {
  const declaration = isNode(statement.declaration) ? statement.declaration : statement;
  return declaration.type === 'VariableDeclaration' && declaration.kind !== 'const';
}
