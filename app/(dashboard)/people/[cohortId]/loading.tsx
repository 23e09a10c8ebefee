import { CohortSkeleton } from "@/components/people/cohort-skeleton";

export default function Loading() {
  return <CohortSkeleton />;
}
