/**
 * Reads the variables that a Lambda is deployed with.
 *
 * @param names of variables that must be there
 * @throws Error naming one that is missing, which fails the Lambda's start and so its deployment's first use
 */
export function environment<Name extends string>(...names: Name[]): Record<Name, string> {
  return Object.fromEntries(
    names.map((name) => {
      const value = process.env[name];
      if (!value) throw new Error(`The environment variable ${name} is missing. Deploy this function again.`);
      return [name, value];
    }),
  ) as Record<Name, string>;
}
