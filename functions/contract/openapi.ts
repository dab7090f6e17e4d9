import * as z from 'zod';
import { apiKey } from '#domain/access/schema.ts';
import { alert } from '#domain/alert/schema.ts';
import { auditEntry } from '#domain/audit/schema.ts';
import { contact } from '#domain/contact/schema.ts';
import { escalationPolicy } from '#domain/escalation/schema.ts';
import { incident } from '#domain/incident/schema.ts';
import { integration, rejectedPayload } from '#domain/integration/schema.ts';
import { notification } from '#domain/notification/schema.ts';
import { settings } from '#domain/organisation/schema.ts';
import { override, schedule } from '#domain/schedule/schema.ts';
import { service } from '#domain/service/schema.ts';
import { team } from '#domain/team/schema.ts';
import { timelineEvent } from '#domain/timeline/schema.ts';
import { type ProblemCode, problem, problems } from './problem.ts';
import { errorsOf, type ResponseBody, type Route } from './route.ts';

/** The things that answers share, by the name that the document gives them. */
const shared = {
  Alert: alert,
  ApiKey: apiKey,
  AuditEntry: auditEntry,
  Contact: contact,
  EscalationPolicy: escalationPolicy,
  Incident: incident,
  Integration: integration,
  Notification: notification,
  Problem: problem,
  RejectedPayload: rejectedPayload,
  Schedule: schedule,
  ScheduleOverride: override,
  Service: service,
  Settings: settings,
  Team: team,
  TimelineEvent: timelineEvent,
};

const names = z.registry<{ id: string }>();
for (const [name, schema] of Object.entries(shared)) names.add(schema, { id: name });

type Json = Record<string, unknown>;

/**
 * The OpenAPI 3.1 document of Muster's HTTP API, made from the schemas that validate its requests.
 *
 * @param routes the route table
 * @param server the address of the API, which may be relative to the document's own
 */
export function openApiDocument(routes: readonly Route[], server: string): Json & { openapi: string } {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Muster',
      version: '1',
      description: "Incident management that runs in a team's own AWS account.",
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: server }],
    paths,
    components: {
      schemas: sharedSchemas(),
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: "An API key (mk_…), or for POST /v1/alerts an integration's key.",
        },
      },
    },
  };
}

function operation(route: Route): Json {
  const body = route.body && requestSchema(route.body);
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: route.scope ? `Needs a key with the scope \`${route.scope}\`.` : 'Needs no key.',
    ...(route.scope ? { 'x-required-scope': route.scope, security: [{ key: [] }] } : { security: [] }),
    parameters: [
      ...fieldParameters('path', route.params),
      ...fieldParameters('query', route.query),
      ...headers(route),
    ],
    ...(route.body && body
      ? {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: { 'application/json': { schema: body } },
          },
        }
      : {}),
    ...(route.form
      ? {
          requestBody: {
            required: !route.form.safeParse({}).success,
            content: { 'application/x-www-form-urlencoded': { schema: requestSchema(route.form) } },
          },
        }
      : {}),
    responses: { ...refusals(route), ...answers(route) },
  };
}

function fieldParameters(place: 'path' | 'query', fields: z.ZodObject | undefined): Json[] {
  if (!fields) return [];
  const { properties = {}, required = [] } = requestSchema(fields) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema,
  }));
}

function headers(route: Route): Json[] {
  const parameters: Json[] = [];
  if (route.creates) {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'Makes the request safe to repeat: for 24 hours the same key and body get the same answer.',
      schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
    });
  }
  if (route.guarded) {
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: false,
      description: 'The `etag` that was read. Where it has changed since, the answer is 409 `conflict`.',
      schema: { type: 'string' },
    });
  }
  return parameters;
}

function answers(route: Route): Json {
  return Object.fromEntries(
    Object.entries(route.responses).map(([status, body]) => [
      status,
      { description: Number(status) < 300 ? 'Done' : 'Refused', ...content(body) },
    ]),
  );
}

function content(body: ResponseBody): Json {
  if (body === null) return {};
  if (typeof body === 'string') return { content: { [body]: { schema: { type: 'string' } } } };
  return { content: { 'application/json': { schema: answerSchema(body) } } };
}

/** How API Gateway itself refuses a request without an Authorization header. HTTP APIs give that no other shape. */
const withoutHeader = {
  'application/json': {
    schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
  },
};

/** One answer for each status, with the codes that it may carry. */
function refusals(route: Route): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of errorsOf(route)) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(' '),
        'x-codes': codes,
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
          ...(status === problems.unauthorized.status ? withoutHeader : {}),
        },
      },
    ]),
  );
}

const requestSchema = (schema: z.ZodType): Json => jsonSchema(schema, 'input').schema;

function answerSchema(schema: z.ZodType): Json {
  return jsonSchema(schema, 'output').schema;
}

/** The definitions of what answers share, found wherever one is used. */
function sharedSchemas(): Json {
  return Object.assign(
    {},
    ...Object.values(shared).map((schema) => jsonSchema(schema, 'output').definitions),
  );
}

/** Zod's JSON Schema, with what is shared referred to where OpenAPI keeps it. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): { schema: Json; definitions: Json } {
  const whole = z.toJSONSchema(schema, { io, ...(io === 'output' ? { metadata: names } : {}) });
  const {
    $schema: _dialect,
    $defs: definitions = {},
    ...rest
  } = JSON.parse(JSON.stringify(whole).replaceAll('"#/$defs/', '"#/components/schemas/'));
  return { schema: rest, definitions };
}
