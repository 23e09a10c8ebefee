import { DEMO_ACCOUNTS } from "../demo-accounts";
import { mixed, Random, stableUuid } from "./litellm/random";

/** Somebody who works at the invented company; both stand-ins know the same people. */
export interface SeedPerson {
  /** The analytics API's id of the person. */
  userId: string;
  /** Lower case; LiteLLM's customer ids are made of it. */
  email: string;
  name: string;
  /** Place in `PROJECT_NAMES`; the first is where the person works most. */
  projectIndexes: number[];
}

export const PEOPLE_COUNT = 12_000;
export const PROJECT_COUNT = 40;

const FIRST_NAMES =
  "Aisha Ben Carla Dmitri Elif Farid Grace Hugo Ines Jonas Keiko Liam Mira Nadia Omar Petra Quentin Rosa Sven Tara Umar Vera Wes Xenia Yusuf Zoe Anouk Bao Chidi Dora".split(
    " ",
  );
const LAST_NAMES =
  "Abara Berg Castillo Dietrich Eriksen Fontaine Gupta Haddad Ivanova Jensen Kowalski Lindqvist Moreau Nakamura Okafor Petrov Quist Rossi Sato Tanaka Ueda Varga Weiss Xu Yilmaz Zhang Andersen Brandt Costa Dubois Esposito Fischer Garcia Hughes Ito Jovanovic Klein Lopez Meyer Novak".split(
    " ",
  );

const PROJECT_AREAS = "Atlas Beacon Cedar Drift Echo Flint Grove Haven".split(" ");
const PROJECT_PARTS = "Core Web Data Mobile Ops".split(" ");

/** Forty projects; the ids are what the analytics API calls their names. */
export const PROJECT_NAMES: readonly string[] = PROJECT_AREAS.flatMap((area) =>
  PROJECT_PARTS.map((part) => `${area}-${part}`.toLowerCase()),
);

function toName(index: number): string {
  const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? "Aisha";
  const last = LAST_NAMES[Math.floor(index / FIRST_NAMES.length) % LAST_NAMES.length] ?? "Abara";
  return `${first} ${last}`;
}

function toEmail(index: number, name: string): string {
  const round = Math.floor(index / (FIRST_NAMES.length * LAST_NAMES.length));
  const local = name.toLowerCase().replace(" ", ".");
  return `${local}${round === 0 ? "" : round + 1}@example.com`;
}

function toProjectIndexes(index: number): number[] {
  const random = new Random(mixed(0x70e0, index));
  const main = Math.floor(random.next() ** 1.6 * PROJECT_COUNT);
  const extra = random.chance(0.25) ? [random.whole(0, PROJECT_COUNT - 1)] : [];
  return [...new Set([main, ...extra])];
}

/** The same people in the same order every time; the first are those who can sign in to the demo. */
export function listSeedPeople(count = PEOPLE_COUNT): SeedPerson[] {
  const demo = Object.values(DEMO_ACCOUNTS);
  return Array.from({ length: count }, (_, index) => {
    const known = demo[index];
    const name = known?.name ?? toName(index - demo.length);
    const email = known?.email ?? toEmail(index - demo.length, name);
    return {
      userId: stableUuid(`person:${email}`),
      email,
      name,
      projectIndexes: toProjectIndexes(index),
    };
  });
}
