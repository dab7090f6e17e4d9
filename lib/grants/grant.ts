import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** One thing that a function may do, and why. It becomes one statement of the function's role. */
export interface Grant {
  /** The capability's name: letters and digits, the statement's `Sid`. */
  readonly capability: string;
  /** Why the function needs it. Stands in the template, beside the role. */
  readonly reason: string;
  readonly actions: readonly string[];
  readonly resources?: readonly string[];
  /** Instead of `resources`: everything but these. */
  readonly notResources?: readonly string[];
  /** Why the resources cannot be named exactly. Given when, and only when, there is a wildcard. */
  readonly wildcardReason?: string;
}

/** The IAM statement that gives a grant. */
export const statementOf = ({
  capability,
  actions,
  resources = [],
  notResources = [],
}: Grant): PolicyStatement =>
  new PolicyStatement({
    sid: capability,
    actions: [...actions],
    resources: [...resources],
    notResources: [...notResources],
  });
