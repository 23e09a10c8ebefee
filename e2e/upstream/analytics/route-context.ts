import type { AnswerContext } from "./answers";
import type { Leaderboards } from "./leaderboard";
import type { Question } from "./query";
import type { Traps } from "./traps";
import type { World } from "./world";

export interface RouteContext {
  path: string;
  query: URLSearchParams;
  question: Question;
  world: World;
  leaderboards: Leaderboards;
  traps: Readonly<Traps>;
  answer: AnswerContext;
}

export type Handler = (context: RouteContext) => unknown;
