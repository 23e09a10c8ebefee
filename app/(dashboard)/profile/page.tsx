import type { Metadata } from "next";
import { Suspense } from "react";
import { PageSkeleton } from "@/components/layout/page-skeleton";
import { ProfileView } from "@/components/profile/profile-view";
import { FiguresMark } from "@/components/layout/figures-mark";
import { HydrateQueries } from "@/lib/query/hydrate";
import { prefetchProfile } from "./prefetch";

export const metadata: Metadata = { title: "Profile" };

export default function ProfilePage({ searchParams }: PageProps<"/profile">) {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <Profile searchParams={searchParams} />
    </Suspense>
  );
}

async function Profile({ searchParams }: Pick<PageProps<"/profile">, "searchParams">) {
  const client = await prefetchProfile(searchParams);
  return (
    <HydrateQueries client={client}>
      <ProfileView />
      <FiguresMark />
    </HydrateQueries>
  );
}
