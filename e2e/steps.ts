/** Runs one step of a command and prints its name with the seconds it took. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const toSeconds = () => ((Date.now() - startedAt) / 1000).toFixed(1).padStart(6);
  try {
    const result = await work();
    process.stdout.write(`${toSeconds()} s  ${name}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`${toSeconds()} s  ${name}: failed\n`);
    throw error;
  }
}
