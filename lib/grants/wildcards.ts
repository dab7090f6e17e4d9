import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Grant } from '#lib/grants/grant.ts';

/** A value as cdk-nag names it in a finding: text as it is, a pseudo parameter in angle brackets. */
function findingOf(scope: IConstruct, resource: string): string {
  const resolved: unknown = Stack.of(scope).resolve(resource);
  if (typeof resolved === 'string') return resolved;
  const join = resolved as { 'Fn::Join': [string, (string | { Ref: string })[]] };
  return join['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : `<${part.Ref}>`)).join('');
}

/** Tells cdk-nag why the wildcards of these grants, and only those, are meant. */
export function acknowledgeWildcards(role: IConstruct, grants: readonly Grant[]): void {
  for (const { wildcardReason, resources = [] } of grants) {
    if (wildcardReason === undefined) continue;
    for (const resource of resources) {
      Validations.of(role).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${findingOf(role, resource)}]`,
        reason: wildcardReason,
      });
    }
  }
}
