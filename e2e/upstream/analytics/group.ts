import type { Question } from "./query";
import type { Burst, World } from "./world";

/** Bursts that a question asks for, with the name of their project. */
export function* askedBursts(
  world: World,
  question: Question,
): Generator<{ burst: Burst; project: string }> {
  const { users, projects } = question;
  for (const burst of world.select(question.window)) {
    if (users !== null && !users.has(world.people[burst.person]?.userId ?? "")) continue;
    const project = world.projectName(burst);
    if (projects !== null && !projects.has(project)) continue;
    yield { burst, project };
  }
}

/** The value of a key, made when it is not there yet. */
export function upsert<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}

export const toUsd = (microUsd: number) => microUsd / 1e6;

export const totalMicroUsd = (burst: Burst) =>
  burst.assistantMicroUsd + burst.workflowMicroUsd + burst.datasourceMicroUsd + burst.cliMicroUsd;

export const platformMicroUsd = (burst: Burst) => totalMicroUsd(burst) - burst.cliMicroUsd;

export const totalTokens = (burst: Burst) =>
  burst.inputTokens + burst.cacheReadTokens + burst.cacheCreationTokens + burst.outputTokens;
