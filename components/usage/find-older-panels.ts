/** What one panel shows and of which snapshot. */
export interface PanelSnapshot {
  key: string;
  /** null until figures are shown, or where the answer has no version. */
  version: string | null;
  /** Being read now, or still showing another scope's figures. */
  isBusy: boolean;
}

export interface OlderPanels {
  newest: string;
  /** Keys of panels that were read before the newest snapshot. */
  keys: string[];
}

/** Versions grow; numbers are compared as such, anything else as text. */
function compareVersions(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (Number.isFinite(difference)) return Math.sign(difference);
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Panels of one page that were read before its newest snapshot; null while one is still being read,
 * or when all agree. `settledVersion` is what was already read again for: once is enough.
 */
export function findOlderPanels(
  panels: readonly PanelSnapshot[],
  settledVersion: string | null,
): OlderPanels | null {
  if (panels.some((panel) => panel.isBusy)) return null;
  let newest: string | null = null;
  for (const { version } of panels) {
    if (version !== null && (newest === null || compareVersions(version, newest) > 0)) {
      newest = version;
    }
  }
  if (newest === null) return null;
  if (settledVersion !== null && compareVersions(newest, settledVersion) <= 0) return null;
  const limit = newest;
  const keys = panels
    .filter(({ version }) => version !== null && compareVersions(version, limit) < 0)
    .map((panel) => panel.key);
  return keys.length === 0 ? null : { newest, keys };
}
