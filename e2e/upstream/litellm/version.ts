/** The releases whose answers differ for the routes served here. */
export interface Features {
  hasEndpointBreakdown: boolean;
  hasDeletedKeys: boolean;
  hasTeamSoftBudget: boolean;
  hasAccessGroups: boolean;
  keepsDeletedAliases: boolean;
  hasMembersCount: boolean;
  stripsClientTags: boolean;
  hasMinimalReadiness: boolean;
  hasReadinessDetails: boolean;
  hasTeamSearch: boolean;
  hasKeysCount: boolean;
  matchesAliasExactly: boolean;
  hasViewerParity: boolean;
  /** Larger pages of spend logs, and a total that ends at 10,000. */
  capsSpendLogs: boolean;
  hasSpendLogs: boolean;
  hasKeyExists: boolean;
  hasTeamAggregated: boolean;
  hasPricingOverrides: boolean;
  /** Organizations only with an Enterprise licence. */
  closesOrganizations: boolean;
  hasLightUserInfo: boolean;
  hasNoDbStatus: boolean;
  hasSavingsMetrics: boolean;
  hasStrictDates: boolean;
  hasCustomerNotFound: boolean;
  hasCustomerActivity: boolean;
  hasAllowedModels: boolean;
  /** Customers' answers with the budget's dates and id. */
  hasTypedCustomers: boolean;
  /** An update of a customer with `blocked: false` unblocks it. */
  takesFalse: boolean;
  /** A soft limit that is sent for a key is kept in the budget row that the key links to. */
  hasKeySoftBudget: boolean;
  budgetExceededStatus: number;
  /** A duration it cannot read is a 400; before, an internal error. */
  refusesBadDurations: boolean;
  /** A new duration of a budget row moves its reset date. */
  movesResetOnDuration: boolean;
}

function parts(version: string): number[] {
  return version
    .replace(/^v/, "")
    .split(".")
    .map((part) => parseInt(part, 10) || 0);
}

export function isAtLeast(version: string, wanted: string): boolean {
  const have = parts(version);
  const want = parts(wanted);
  for (let index = 0; index < 3; index += 1) {
    const difference = (have[index] ?? 0) - (want[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

export function featuresOf(version: string): Features {
  const since = (wanted: string): boolean => isAtLeast(version, wanted);
  return {
    hasEndpointBreakdown: since("1.80.15"),
    hasDeletedKeys: since("1.81.0"),
    hasTeamSoftBudget: since("1.81.9"),
    hasAccessGroups: since("1.81.12"),
    keepsDeletedAliases: since("1.81.14"),
    hasMembersCount: since("1.82.6"),
    stripsClientTags: since("1.83.10"),
    hasMinimalReadiness: since("1.84.0"),
    hasReadinessDetails: since("1.85.0"),
    hasTeamSearch: since("1.85.0"),
    hasKeysCount: since("1.88.0"),
    matchesAliasExactly: since("1.90.0"),
    hasViewerParity: since("1.97.0"),
    hasKeyExists: since("1.97.0"),
    hasTeamAggregated: since("1.99.0"),
    closesOrganizations: since("1.102.0"),
    hasLightUserInfo: since("1.82.6"),
    hasPricingOverrides: since("1.103.0"),
    hasNoDbStatus: since("1.104.0"),
    hasSavingsMetrics: since("1.104.0"),
    hasStrictDates: since("1.105.0"),
    hasCustomerNotFound: since("1.80.0"),
    hasSpendLogs: since("1.80.8"),
    capsSpendLogs: since("1.93.0"),
    hasCustomerActivity: since("1.80.8"),
    hasAllowedModels: since("1.83.10"),
    hasTypedCustomers: since("1.92.0"),
    takesFalse: since("1.101.0"),
    hasKeySoftBudget: since("1.108.0"),
    budgetExceededStatus: since("1.104.0") ? 422 : 400,
    refusesBadDurations: since("1.95.0"),
    movesResetOnDuration: since("1.90.0"),
  };
}
