import { PageSkeleton } from "@/components/layout/page-skeleton";

export default function ProfilesLoading() {
  return <PageSkeleton />;
}
