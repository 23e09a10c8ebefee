import type { Metadata } from "next";
import { NewProfileView, ProfileView } from "@/components/budget-profiles/profile-view";
import { requireViewer } from "@/lib/auth/session";
import { profileReads } from "@/lib/budget-profiles/reads";
import { WithAnswers } from "@/lib/http/with-answers";

export const metadata: Metadata = { title: "Budget profile" };

export default async function ProfilePage(props: PageProps<"/budgets/profiles/[profileId]">) {
  const [viewer, { profileId }] = await Promise.all([requireViewer(), props.params]);
  if (profileId === "new") return <NewProfileView />;
  const asks = [profileReads.detail.ask({ profileId }), profileReads.preview.ask({ profileId })];
  return (
    <WithAnswers viewer={viewer} asks={asks}>
      <ProfileView profileId={profileId} />
    </WithAnswers>
  );
}
