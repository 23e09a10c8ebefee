/**
 * Joins look-ups that arrive while the event loop reads its sockets into one query, sent after all of
 * them arrived. Nothing is kept: a look-up never gets an answer that is older than its question.
 */
export function createBatcher<Row>(
  load: (keys: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
): (key: string) => Promise<Row | undefined> {
  let waiting: { keys: Set<string>; answer: Promise<ReadonlyMap<string, Row>> } | undefined;

  return async (key) => {
    if (!waiting) {
      const keys = new Set<string>();
      const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        waiting = undefined;
        return load([...keys]);
      });
      waiting = { keys, answer };
    }
    waiting.keys.add(key);
    return (await waiting.answer).get(key);
  };
}
