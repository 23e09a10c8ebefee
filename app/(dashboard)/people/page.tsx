import type { Metadata } from "next";
import { CohortsView } from "@/components/people/cohorts-view";
import { requireViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";
import { peopleReads } from "@/lib/people/reads";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  return (
    <WithAnswers viewer={await requireViewer()} asks={[peopleReads.list.ask({})]}>
      <CohortsView />
    </WithAnswers>
  );
}
