"use client";

import dynamic from "next/dynamic";
import { ChevronsUpDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Skeleton } from "@/components/ui/skeleton";
import type { Viewer } from "@/lib/auth/policy";

/** What the frame shows of a viewer. */
export type FrameViewer = Pick<Viewer, "name" | "email" | "role">;

const ROLE_LABELS = {
  platform_admin: "Platform admin",
  auditor: "Auditor",
  operator: "Operator",
  user: "User",
} as const;

const LazyAccountMenuItems = dynamic(
  () => import("./account-menu-items").then((module) => module.AccountMenuItems),
  { ssr: false, loading: () => <Skeleton className="h-60" /> },
);

/** Who is signed in, the theme, the way out. */
export function AccountMenu({ viewer }: { viewer: FrameViewer }) {
  const name = viewer.name || viewer.email;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          className="h-11! w-full justify-start! gap-2.5! px-2! text-left sidebar-collapsed:justify-center!"
        >
          <span
            aria-hidden
            className="grid size-6 shrink-0 place-items-center rounded-full bg-brand-soft text-xs font-semibold text-brand uppercase"
          >
            {name.slice(0, 1)}
          </span>
          <span className="sr-only">Account: </span>
          <span className="grid min-w-0 flex-1 leading-tight sidebar-collapsed:sr-only">
            <span className="truncate">{name}</span>
            <span className="truncate text-xs font-normal text-muted-foreground">
              {ROLE_LABELS[viewer.role]}
            </span>
          </span>
          <ChevronsUpDown
            aria-hidden
            className="size-3.5! text-muted-foreground sidebar-collapsed:hidden"
          />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="w-56">
        <LazyAccountMenuItems viewer={viewer} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
