import { Refusal } from '#domain/refusal.ts';

/** The refusal of a cursor that leads into no list, or into another one. */
export const foreignCursor = (): Refusal =>
  new Refusal(
    'validation-failed',
    'This cursor is not from this list. Begin the list again without a cursor.',
    { errors: [{ path: 'cursor', message: 'is not a cursor of this list' }] },
  );
