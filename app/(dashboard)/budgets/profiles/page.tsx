import type { Metadata } from "next";
import { ProfilesView } from "@/components/budget-profiles/profiles-view";
import { requireViewer } from "@/lib/auth/session";
import { profileReads } from "@/lib/budget-profiles/reads";
import { WithAnswers } from "@/lib/http/with-answers";

export const metadata: Metadata = { title: "Budget profiles" };

export default async function ProfilesPage() {
  const viewer = await requireViewer();
  return (
    <WithAnswers viewer={viewer} asks={[profileReads.list.ask({})]}>
      <ProfilesView canCreate={viewer.role === "platform_admin"} />
    </WithAnswers>
  );
}
