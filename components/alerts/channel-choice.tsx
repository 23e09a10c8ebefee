"use client";

import { Checkbox } from "@/components/ui/checkbox";
import type { AlertChannelRow } from "@/lib/alerts/schema";

interface ChannelChoiceProps {
  channels: readonly AlertChannelRow[];
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Which channels a rule tells. */
export function ChannelChoice({ channels, chosen, onChange }: ChannelChoiceProps) {
  if (channels.length === 0) {
    return (
      <p className="self-end text-xs text-muted-foreground">
        Without a channel the alert is in the portal only.
      </p>
    );
  }
  return (
    <fieldset className="grid content-start gap-1">
      <legend className="text-sm font-medium">Channels</legend>
      {channels.map((channel) => (
        <label key={channel.id} className="flex items-center gap-2 text-sm">
          <Checkbox
            checked={chosen.includes(channel.id)}
            onChange={(event) =>
              onChange(
                event.target.checked
                  ? [...chosen, channel.id]
                  : chosen.filter((id) => id !== channel.id),
              )
            }
          />
          {channel.name}
        </label>
      ))}
    </fieldset>
  );
}
