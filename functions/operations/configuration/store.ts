import type { AuditEntry } from '#domain/audit/schema.ts';
import type { ContactInput, Reachability } from '#domain/contact/schema.ts';
import type { EscalationPolicyInput } from '#domain/escalation/schema.ts';
import type { Actor } from '#domain/incident/schema.ts';
import type { IntegrationKind } from '#domain/integration/schema.ts';
import type { ResponsePlanInput } from '#domain/plan/schema.ts';
import type { ScheduleInput } from '#domain/schedule/schema.ts';
import type { ServiceInput } from '#domain/service/schema.ts';
import type { TeamInput } from '#domain/team/schema.ts';
import type { Page } from '../ports.ts';

/** What is kept of a thing of each kind, beside its id, revision and times. */
export interface Bodies {
  contact: ContactInput & { emailTopicArn: string | null; reachability: Reachability };
  team: TeamInput;
  schedule: ScheduleInput;
  service: ServiceInput;
  'escalation-policy': EscalationPolicyInput;
  'response-plan': ResponsePlanInput;
  integration: {
    name: string;
    kind: IntegrationKind;
    serviceId: string;
    keyHash: string;
    /** Keys before a rotation that still work, oldest first. */
    previousKeys: { hash: string; validUntil: string }[];
  };
}

export type ConfigurationKind = keyof Bodies;

/** The kinds of which every save is kept: incidents name the one that they run. */
export type VersionedKind = 'response-plan';

/** @returns whether every save of a kind is kept */
export const isVersioned = (kind: ConfigurationKind): kind is VersionedKind => kind === 'response-plan';

/** @returns the key that configuration as code gave a thing, if any */
export const keyOf = (body: Bodies[ConfigurationKind] | undefined): string | null =>
  body && 'key' in body ? body.key : null;

/** One thing of the organisation's configuration. */
export interface ConfigurationRecord<Kind extends ConfigurationKind> {
  id: string;
  /** Grows by one with every change; every write is conditioned on it. */
  revision: number;
  createdAt: string;
  updatedAt: string;
  body: Bodies[Kind];
}

/** A thing as one of its saves left it. */
export interface ConfigurationVersion<Kind extends ConfigurationKind> {
  /** The thing's revision. */
  version: number;
  savedAt: string;
  savedBy: Actor;
  body: Bodies[Kind];
}

/** A thing that another names. */
export interface Reference {
  kind: ConfigurationKind;
  id: string;
}

/** How an integration's key leads to it, in one read. */
export interface IntegrationKeyRecord {
  hash: string;
  integrationId: string;
  name: string;
  kind: IntegrationKind;
  serviceId: string;
  /** Null: until it is revoked. */
  validUntil: string | null;
}

/** One change, written with its audit entry or not at all. */
export interface ConfigurationChange<Kind extends ConfigurationKind> {
  kind: Kind;
  /** Null: it is created. */
  before: ConfigurationRecord<Kind> | null;
  /** Null: it is deleted. */
  after: ConfigurationRecord<Kind> | null;
  /** What it names from now on. Each must exist, and can not be deleted meanwhile. */
  gained: Reference[];
  /** What it names no longer. */
  lost: Reference[];
  /** Keys of an integration that lead to it from now on, and hashes of those that do no longer. */
  keys?: { set: IntegrationKeyRecord[]; removed: string[] };
  audit: AuditEntry;
}

export type WriteResult =
  | { outcome: 'written' }
  /** Something has this id already. */
  | { outcome: 'exists' }
  /** It has changed since it was read. */
  | { outcome: 'conflict' }
  /** A reference names nothing. */
  | { outcome: 'missing'; reference: Reference }
  | { outcome: 'in-use'; by: Reference[] }
  /** Another thing of the kind has its key. */
  | { outcome: 'key-taken' };

/** Where configuration is kept. */
export interface ConfigurationStore {
  get<Kind extends ConfigurationKind>(kind: Kind, id: string): Promise<ConfigurationRecord<Kind> | undefined>;
  /** Those of the ids that exist, in no order. */
  getMany<Kind extends ConfigurationKind>(kind: Kind, ids: string[]): Promise<ConfigurationRecord<Kind>[]>;
  /** In the order of their ids. */
  list<Kind extends ConfigurationKind>(
    kind: Kind,
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<ConfigurationRecord<Kind>>>;
  write<Kind extends ConfigurationKind>(change: ConfigurationChange<Kind>): Promise<WriteResult>;
  /**
   * Keeps what has been learned of whether a contact can be reached. It is nobody's edit: the contact's revision
   * and etag stay, and the audit log says nothing.
   *
   * @param about the addresses of which it was learned
   * @returns false and nothing written where the contact is gone or has other addresses by now
   */
  noteReachability(
    contactId: string,
    about: Pick<ContactInput, 'email' | 'phone'>,
    reachability: Reachability,
  ): Promise<boolean>;
  /** The saves of a thing whose saves are kept, the last one first; also of one that is deleted. */
  versions<Kind extends VersionedKind>(
    kind: Kind,
    id: string,
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<ConfigurationVersion<Kind>>>;
  version<Kind extends VersionedKind>(
    kind: Kind,
    id: string,
    version: number,
  ): Promise<ConfigurationVersion<Kind> | undefined>;
  /** The integration key with this hash, even when it is out of date. */
  findIntegrationKey(hash: string): Promise<IntegrationKeyRecord | undefined>;
}
