import { describe, expect, test } from 'vitest';
import { routes } from '#contract/routes.ts';
import { Synthesized } from '#test/infrastructure/synthesized.ts';

const muster = new Synthesized();

const answeredBy = {
  incidents: 'ApiIncidents',
  configuration: 'ApiConfiguration',
  public: 'ApiPublic',
  intake: 'IntakeHttp',
} as const;

const routesOf = new Map(
  muster.all('AWS::ApiGatewayV2::Route').map(({ Properties }) => [Properties.RouteKey, Properties]),
);

/** The function behind a route's integration. */
function functionBehind(target: unknown): string {
  const integration = muster.read(target).match(/^integrations\/<(.+)>$/)?.[1];
  if (integration === undefined) throw new Error(`No integration in ${JSON.stringify(target)}`);
  const { Properties } = muster.at('AWS::ApiGatewayV2::Integration', integration);
  expect(Properties.PayloadFormatVersion).toBe('2.0');
  return muster.read(Properties.IntegrationUri).replace(/^<|\/Function\.Arn>$/g, '');
}

describe.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (key, { tag, scope }) => {
    const route = routesOf.get(key);

    test('reaches its function', () => {
      expect(functionBehind(route?.Target)).toBe(answeredBy[tag]);
    });

    test(scope === null ? 'is open' : 'asks whose key it is', () => {
      expect(route?.AuthorizationType).toBe(scope === null ? 'NONE' : 'CUSTOM');
      expect(muster.read(route?.AuthorizerId)).toBe(
        scope === null ? 'undefined' : '<HttpApi/Api/Authorizer>',
      );
    });
  },
);

test('nothing is served that the contract does not know, but a 404 for all else', () => {
  const served = [...routesOf.keys()].filter((key) => key !== '$default');
  expect(served.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort());
  expect(routesOf.has('$default')).toBe(true);
});

test('a verdict on a key is kept for its route alone', () => {
  expect(muster.at('AWS::ApiGatewayV2::Authorizer', 'HttpApi/Api/Authorizer').Properties).toMatchObject({
    IdentitySource: ['$request.header.Authorization', '$context.routeKey'],
    AuthorizerResultTtlInSeconds: 5,
    AuthorizerPayloadFormatVersion: '2.0',
    EnableSimpleResponses: true,
  });
});

test('the gateway may call each function that answers, by this API alone', () => {
  const permitted = muster
    .all('AWS::Lambda::Permission')
    .filter(({ Properties }) => Properties.Principal === 'apigateway.amazonaws.com')
    .map(({ Properties }) => {
      expect(muster.read(Properties.SourceArn)).toContain('<HttpApi/Api>/');
      return muster.read(Properties.FunctionName).replace(/^<|\/Function\.Arn>$/g, '');
    });
  expect(permitted.sort()).toEqual([...Object.values(answeredBy), 'Authorizer'].sort());
});

test('no function answers later than the gateway waits', () => {
  for (const name of Object.values(answeredBy)) {
    expect(muster.at('AWS::Lambda::Function', `${name}/Function`).Properties.Timeout).toBeLessThan(30);
  }
  expect(muster.at('AWS::Lambda::Function', 'Authorizer/Function').Properties.Timeout).toBeLessThanOrEqual(
    10,
  );
});

describe('the stage', () => {
  const { AccessLogSettings, DefaultRouteSettings } = muster.at(
    'AWS::ApiGatewayV2::Stage',
    'HttpApi/Stage',
  ).Properties;

  test('logs each request, and no path: links and integration keys stand in paths', () => {
    expect(muster.read(AccessLogSettings.DestinationArn)).toBe('<HttpApi/AccessLog.Arn>');
    expect(Object.keys(JSON.parse(AccessLogSettings.Format))).toEqual(
      expect.arrayContaining(['route', 'status']),
    );
    expect(AccessLogSettings.Format).not.toMatch(
      /\$context\.(path|httpMethod|requestOverride|resourcePath)|[Aa]uthorization/,
    );
  });

  test('is throttled as the settings say', () => {
    expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 });
  });
});

test('its id is fixed only where a setting asks for it', () => {
  expect(muster.at('AWS::ApiGatewayV2::Api', 'HttpApi/Api').Properties.Tags).toEqual({
    application: 'muster',
  });
  const pinned = new Synthesized({ apiIdTag: 'muster' });
  expect(pinned.at('AWS::ApiGatewayV2::Api', 'HttpApi/Api').Properties.Tags['ms-custom-id']).toBe('muster');
  expect(pinned.text.match(/ms-custom-id/g)).toHaveLength(1);
});
