import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import {
  codingSearchParams,
  toFilters,
  toQuestion,
} from "@/components/coding/coding-search-params";
import { CodingView } from "@/components/coding/coding-view";
import { requireViewer } from "@/lib/auth/session";
import { codingReads } from "@/lib/coding/reads";
import { WithAnswers } from "@/lib/http/with-answers";
import { toIsoDay } from "@/lib/time";

export const metadata: Metadata = { title: "Coding agents" };

const loadUrl = createLoader(codingSearchParams);

export default async function CodingPage({ searchParams }: PageProps<"/coding">) {
  const [viewer, url] = await Promise.all([requireViewer(), loadUrl(searchParams)]);
  const question = toQuestion(url, toIsoDay(new Date()));
  const split = (by: "model" | "billing" | "person" | "harness" | "repository" | "tenant") =>
    codingReads.split.ask({ ...question, by });
  const summary = codingReads.summary.ask(question);
  const asks = {
    overview: [
      ...[summary, codingReads.series.ask({ ...question, by: url.by }), split("model")],
      ...[split("billing"), split("person"), split("harness"), split("repository")],
    ],
    teams: [
      ...[summary, codingReads.series.ask({ ...question, by: "tenant" })],
      ...[split("tenant"), split("person")],
    ],
    burn: [codingReads.burn.ask(toFilters(url))],
    sessions: [
      summary,
      codingReads.sessions.ask({
        ...{ ...question, page: Math.max(1, url.page) },
        ...(url.long === "true" ? { is_long: "true" as const } : {}),
      }),
    ],
  }[url.tab];
  return (
    <WithAnswers viewer={viewer} asks={asks}>
      <CodingView />
    </WithAnswers>
  );
}
