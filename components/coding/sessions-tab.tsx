"use client";

import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { SessionsPanel } from "./sessions-panel";
import type { CodingUrlState } from "./use-coding-url";

/** Every session with its cost; those that went on for long alone where asked for. */
export function SessionsTab({ url }: { url: CodingUrlState }) {
  const isLong = url.long === "true";
  return (
    <>
      <div className="flex items-center gap-2">
        <Switch id="long-sessions" checked={isLong} onCheckedChange={url.setLong} />
        <Label htmlFor="long-sessions">Only sessions of more than an hour</Label>
      </div>
      <SessionsPanel title="Sessions" url={url} isLong={isLong} />
    </>
  );
}
