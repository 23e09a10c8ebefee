import { z } from "zod";
import { budgetKindSchema, type BudgetKind } from "@/lib/budgets/schema";

export const ALERT_PAGE_SIZE = 20;

export const alertBasisSchema = z.enum(["spent", "forecast"]);
export type AlertBasis = z.infer<typeof alertBasisSchema>;

export const alertStateSchema = z.enum(["active", "acknowledged", "snoozed", "resolved"]);
export type AlertState = z.infer<typeof alertStateSchema>;

export const alertListQuerySchema = z.object({
  state: alertStateSchema.or(z.literal("open")).or(z.literal("all")).default("open"),
  tenant_id: z.string().max(200).default(""),
  /** Searches names, ids and the tenant's name. */
  q: z.string().trim().max(200).default(""),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type AlertListQuery = z.infer<typeof alertListQuerySchema>;

/** A budget that crossed thresholds: one row, however many. Amounts in USD, as of now while it is open; times ISO. */
export interface AlertRow {
  /** Of the worst threshold; what is done with it is done with all. */
  id: string;
  kind: BudgetKind;
  tenant_id: string;
  entity_id: string;
  name: string;
  tenant_name: string;
  /** The worst threshold. */
  basis: AlertBasis;
  percent: number;
  /** The others, worst first. */
  also: Threshold[];
  /** Of the rules that are still there. */
  rule_names: string[];
  state: AlertState;
  crossed_at: string;
  /** What is spent, or expected where `basis` is the forecast. */
  amount_usd: number;
  limit_usd: number;
  /** The forecast, where a threshold is about it. */
  expected_usd: number | null;
  reset_at: string | null;
  snoozed_until: string | null;
  changed_by: string | null;
  can_act: boolean;
}

/** `GET /api/portal/alerts`: worst first, then what is over. `open` is active, acknowledged and snoozed. */
export interface AlertList {
  items: AlertRow[];
  total: number;
  page: number;
  page_size: number;
}

/** `POST /api/portal/alerts` */
export const alertActionSchema = z
  .object({
    alert_ids: z.array(z.uuid()).min(1).max(200),
    action: z.enum(["acknowledge", "snooze"]),
    /** For a snooze. */
    hours: z.number().int().min(1).max(720).default(24),
  })
  .strict();
export type AlertAction = z.infer<typeof alertActionSchema>;

/** `GET /api/portal/alerts/unread`: how many budgets, for the bell. */
export interface UnreadAlerts {
  count: number;
  active: number;
}

export const alertScopeSchema = z.enum([
  "everything",
  "tenant",
  "tenant-agents",
  "agent",
  "account",
]);
export type AlertScope = z.infer<typeof alertScopeSchema>;

export const thresholdSchema = z.object({
  basis: alertBasisSchema,
  percent: z
    .number({ error: "must be a percentage" })
    .int({ error: "must be a whole percentage" })
    .min(1, { error: "must be at least 1" })
    .max(1000, { error: "must be at most 1000" }),
});
export type Threshold = z.infer<typeof thresholdSchema>;
export const thresholdsSchema = z.array(thresholdSchema).min(1).max(20);

const nameSchema = z.string().trim().min(1, { error: "is missing" }).max(120);

/** `POST /api/portal/alerts/rules`: with an id it changes that rule. */
export const alertRuleInputSchema = z
  .object({
    id: z.uuid().optional(),
    name: nameSchema,
    scope: alertScopeSchema,
    tenant_id: z.string().max(200).default(""),
    entity_id: z.string().max(300).default(""),
    thresholds: thresholdsSchema,
    channel_ids: z.array(z.uuid()).max(20).default([]),
    is_enabled: z.boolean().default(true),
  })
  .refine((rule) => !rule.scope.startsWith("tenant") || rule.tenant_id !== "", {
    error: "names the tenant",
    path: ["tenant_id"],
  })
  .refine((rule) => !["agent", "account"].includes(rule.scope) || rule.entity_id !== "", {
    error: "names what it is for",
    path: ["entity_id"],
  });
export type AlertRuleInput = z.infer<typeof alertRuleInputSchema>;

export interface AlertRuleRow {
  id: string;
  name: string;
  scope: AlertScope;
  tenant_id: string;
  tenant_name: string | null;
  entity_id: string;
  /** What the agent is called; null for other scopes. */
  entity_name: string | null;
  thresholds: Threshold[];
  channel_ids: string[];
  is_enabled: boolean;
  /** Its owner may not see what it is about any more: it raises nothing until somebody who may saves it. */
  is_stopped: boolean;
  is_of_profile: boolean;
  can_edit: boolean;
}

export const alertChannelKindSchema = z.enum(["email", "slack", "webhook"]);
export type AlertChannelKind = z.infer<typeof alertChannelKindSchema>;

/** `POST /api/portal/alerts/channels`: with an id it changes that channel's name and address. */
export const alertChannelInputSchema = z
  .object({
    id: z.uuid().optional(),
    name: nameSchema,
    kind: alertChannelKindSchema,
    /** Empty: for all tenants. */
    tenant_id: z.string().max(200).default(""),
    /** Empty keeps the address of a channel that is there. */
    target: z.string().trim().max(2000),
  })
  .superRefine((channel, context) => {
    if (channel.id !== undefined && channel.target === "") return;
    const isMail = channel.kind === "email";
    const rule = isMail ? z.email() : z.url({ protocol: /^https?$/ });
    if (rule.safeParse(channel.target).success) return;
    const message = isMail ? "must be an e-mail address" : "must be an http(s) address";
    context.addIssue({ code: "custom", path: ["target"], message, input: channel.target });
  });
export type AlertChannelInput = z.infer<typeof alertChannelInputSchema>;

export interface AlertChannelRow {
  id: string;
  name: string;
  kind: AlertChannelKind;
  tenant_id: string;
  tenant_name: string | null;
  /** Shortened: a Slack address is a secret itself. Null where it cannot be read, so that nothing can be sent there. */
  target: string | null;
  is_enabled: boolean;
  can_edit: boolean;
}

/** Answer to a new channel; the secret of a signed webhook is shown this once. */
export interface NewAlertChannel {
  channel: AlertChannelRow;
  secret: string | null;
}

export interface AlertDeliveryRow {
  id: string;
  /** Null where the channel is gone. */
  channel_name: string | null;
  says: string;
  state: "pending" | "sent" | "dead";
  attempts: number;
  created_at: string;
  sent_at: string | null;
  next_attempt_at: string | null;
  error: string | null;
  can_resend: boolean;
}

export interface AlertDeliveryList {
  items: AlertDeliveryRow[];
  total: number;
  page: number;
  page_size: number;
}

export const alertPageQuerySchema = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

/** Body of what names one thing: a channel to try, a delivery to send again. */
export const alertIdSchema = z.object({ id: z.uuid() }).strict();

/** What is sent, and kept with the delivery. */
export const alertMessageSchema = z.object({
  says: z.string(),
  name: z.string(),
  kind: budgetKindSchema,
  tenant_id: z.string(),
  tenant_name: z.string(),
  entity_id: z.string(),
  basis: alertBasisSchema,
  percent: z.number(),
  /** Crossed together with it. */
  also: z.array(thresholdSchema).default([]),
  amount_usd: z.number(),
  limit_usd: z.number(),
  expected_usd: z.number().nullable().default(null),
  reset_at: z.string().nullable(),
  crossed_at: z.string(),
});
export type AlertMessage = z.infer<typeof alertMessageSchema>;
