"use client";

import { Download, Pencil } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { FreshnessBadge } from "@/components/feedback/freshness-badge";
import { RefreshProgressButton } from "@/components/feedback/refresh-progress-button";
import { useRefresh } from "@/components/feedback/use-refresh";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { PEOPLE_KEY, peopleQueries, toExportPath } from "@/lib/people/queries";
import type { CohortDetail } from "@/lib/people/schema";
import { CohortSwitcher } from "./cohort-switcher";
import { toPeopleScope } from "./people-search-params";
import type { PeopleUrlState } from "./use-people-url-state";
import type { ReadResult } from "@/lib/query/use-read";

const EditDialog = dynamic(
  () => import("./cohort-edit-dialog").then((module) => module.CohortEditDialog),
  { ssr: false },
);

interface CohortHeaderProps {
  cohortId: string;
  detail: ReadResult<CohortDetail>;
  url: PeopleUrlState;
}

/** Whose figures, how old they are, and what can be done with them. */
export function CohortHeader({ cohortId, detail, url }: CohortHeaderProps) {
  const [isEditing, setIsEditing] = useState(false);
  const cohort = detail.data?.data;
  const refresh = useRefresh({
    read: peopleQueries.refresh,
    question: { cohortId },
    renews: [PEOPLE_KEY],
  });
  return (
    <>
      <PageHeader
        title={cohort?.name ?? "Cohort"}
        switcher={<CohortSwitcher cohortId={cohortId} name={cohort?.name ?? null} />}
        activeCount={url.filterWords.length}
        controls={{
          filters: cohort?.can_edit && (
            <Button variant="outline" onClick={() => setIsEditing(true)}>
              <Pencil aria-hidden className="text-muted-foreground" />
              Edit
            </Button>
          ),
          freshness: <FreshnessBadge snapshot={detail.data?.snapshot} />,
          refresh: <RefreshProgressButton refresh={refresh} />,
          export: <ExportMenu cohortId={cohortId} url={url} />,
        }}
      />
      {isEditing && cohort && <EditDialog cohort={cohort} onClose={() => setIsEditing(false)} />}
    </>
  );
}

const FORMATS = [
  { format: "html", label: "HTML page that works offline" },
  { format: "xlsx", label: "Excel sheet for finance" },
  { format: "csv", label: "CSV" },
] as const;

/** Exports what the table shows: its filters and order are part of the address. */
function ExportMenu({ cohortId, url }: { cohortId: string; url: PeopleUrlState }) {
  const scope = toPeopleScope(url);
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline">
          <Download aria-hidden className="text-muted-foreground" />
          Export
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>
          {url.isNarrowed ? `Only ${url.filterWords.join(", ")}` : "The whole cohort"}
        </DropdownMenuLabel>
        {FORMATS.map(({ format, label }) => (
          <DropdownMenuItem key={format} asChild>
            <a href={toExportPath(cohortId, format, scope)} download>
              {label}
            </a>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
