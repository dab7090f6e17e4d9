/** Reports what is being done, one line at a time, each with the seconds since the start. */
export interface Progress {
  /** Runs `work` as a named step: a line when it begins and one, with its own duration, when it is done. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** One line about something that needs no time of its own. */
  note(text: string): void;
}

/**
 * @param write prints one line
 * @param now a clock in milliseconds that never goes back
 */
export function createProgress(write: (line: string) => void, now: () => number): Progress {
  const start = now();
  const line = (text: string) => write(`${seconds(now() - start).padStart(7)}  ${text}`);
  return {
    async step(title, work) {
      const began = now();
      line(`${title} …`);
      const result = await work();
      line(`${title}: done in ${seconds(now() - began)}`);
      return result;
    },
    note: line,
  };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
