const NAME = /^[a-z][a-z0-9-]{1,49}$/;

/** The first rule that fits a name decides; a latency of a disk is a matter of performance, so it comes first. */
const RULES: [category: string, names: RegExp][] = [
  ['security', /waf|guardduty|unauthori[sz]ed|accessdenied|forbidden|intrusion|securityhub|blockedrequests/i],
  ['cost', /billing|estimatedcharges|budget/i],
  [
    'performance',
    /latency|duration|responsetime|response_time|slow|iteratorage|replicalag|ageofoldest|lag$/i,
  ],
  [
    'availability',
    /5xx|4xx|error|fault|fail|health|statuscheck|down$|unavailable|availability|absent|unreachable|deadletter|crashloop|notready/i,
  ],
  [
    'capacity',
    /cpu|memory|disk|storage|space|utili[sz]ation|throttl|quota|capacity|credit|connections|queuedepth|numberofmessages|concurren|saturation|filesystem|oom/i,
  ],
];

/**
 * The category of a problem from the names that its tool gives it: metrics, namespaces, alert rules.
 * The first name for which there is a rule decides.
 *
 * @returns null where no rule fits any name
 */
export function categoryOf(names: string[]): string | null {
  for (const name of names) {
    const rule = RULES.find(([, pattern]) => pattern.test(name.replaceAll(' ', '')));
    if (rule) return rule[0];
  }
  return null;
}

/** @returns the category when a tool states one in Muster's form, else null */
export function statedCategory(text: unknown): string | null {
  return typeof text === 'string' && NAME.test(text) ? text : null;
}
