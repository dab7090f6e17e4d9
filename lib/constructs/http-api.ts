import { Duration, RemovalPolicy, Tags, Validations } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi as GatewayApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import type { RouteTag } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import type { Config } from '#lib/config.ts';

/** The function that answers the routes of each tag. */
type Handlers = Readonly<Record<RouteTag, IFunction>>;

/** What is kept of a request. Never its path: acknowledgement links and integration keys stand in it. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    at: AccessLogField.contextRequestTime(),
    requestId: AccessLogField.contextRequestId(),
    route: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    latencyMs: AccessLogField.contextResponseLatency(),
    bytes: AccessLogField.contextResponseLength(),
    sourceIp: AccessLogField.contextIdentitySourceIp(),
    keyId: '$context.authorizer.keyId',
    error: '$context.error.message',
    integrationError: '$context.integrationErrorMessage',
  }),
);

/** The HTTP API: one route for each entry of the contract's route table. */
export class HttpApi extends Construct {
  readonly endpoint: string;
  private readonly api: GatewayApi;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    this.api = new GatewayApi(this, 'Api', { apiName: config.stackName, createDefaultStage: false });
    this.endpoint = this.api.apiEndpoint;
    if (config.apiIdTag !== undefined) {
      Tags.of(this.api).add('ms-custom-id', config.apiIdTag, {
        includeResourceTypes: ['AWS::ApiGatewayV2::Api'],
      });
    }
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: config.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: config.apiRateLimit, burstLimit: config.apiBurstLimit },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: accessLogFormat },
    });
  }

  /** Adds every route of the contract. Apart from the constructor: the handlers know the API's endpoint. */
  serve(handlers: Handlers, keyCheck: IFunction): void {
    const authorizer = new HttpLambdaAuthorizer('Authorizer', keyCheck, {
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      // The route is part of the cache's key: a verdict on one route is none on another.
      identitySource: ['$request.header.Authorization', '$context.routeKey'],
      // As long as a revoked key may go on working.
      resultsCacheTtl: Duration.seconds(5),
    });
    const integrate = (tag: RouteTag) =>
      // One permission for all routes of a function: its policy has an end of 20 KB.
      new HttpLambdaIntegration(`Serve-${tag}`, handlers[tag], { scopePermissionToRoute: false });
    const integrations: Record<RouteTag, HttpLambdaIntegration> = {
      incidents: integrate('incidents'),
      configuration: integrate('configuration'),
      public: integrate('public'),
      intake: integrate('intake'),
    };
    for (const { method, path, tag, scope } of routes) {
      const [route] = this.api.addRoutes({
        path,
        methods: [HttpMethod[method]],
        integration: integrations[tag],
        authorizer: scope === null ? new HttpNoneAuthorizer() : authorizer,
      });
      if (scope === null && route !== undefined) {
        withoutKey(
          route,
          'The contract opens this route without an API key: it is public, or its key stands in the path or the body and the handler checks it.',
        );
      }
    }
    // What is no route gets a problem document too, instead of the gateway's own words.
    const unknown = new HttpRoute(this, 'Unknown', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: integrations.public,
    });
    withoutKey(unknown, 'It only ever answers 404.');
  }
}

function withoutKey(route: IConstruct, reason: string): void {
  Validations.of(route).acknowledge({ id: 'AwsSolutions-APIG4', reason });
}
