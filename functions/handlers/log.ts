type Level = 'INFO' | 'WARN' | 'ERROR';

/**
 * Writes one line of JSON to the function's log. Fields must hold no secret: no header, body, token or path.
 *
 * @param fields with `requestId` where there is one; an Error becomes its name, message and stack
 */
export function log(level: Level, message: string, fields: Record<string, unknown> = {}): void {
  const line = { time: new Date().toISOString(), level, message, ...fields };
  process.stdout.write(
    `${JSON.stringify(line, (_key, value) => (value instanceof Error ? plain(value) : value))}\n`,
  );
}

const plain = ({ name, message, stack, cause }: Error) => ({ name, message, stack, cause });
