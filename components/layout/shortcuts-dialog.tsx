"use client";

import { useId } from "react";
import { Dialog, DialogContent, DialogDescription, DialogTitle } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Label } from "@/components/ui/label";
import { Switch } from "@/components/ui/switch";
import { useLetterKeys } from "./letter-keys";
import { SHORTCUTS } from "./shortcuts";

/** Lists the keys and switches the single ones off. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const [isOn, setOn] = useLetterKeys();
  const id = useId();
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent className="max-w-md!">
        <DialogTitle>Keyboard shortcuts</DialogTitle>
        <DialogDescription>They rest while you type or a menu is open.</DialogDescription>
        <dl className="grid">
          {SHORTCUTS.map(({ keys, does }) => (
            <div
              key={does}
              className="flex items-center justify-between border-b py-2 last:border-0"
            >
              <dt>{does}</dt>
              <dd className="flex gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <div className="flex items-center justify-between gap-3 rounded-md bg-muted px-3 py-2">
          <Label htmlFor={id}>Use single keys</Label>
          <Switch id={id} checked={isOn} onCheckedChange={setOn} />
        </div>
      </DialogContent>
    </Dialog>
  );
}
