import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { MyWorkPanels } from "@/components/analytics/my-work-panels";
import { profileSearchParams } from "@/components/profile/profile-search-params";
import { ProfileView } from "@/components/profile/profile-view";
import { codingReads } from "@/lib/coding/reads";
import { requireViewer } from "@/lib/auth/session";
import { WithAnswers } from "@/lib/http/with-answers";
import { peopleReads } from "@/lib/people/reads";
import { spendingReads } from "@/lib/spending/reads";
import { usageReads } from "@/lib/usage/reads";

export const metadata: Metadata = { title: "Profile" };

const loadUrl = createLoader(profileSearchParams);

export default async function ProfilePage({ searchParams }: PageProps<"/profile">) {
  const [viewer, url] = await Promise.all([requireViewer(), loadUrl(searchParams)]);
  const days = Number(url.days);
  const asks = [
    spendingReads.mine.ask({}),
    spendingReads.myHistory.ask({ days }),
    usageReads.myAgents.ask({ days }),
    peopleReads.mine.ask({}),
    codingReads.telemetry.ask({}),
  ];
  return (
    <WithAnswers viewer={viewer} asks={asks}>
      <ProfileView>
        <MyWorkPanels />
      </ProfileView>
    </WithAnswers>
  );
}
