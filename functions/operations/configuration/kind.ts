import type { AuditedType } from '#domain/audit/schema.ts';
import type { Bodies, ConfigurationKind, ConfigurationRecord, Reference } from './store.ts';

/** A reference, and where in the request it stands. */
export type PlacedReference = Reference & { path: string };

/** What is particular to one kind of configuration. */
export interface Kind<Name extends ConfigurationKind, Thing> {
  name: Name & AuditedType;
  /** Of its ids. */
  prefix: string;
  /** For people: `contact`. */
  noun: string;
  /** What it names. */
  references(body: Bodies[Name]): PlacedReference[];
  /** As outsiders see it: no secret, and nothing that only Muster needs. */
  present(record: ConfigurationRecord<Name>): Thing;
}
