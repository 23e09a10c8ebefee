import { NothingHere } from "@/components/layout/nothing-here";

/** Inside the frame, which has the page's main landmark already. */
export default function DashboardNotFound() {
  return <NothingHere />;
}
