"use client";

import { useId } from "react";
import { Label } from "@/components/ui/label";
import { NativeSelect } from "@/components/ui/native-select";
import { VIEWER_ROLES, type ViewerRole } from "@/lib/auth/policy";
import { ROLE_LABELS, ROLE_WORDS } from "./role-labels";

interface RoleFieldProps {
  role: ViewerRole;
  onChange: (role: ViewerRole) => void;
}

/** A role, and what it may do in a sentence. */
export function RoleField({ role, onChange }: RoleFieldProps) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <Label htmlFor={id}>Role</Label>
      <NativeSelect
        id={id}
        value={role}
        aria-describedby={`${id}-words`}
        onChange={(event) =>
          onChange(VIEWER_ROLES.find((one) => one === event.target.value) ?? "user")
        }
      >
        {VIEWER_ROLES.map((one) => (
          <option key={one} value={one}>
            {ROLE_LABELS[one]}
          </option>
        ))}
      </NativeSelect>
      <p id={`${id}-words`} className="text-xs text-muted-foreground">
        {ROLE_WORDS[role]}
      </p>
    </div>
  );
}
