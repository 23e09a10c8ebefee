"use client";

import { BellRing } from "lucide-react";
import Link from "next/link";
import { toAlertWords } from "@/lib/alerts/words";
import { alertQueries } from "@/lib/alerts/queries";
import { formatCountOf } from "@/lib/format";
import { useRead } from "@/lib/query/use-read";

/** The tenant's alerts that nobody has dealt with yet, the worst in words; nothing where there are none. */
export function ActiveAlerts({ tenantId }: { tenantId: string }) {
  const query = useRead(
    alertQueries.list.options({ state: "active", tenant_id: tenantId, q: "", page: 1 }),
  );
  const list = query.data?.data;
  const [worst] = list?.items ?? [];
  if (!list || !worst) return null;
  return (
    <p className="flex items-start gap-2 border-t px-4 py-2.5 text-xs">
      <BellRing aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warning" />
      <span className="min-w-0 flex-1">
        <Link
          href={`/alerts?tenant=${encodeURIComponent(tenantId)}`}
          className="font-medium hover:text-brand hover:underline"
        >
          {formatCountOf(list.total, "active alert")}
        </Link>{" "}
        <span className="text-muted-foreground">{toAlertWords(worst)}</span>
      </span>
    </p>
  );
}
