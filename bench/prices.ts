/**
 * List prices in USD for us-east-1, without free tiers or volume discounts, as this project wrote them down in November
 * 2026. The source is each service's pricing page, aws.amazon.com/SERVICE/pricing: check them there before you rely on
 * them.
 */
export const prices = {
  /** Step Functions, Standard. */
  stateTransition: 0.025 / 1_000,
  /** DynamoDB on demand, Standard table class. */
  writeUnit: 0.625 / 1_000_000,
  readUnit: 0.125 / 1_000_000,
  lambdaRequest: 0.2 / 1_000_000,
  /** Lambda on arm64, first tier. */
  lambdaGigabyteSecond: 0.0000133334,
  /** API Gateway, HTTP API, first 300 million, up to 512 KB. */
  httpApiRequest: 1 / 1_000_000,
  /** SNS, standard topic, up to 64 KB. */
  snsRequest: 0.5 / 1_000_000,
  snsEmail: 2 / 100_000,
  /** SQS, standard queue, up to 64 KB. */
  sqsRequest: 0.4 / 1_000_000,
  /** CloudWatch Logs, Standard class. */
  logGigabyte: 0.5,
};

export type Prices = typeof prices;

/** What can not be counted here, estimated high. */
export const estimates = {
  /** The memory that `cdk.json` gives each function. */
  memoryGigabytes: 0.5,
  /** Incidents are rare, so each invocation is taken for a cold start, whose time is charged too. */
  startSeconds: 0.5,
  /** For each call of AWS that a function waits for, its own work included. */
  secondsPerCall: 0.03,
  logBytesPerInvocation: 1_000,
  logBytesPerApiRequest: 600,
  /** SNS sends a message to the intake queue; Lambda receives and deletes it. */
  sqsRequestsPerSignal: 3,
};
