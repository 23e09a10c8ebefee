import { PageSkeleton } from "@/components/layout/page-skeleton";

export default function AnalyticsLoading() {
  return <PageSkeleton />;
}
