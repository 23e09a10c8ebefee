"use client";

import { CircleUser, Keyboard, KeyRound, LogOut, Monitor, Moon, Sun } from "lucide-react";
import Link from "next/link";
import { useTheme } from "next-themes";
import {
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
} from "@/components/ui/dropdown-menu";
import type { FrameViewer } from "./account-menu";
import { setFrameDialog } from "./frame-state";

const THEMES = [
  { value: "system", label: "System", icon: Monitor },
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
] as const;

async function leave(): Promise<void> {
  const { signOut } = await import("next-auth/react");
  await signOut({ callbackUrl: "/sign-in" });
}

/** What the account menu shows. */
export function AccountMenuItems({ viewer }: { viewer: FrameViewer }) {
  const { theme = "system", setTheme } = useTheme();
  return (
    <>
      <DropdownMenuLabel className="truncate">{viewer.email}</DropdownMenuLabel>
      <DropdownMenuSeparator />
      <DropdownMenuItem asChild>
        <Link href="/profile">
          <CircleUser aria-hidden className="text-muted-foreground" />
          Profile and spending
        </Link>
      </DropdownMenuItem>
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
    </>
  );
}
