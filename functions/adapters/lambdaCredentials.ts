/**
 * What the SDK's clients take for `@aws-sdk/credential-provider-node` in the bundles: Lambda hands a function the
 * credentials of its role in these variables, for as long as its environment lives (Lambda developer guide, "Working
 * with Lambda environment variables"). The SDK's own chain also knows config files, SSO and other machines' metadata:
 * a quarter of each bundle and of its start.
 *
 * @throws Error where a variable is missing, which is so only outside of Lambda
 */
export const defaultProvider = () => async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new Error('The credentials of the function are missing from its environment. Run it on Lambda.');
  }
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  };
};
