/** What JSON can say. */
export type AuditValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly AuditValue[]
  | { readonly [field: string]: AuditValue };

/** The part of a thing that a change touched, before or after it; money as text, times as ISO. */
export type AuditFields = Readonly<Record<string, AuditValue>>;
