"use client";

import { ChevronsUpDown, Keyboard, KeyRound, LogOut, Monitor, Moon, Sun } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { Viewer } from "@/lib/auth/policy";
import { setFrameDialog } from "./frame-state";

/** What the frame shows of a viewer. */
export type FrameViewer = Pick<Viewer, "name" | "email" | "role">;

const ROLE_LABELS = {
  platform_admin: "Platform admin",
  auditor: "Auditor",
  operator: "Operator",
  user: "User",
} as const;

const THEMES = [
  { value: "system", label: "System", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
] as const;

async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}

/** Who is signed in, the theme, the way out. */
export function AccountMenu({ viewer }: { viewer: FrameViewer }) {
  const { theme = "system", setTheme } = useTheme();
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
        <DropdownMenuLabel className="truncate">{viewer.email}</DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/profile/tokens">
            <KeyRound aria-hidden className="text-muted-foreground" />
            API tokens
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuLabel>Theme</DropdownMenuLabel>
        <DropdownMenuRadioGroup value={theme} onValueChange={setTheme}>
          {THEMES.map(({ value, label, icon: Icon }) => (
            <DropdownMenuRadioItem key={value} value={value}>
              <Icon aria-hidden className="text-muted-foreground" />
              {label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => setFrameDialog("shortcuts")}>
          <Keyboard aria-hidden className="text-muted-foreground" />
          Keyboard shortcuts
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => void leave()}>
          <LogOut aria-hidden className="text-muted-foreground" />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
