import { z } from "zod";
import { thresholdSchema } from "@/lib/alerts/schema";
import {
  changedTargetsSchema,
  durationSchema,
  limitSchema,
  positiveSchema,
  reasonSchema,
  targetsSchema,
  type BudgetFields,
  type BudgetPreview,
  type BudgetTarget,
} from "@/lib/budgets/schema";

/** What a profile says. Null is "none". */
export const profileRulesSchema = z
  .strictObject({
    limit_usd: limitSchema.nullable(),
    soft_limit_usd: positiveSchema.nullable(),
    duration: durationSchema.nullable(),
    thresholds: z.array(thresholdSchema).max(20),
    channel_ids: z.array(z.uuid()).max(20),
  })
  .refine(
    ({ limit_usd: limit, soft_limit_usd: soft }) =>
      limit === null || soft === null || soft <= limit,
    { error: "must not be above the hard limit", path: ["soft_limit_usd"] },
  );
export type ProfileRules = z.infer<typeof profileRulesSchema>;

const nameSchema = z.string().trim().min(1, { error: "is missing" }).max(120);
/** `POST /api/portal/profiles` and `…/{id}`. An empty list of tenants with `is_for_all_tenants` false is nobody. */
export const profileInputSchema = z.strictObject({
  name: nameSchema,
  is_for_all_tenants: z.boolean(),
  tenant_ids: z.array(z.string().max(200)).max(1000),
  rules: profileRulesSchema,
  reason: reasonSchema,
});
export type ProfileInput = z.infer<typeof profileInputSchema>;

export const restoreInputSchema = z.strictObject({
  version: z.number().int().min(1),
  reason: reasonSchema,
});
export type RestoreInput = z.infer<typeof restoreInputSchema>;

export const assignInputSchema = z.strictObject({
  targets: targetsSchema,
  /** Null follows the newest version. */
  pinned_version: z.number().int().min(1).nullable().default(null),
});
export type AssignInput = z.infer<typeof assignInputSchema>;

export const unassignInputSchema = z.strictObject({
  targets: targetsSchema,
});
export type UnassignInput = z.infer<typeof unassignInputSchema>;

export const applyInputSchema = z.strictObject({
  targets: changedTargetsSchema,
  reason: reasonSchema,
});
export type ApplyInput = z.infer<typeof applyInputSchema>;

export interface ProfileSummary {
  id: string;
  name: string;
  is_for_all_tenants: boolean;
  tenant_ids: string[];
  newest_version: number;
  rules: ProfileRules;
  /** Budgets in the viewer's view that it is assigned to. */
  assignment_count: number;
  can_edit: boolean;
  /** To budgets of the viewer's tenants. */
  can_assign: boolean;
}

export interface ProfileVersionRow {
  version: number;
  rules: ProfileRules;
  reason: string;
  author: string;
  at: string;
}

export interface ProfileAssignmentRow extends BudgetTarget {
  name: string;
  pinned_version: number | null;
  applied_version: number | null;
  /** The version that holds for it. */
  effective_version: number;
  can_edit: boolean;
}

export interface ProfileDetail {
  profile: ProfileSummary;
  /** Its tenants in the viewer's view, by name. */
  tenants: { tenant_id: string; tenant_name: string }[];
  /** Newest first. */
  versions: ProfileVersionRow[];
  assignments: ProfileAssignmentRow[];
}

/** What applying would change in LiteLLM. */
export interface ProfilePreview {
  rows: (BudgetPreview & { version: number; expected: BudgetFields })[];
}
