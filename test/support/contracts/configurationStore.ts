import { describe, expect, it } from 'vitest';
import { ulidIds } from '#adapters/ids.ts';
import type { AuditEntry } from '#domain/audit/schema.ts';
import type { AuditLog } from '#operations/audit/log.ts';
import { absentInEarlier } from '#operations/configuration/earlierBodies.ts';
import type {
  Bodies,
  ConfigurationChange,
  ConfigurationKind,
  ConfigurationRecord,
  ConfigurationStore,
} from '#operations/configuration/store.ts';

const AT = '2026-03-01T03:00:00.000Z';

const contactBody: Bodies['contact'] = {
  name: 'Ada',
  email: 'ada@example.org',
  phone: null,
  timeZone: 'UTC',
  emailTopicArn: 'arn:aws:sns:eu-west-1:000000000000:ada',
  ...absentInEarlier.contact,
};

const policyBody = (...contactIds: string[]): Bodies['escalation-policy'] => ({
  name: 'Policy',
  steps: [{ after: 'PT0S', targets: contactIds.map((id) => ({ type: 'contact', id })) }],
  repeat: 0,
  acknowledgementTimeout: null,
  ...absentInEarlier['escalation-policy'],
});

const integrationBody: Bodies['integration'] = {
  name: 'Prometheus',
  kind: 'alertmanager',
  serviceId: 'svc_0',
  keyHash: 'h1',
  previousKeys: [],
};

const contactOf = (id: string) => ({ kind: 'contact' as const, id });

function recordOf<Kind extends ConfigurationKind>(
  prefix: string,
  body: Bodies[Kind],
): ConfigurationRecord<Kind> {
  return { id: ulidIds.next(prefix), revision: 1, createdAt: AT, updatedAt: AT, body };
}

function next<Kind extends ConfigurationKind>(
  record: ConfigurationRecord<Kind>,
  body: Bodies[Kind],
): ConfigurationRecord<Kind> {
  return { ...record, body, revision: record.revision + 1, updatedAt: '2026-03-01T04:00:00.000Z' };
}

function changeOf<Kind extends ConfigurationKind>(
  kind: Kind,
  before: ConfigurationRecord<Kind> | null,
  after: ConfigurationRecord<Kind> | null,
  rest: Partial<ConfigurationChange<Kind>> = {},
): ConfigurationChange<Kind> {
  const { id = '', body } = after ?? before ?? {};
  const audit: AuditEntry = {
    id: ulidIds.next('aud'),
    at: AT,
    actor: { type: 'key', id: 'key_1', name: 'Alice' },
    action: 'updated',
    target: { type: kind, id, name: body?.name ?? '' },
    before: before && { ...before.body },
    after: after && { ...after.body },
  };
  return { kind, before, after, gained: [], lost: [], audit, ...rest };
}

/**
 * What every store of configuration must do.
 *
 * @param open gives a store, which may hold other things, and the audit log that it writes
 */
export function configurationStoreContract(
  open: () => { store: ConfigurationStore; auditLog: AuditLog },
): void {
  const start = () => {
    const { store, auditLog } = open();
    const auditedOf = async (id: string) => {
      const { items } = await auditLog.list(100, undefined);
      return items.filter((entry) => entry.target.id === id);
    };
    const newContact = async () => {
      const contact = recordOf<'contact'>('ctc', contactBody);
      await store.write(changeOf('contact', null, contact));
      return contact;
    };
    const newPolicy = async (...contacts: ConfigurationRecord<'contact'>[]) => {
      const ids = contacts.map(({ id }) => id);
      const policy = recordOf<'escalation-policy'>('pol', policyBody(...ids));
      const result = await store.write(
        changeOf('escalation-policy', null, policy, { gained: ids.map(contactOf) }),
      );
      return { policy, result };
    };
    return { store, auditedOf, newContact, newPolicy };
  };

  describe('a store of configuration', () => {
    it('gives back what was created, and nothing for another id or kind', async () => {
      const { store, newContact } = start();
      const contact = await newContact();
      expect(await store.get('contact', contact.id)).toEqual(contact);
      expect(await store.get('contact', ulidIds.next('ctc'))).toBeUndefined();
      expect(await store.get('service', contact.id)).toBeUndefined();
    });

    it('creates one thing for an id', async () => {
      const { store, newContact } = start();
      const contact = await newContact();
      const other = { ...contact, body: { ...contactBody, name: 'Other' } };
      expect(await store.write(changeOf('contact', null, other))).toEqual({ outcome: 'exists' });
      expect(await store.get('contact', contact.id)).toEqual(contact);
    });

    it('changes a thing that is as it was read, and no other', async () => {
      const { store, newContact } = start();
      const contact = await newContact();
      const after = next(contact, { ...contactBody, name: 'Ada L.' });
      expect(await store.write(changeOf('contact', contact, after))).toEqual({ outcome: 'written' });
      expect(await store.get('contact', contact.id)).toEqual(after);
      expect(await store.write(changeOf('contact', contact, after))).toEqual({ outcome: 'conflict' });
      const gone = recordOf<'contact'>('ctc', contactBody);
      expect(await store.write(changeOf('contact', gone, next(gone, contactBody)))).toEqual({
        outcome: 'conflict',
      });
      expect(await store.get('contact', gone.id)).toBeUndefined();
    });

    it('keeps what is learned of a contact without an edit, and only of the addresses that it has', async () => {
      const { store, newContact, auditedOf } = start();
      const contact = await newContact();
      const audited = await auditedOf(contact.id);
      const confirmed = { email: 'confirmed' as const, phone: null, lastTest: null };
      expect(await store.noteReachability(contact.id, contact.body, confirmed)).toBe(true);
      const kept = { ...contact, body: { ...contact.body, reachability: confirmed } };
      expect(await store.get('contact', contact.id)).toEqual(kept);
      expect(await auditedOf(contact.id)).toEqual(audited);
      const others = { email: 'other@example.org', phone: null };
      expect(await store.noteReachability(contact.id, others, contact.body.reachability)).toBe(false);
      expect(await store.get('contact', contact.id)).toEqual(kept);
      expect(await store.noteReachability(ulidIds.next('ctc'), contact.body, confirmed)).toBe(false);
    });

    it('lets one of many changes win that start from the same revision', async () => {
      const { store, newContact } = start();
      const contact = await newContact();
      const results = await Promise.all(
        ['a', 'b', 'c', 'd', 'e'].map((name) =>
          store.write(changeOf('contact', contact, next(contact, { ...contactBody, name }))),
        ),
      );
      expect(results.filter(({ outcome }) => outcome === 'written')).toHaveLength(1);
      expect((await store.get('contact', contact.id))?.revision).toBe(2);
    });

    it('deletes a thing that is as it was read', async () => {
      const { store, newContact } = start();
      const contact = await newContact();
      const after = next(contact, { ...contactBody, name: 'Ada L.' });
      await store.write(changeOf('contact', contact, after));
      expect(await store.write(changeOf('contact', contact, null))).toEqual({ outcome: 'conflict' });
      expect(await store.write(changeOf('contact', after, null))).toEqual({ outcome: 'written' });
      expect(await store.get('contact', contact.id)).toBeUndefined();
      expect(await store.write(changeOf('contact', after, null))).toEqual({ outcome: 'conflict' });
    });

    it('writes nothing that names what does not exist', async () => {
      const { store, newContact, newPolicy, auditedOf } = start();
      const missing = recordOf<'contact'>('ctc', contactBody);
      const { policy, result } = await newPolicy(await newContact(), missing);
      expect(result).toEqual({ outcome: 'missing', reference: contactOf(missing.id) });
      expect(await store.get('escalation-policy', policy.id)).toBeUndefined();
      expect(await store.get('contact', missing.id)).toBeUndefined();
      expect(await auditedOf(policy.id)).toEqual([]);
    });

    it('deletes nothing that another names, and says which', async () => {
      const { store, newContact, newPolicy } = start();
      const contact = await newContact();
      const { policy } = await newPolicy(contact);
      const by = [{ kind: 'escalation-policy', id: policy.id }];
      expect(await store.write(changeOf('contact', contact, null))).toEqual({ outcome: 'in-use', by });
      const renamed = next(contact, { ...contactBody, name: 'Ada L.' });
      await store.write(changeOf('contact', contact, renamed));
      expect(await store.write(changeOf('contact', renamed, null))).toEqual({ outcome: 'in-use', by });

      const lost = [contactOf(contact.id)];
      expect(await store.write(changeOf('escalation-policy', policy, null, { lost }))).toEqual({
        outcome: 'written',
      });
      expect(await store.write(changeOf('contact', renamed, null))).toEqual({ outcome: 'written' });
    });

    it('lets go of what a change no longer names', async () => {
      const { store, newContact, newPolicy } = start();
      const [old, now] = [await newContact(), await newContact()];
      const { policy } = await newPolicy(old);
      const change = changeOf('escalation-policy', policy, next(policy, policyBody(now.id)), {
        gained: [contactOf(now.id)],
        lost: [contactOf(old.id)],
      });
      expect(await store.write(change)).toEqual({ outcome: 'written' });
      expect(await store.write(changeOf('contact', old, null))).toEqual({ outcome: 'written' });
      expect(await store.write(changeOf('contact', now, null))).toMatchObject({ outcome: 'in-use' });
    });

    it('never lets a deletion and a new reference both win', async () => {
      const { store, newContact, newPolicy } = start();
      const outcomes = await Promise.all(
        Array.from({ length: 12 }, async () => {
          const contact = await newContact();
          const [deletion, { result }] = await Promise.all([
            store.write(changeOf('contact', contact, null)),
            newPolicy(contact),
          ]);
          const left = await store.get('contact', contact.id);
          return { deleted: deletion.outcome === 'written', named: result.outcome === 'written', left };
        }),
      );
      for (const { deleted, named, left } of outcomes) {
        expect(deleted && named).toBe(false);
        expect(left === undefined).toBe(deleted);
      }
    });

    it('takes a policy with the most contacts that a policy may name', async () => {
      const { newContact, newPolicy } = start();
      const contacts = await Promise.all(Array.from({ length: 40 }, newContact));
      const { result } = await newPolicy(...contacts);
      expect(result).toEqual({ outcome: 'written' });
    });

    it('reads many at once, those that exist', async () => {
      const { store, newContact } = start();
      const contacts = await Promise.all(Array.from({ length: 3 }, newContact));
      const ids = [...contacts.map(({ id }) => id), ulidIds.next('ctc')];
      const found = await store.getMany('contact', ids);
      expect(found.map(({ id }) => id).sort()).toEqual(contacts.map(({ id }) => id).sort());
      expect(await store.getMany('contact', [])).toEqual([]);
    });

    it('lists each thing of a kind once, page by page, in the order of their ids', async () => {
      const { store, newContact, newPolicy } = start();
      const contacts = await Promise.all(Array.from({ length: 5 }, newContact));
      await newPolicy();
      const listed: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.list('contact', 2, cursor);
        expect(page.items.length).toBeLessThanOrEqual(2);
        listed.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(listed).toEqual([...new Set(listed)].sort());
      expect(listed).toEqual(expect.arrayContaining(contacts.map(({ id }) => id)));
      expect(listed.every((id) => id.startsWith('ctc_'))).toBe(true);
    });

    it.each(['', 'x', 'e30', '....', Buffer.from('{"pk":"KEY#1","sk":"KEY"}').toString('base64url')])(
      'refuses the cursor %o',
      async (cursor) => {
        const { store } = start();
        await expect(store.list('contact', 2, cursor)).rejects.toMatchObject({ code: 'validation-failed' });
      },
    );

    it('keeps the keys of an integration with it', async () => {
      const { store } = start();
      const integration = recordOf<'integration'>('int', integrationBody);
      const { id } = integration;
      const [old, now] = [`${id}-old`, `${id}-now`];
      const key = {
        integrationId: id,
        name: 'Prometheus',
        kind: 'alertmanager',
        serviceId: 'svc_0',
      } as const;
      const present = { ...key, hash: old, validUntil: null };
      await store.write(
        changeOf('integration', null, integration, { keys: { set: [present], removed: [] } }),
      );
      expect(await store.findIntegrationKey(old)).toEqual(present);
      expect(await store.findIntegrationKey(now)).toBeUndefined();

      const previous = { ...present, validUntil: '2099-01-01T00:00:00.000Z' };
      const after = next(integration, { ...integrationBody, name: 'Prometheus 2' });
      await store.write(
        changeOf('integration', integration, after, {
          keys: { set: [previous, { ...present, hash: now }], removed: [] },
        }),
      );
      expect(await store.findIntegrationKey(old)).toEqual(previous);
      expect(await store.findIntegrationKey(now)).toEqual({ ...present, hash: now });

      await store.write(changeOf('integration', after, null, { keys: { set: [], removed: [old, now] } }));
      expect(await store.findIntegrationKey(old)).toBeUndefined();
      expect(await store.findIntegrationKey(now)).toBeUndefined();
    });

    it('has an audit entry for each change that was written and for no other', async () => {
      const { store, newContact, auditedOf } = start();
      const contact = await newContact();
      const after = next(contact, { ...contactBody, name: 'Ada L.' });
      const written = changeOf('contact', contact, after);
      await store.write(written);
      await store.write(changeOf('contact', contact, after));
      const entries = await auditedOf(contact.id);
      expect(entries).toHaveLength(2);
      expect(entries[0]).toEqual(written.audit);
    });
  });
}
