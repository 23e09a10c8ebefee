import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { emitCalls } from "./emit-calls";
import { makeWeek } from "./synthetic-week";
import { UsageError } from "./usage-error";

const PEOPLE = 10;
const TEAMS = 3;

interface EmitOptions {
  url: string;
  people: string[];
  teams: string[];
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: "string" },
        person: { type: "string", multiple: true },
        team: { type: "string", multiple: true },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : "Unknown option");
  }
}

const toNames = (count: number, toName: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => toName(index + 1));

/** @throws {UsageError} naming what is missing or wrong */
export function parseEmit(args: readonly string[]): EmitOptions {
  const { url, person, team } = readOptions(args);
  if (url === undefined || !URL.canParse(url)) {
    throw new UsageError("--url must be the portal's address");
  }
  return {
    url,
    people: person ?? toNames(PEOPLE, (number) => `developer-${number}@example.com`),
    teams: team ?? toNames(TEAMS, (number) => `team-${number}`),
  };
}

/** Sends a week of invented calls to a portal, as coding agents would; the token comes on the standard input. */
export async function runEmit(args: readonly string[]): Promise<number> {
  const { url, people, teams } = parseEmit(args);
  const token = (await text(process.stdin)).trim();
  if (token === "") throw new UsageError("Give an API token with otlp:write on the standard input");
  const calls = makeWeek(
    people.map((email, index) => ({ email, team: teams[index % teams.length] ?? "" })),
    new Date(),
  );
  await emitCalls(calls, { url, token });
  process.stdout.write(`Sent ${calls.length} calls of ${people.length} people.\n`);
  return 0;
}
