import type { Metadata } from "next";
import { Suspense } from "react";
import { FiguresMark } from "@/components/layout/figures-mark";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { ProfilesView } from "@/components/budget-profiles/profiles-view";
import { requireViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Budget profiles" };

export default function ProfilesPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Profiles />
    </Suspense>
  );
}

async function Profiles() {
  const { role } = await requireViewer();
  return (
    <>
      <ProfilesView canCreate={role === "platform_admin"} />
      <FiguresMark />
    </>
  );
}
