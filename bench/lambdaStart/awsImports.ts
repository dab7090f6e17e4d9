import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What is imported from the AWS SDK: names by package. */
export type AwsImports = Map<string, Set<string>>;

const PROJECT_ROOT = dirname(dirname(import.meta.dirname));

/**
 * What the project's own files in a bundle import from the AWS SDK.
 *
 * @param bundle a file with its source map beside it, which tells what went into it
 */
export async function awsImportsOf(bundle: string): Promise<AwsImports> {
  const { sources }: { sources: string[] } = JSON.parse(await readFile(`${bundle}.map`, 'utf8'));
  const own = sources.flatMap(
    (source) => /(?<!node_modules.*)\/(functions\/.*\.ts)$/.exec(source)?.[1] ?? [],
  );
  const imports: AwsImports = new Map();
  for (const file of own) {
    for (const [name, module] of importsIn(await readFile(join(PROJECT_ROOT, file), 'utf8'))) {
      imports.set(module, (imports.get(module) ?? new Set()).add(name));
    }
  }
  return imports;
}

/** The values, not the types, that a file imports from the AWS SDK. */
export function importsIn(source: string): [name: string, module: string][] {
  const statements = source.matchAll(/^import \{([^}]*)\} from '(@aws-sdk\/[^']+)';/gm);
  return [...statements].flatMap(([, names = '', module = '']) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '))
      .map((name): [string, string] => [name, module]),
  );
}

/** A file that makes the same clients, has the same commands at hand, and does nothing else. */
export function referenceSource(imports: AwsImports): string {
  const names = [...imports.values()].flatMap((ofModule) => [...ofModule]);
  const used = names.map((name) => {
    if (name === 'DynamoDBDocumentClient') return `${name}.from(new DynamoDBClient({}))`;
    return name.endsWith('Client') ? `new ${name}({})` : name;
  });
  const lines = [...imports].map(
    ([module, ofModule]) => `import { ${[...ofModule].join(', ')} } from '${module}';`,
  );
  return [...lines, `export const used = [${used.join(', ')}];`].join('\n');
}
