/** Lets so many tasks run at once: halves when the other side is overwhelmed, grows back one by one. */
export interface AdaptiveLimit {
  run<T>(task: () => Promise<T>): Promise<T>;
  /** The other side refused for want of room. Refusals of one volley count once. */
  shrink(): void;
  readonly width: number;
}

/** How many tasks must end well, for each one allowed at once, before one more is. */
const SUCCESSES_TO_GROW = 4;

export function createAdaptiveLimit(maxWidth: number): AdaptiveLimit {
  let width = maxWidth;
  let running = 0;
  let successes = 0;
  let startedSinceShrink = maxWidth;
  const waiting: (() => void)[] = [];

  const admit = () => {
    while (running < width) {
      const next = waiting.shift();
      if (!next) return;
      running += 1;
      startedSinceShrink += 1;
      next();
    }
  };
  const noteSuccess = () => {
    successes += 1;
    if (width >= maxWidth || successes < width * SUCCESSES_TO_GROW) return;
    successes = 0;
    width += 1;
  };

  return {
    get width() {
      return width;
    },
    shrink: () => {
      if (startedSinceShrink < width) return;
      width = Math.max(1, Math.floor(width / 2));
      successes = 0;
      startedSinceShrink = 0;
    },
    run: async (task) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        admit();
      });
      try {
        const result = await task();
        noteSuccess();
        return result;
      } finally {
        running -= 1;
        admit();
      }
    },
  };
}
