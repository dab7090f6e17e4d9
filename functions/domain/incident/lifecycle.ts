/** The stages of an incident's life, in their order (contract section 3). */
export const lifecycleStages = [
  'identification',
  'categorization',
  'prioritization',
  'response',
  'resolution',
  'closure',
] as const;
export type LifecycleStage = (typeof lifecycleStages)[number];
