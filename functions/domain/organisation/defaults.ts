import type { PriorityMatrix, Settings } from './schema.ts';

/** The matrix of contract section 3, until an organisation changes it. */
const defaultPriorityMatrix: PriorityMatrix = {
  critical: { critical: 'P1', high: 'P1', medium: 'P2', low: 'P3' },
  high: { critical: 'P1', high: 'P2', medium: 'P3', low: 'P3' },
  medium: { critical: 'P2', high: 'P3', medium: 'P3', low: 'P4' },
  low: { critical: 'P3', high: 'P4', medium: 'P4', low: 'P5' },
};

export const defaultSettings: Settings = {
  priorityMatrix: defaultPriorityMatrix,
  quietPeriod: 'PT1H',
  updatedAt: null,
  etag: '"0"',
};
