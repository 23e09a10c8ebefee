import type { Metadata } from "next";
import { ConnectionView } from "@/components/admin/connection-view";
import { requireAdministrationViewer } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Connection" };

/** Its checks ask the upstreams, for seconds where one hangs: the page comes first and says that it is checking. */
export default async function ConnectionPage() {
  await requireAdministrationViewer();
  return <ConnectionView />;
}
