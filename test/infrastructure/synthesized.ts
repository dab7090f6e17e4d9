import { readFileSync } from 'node:fs';
import { App, CfnElement } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { readConfig } from '#lib/config.ts';
import { MusterStack } from '#lib/muster-stack.ts';

/** A resource of the template, with the place of its construct in the stack. */
export interface TemplateResource {
  readonly path: string;
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is JSON of many shapes, and each test looks at its own.
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The app with the settings of cdk.json and those given, with no code bundled. */
export function app(settings: Record<string, unknown> = {}): App {
  const { context } = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8'));
  return new App({ context: { ...context, ...settings, 'aws:cdk:bundling-stacks': [] } });
}

/** The stack in an app. */
export const stackIn = (scope: App): MusterStack =>
  new MusterStack(scope, 'Muster', { config: readConfig(scope.node) });

/** What CloudFormation gets, readable: references are the paths of their constructs in angle brackets. */
export class Synthesized {
  readonly resources: readonly TemplateResource[];
  readonly outputs: Readonly<Record<string, { Value: unknown }>>;
  readonly text: string;
  private readonly paths: ReadonlyMap<string, string>;

  constructor(settings: Record<string, unknown> = {}) {
    const scope = app(settings);
    const stack = stackIn(scope);
    this.paths = new Map(
      stack.node
        .findAll()
        .filter((node): node is CfnElement => CfnElement.isCfnElement(node))
        .map((element) => [stack.resolve(element.logicalId), pathOf(element)]),
    );
    const template = scope.synth().getStackByName(stack.stackName).template;
    this.text = JSON.stringify(template);
    this.outputs = template.Outputs;
    this.resources = Object.entries<Omit<TemplateResource, 'path'>>(template.Resources).map(
      ([id, resource]) => ({
        ...resource,
        path: this.paths.get(id) ?? id,
      }),
    );
  }

  /** All resources of a type. */
  all(type: string): readonly TemplateResource[] {
    return this.resources.filter((resource) => resource.Type === type);
  }

  /**
   * The resource whose construct has the path.
   *
   * @throws Error when there is none of that type.
   */
  at(type: string, path: string): TemplateResource {
    const found = this.all(type).find((resource) => resource.path === path);
    if (found === undefined)
      throw new Error(`No ${type} at ${path}; there are ${this.all(type).map((r) => r.path)}`);
    return found;
  }

  /** A value with its references spelled out: `<Records/Table.Arn>`. */
  // biome-ignore lint/suspicious/noExplicitAny: see TemplateResource.
  read(value: any): string {
    if (typeof value !== 'object' || value === null) return String(value);
    if ('Ref' in value) return `<${this.paths.get(value.Ref) ?? value.Ref}>`;
    if ('Fn::GetAtt' in value) {
      const [id, attribute] = value['Fn::GetAtt'];
      return `<${this.paths.get(id) ?? id}.${attribute}>`;
    }
    if ('Fn::Join' in value)
      return value['Fn::Join'][1].map((part: unknown) => this.read(part)).join(value['Fn::Join'][0]);
    throw new Error(`Cannot read ${JSON.stringify(value)}`);
  }
}

/** Below the stack, without the leaf that every L2 construct calls Resource. */
const pathOf = ({ node }: IConstruct): string =>
  node.path.replace(/^Muster\//, '').replace(/\/Resource$/, '');
