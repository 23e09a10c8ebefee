"use client";

import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { NativeSelect } from "@/components/ui/native-select";
import type { ProfileVersionRow } from "@/lib/budget-profiles/schema";
import { toRuleLines } from "./rule-words";

interface VersionPickerProps {
  label: string;
  versions: readonly ProfileVersionRow[];
  value: number;
  onChange: (version: number) => void;
}

function VersionPicker({ label, versions, value, onChange }: VersionPickerProps) {
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {versions.map(({ version }) => (
        <option key={version} value={version}>
          Version {version}
        </option>
      ))}
    </NativeSelect>
  );
}

/** Two versions side by side; what differs is marked. */
export function VersionDifference({ versions }: { versions: readonly ProfileVersionRow[] }) {
  const [newest, previous] = versions;
  const [picked, setPicked] = useState<{ left?: number; right?: number }>({});
  if (!newest || !previous) return null;
  const leftNumber = picked.left ?? previous.version;
  const rightNumber = picked.right ?? newest.version;
  const left = versions.find(({ version }) => version === leftNumber) ?? previous;
  const right = versions.find(({ version }) => version === rightNumber) ?? newest;
  const rightLines = toRuleLines(right.rules);
  return (
    <div className="grid gap-2">
      <table className="w-full text-sm">
        <caption className="sr-only">Two versions side by side</caption>
        <thead>
          <tr className="text-left">
            <th scope="col" className="py-1 font-medium">
              Rule
            </th>
            <th scope="col" className="py-1 pr-2">
              <VersionPicker
                label="Left version"
                versions={versions}
                value={left.version}
                onChange={(version) => setPicked((before) => ({ ...before, left: version }))}
              />
            </th>
            <th scope="col" className="py-1">
              <VersionPicker
                label="Right version"
                versions={versions}
                value={right.version}
                onChange={(version) => setPicked((before) => ({ ...before, right: version }))}
              />
            </th>
          </tr>
        </thead>
        <tbody>
          {toRuleLines(left.rules).map(([name, value], index) => {
            const other = rightLines[index]?.[1] ?? "";
            const isDifferent = value !== other;
            return (
              <tr key={name} className={cn("border-t", isDifferent && "bg-warning-soft")}>
                <th
                  scope="row"
                  className={cn(
                    "py-1 pr-2 text-left font-normal",
                    !isDifferent && "text-muted-foreground",
                  )}
                >
                  {name}
                  {isDifferent && <span className="sr-only"> (differs)</span>}
                </th>
                <td className="py-1 pr-2">{value}</td>
                <td className="py-1">{other}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
