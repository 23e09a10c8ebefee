export type FindingStatus = "ok" | "warning" | "failed";

/** The outcome of one check, in words for an administrator. */
export interface Finding {
  check: string;
  status: FindingStatus;
  says: string;
  /** What to do about it; null when nothing needs doing. */
  todo: string | null;
}

export interface Diagnosis {
  findings: readonly Finding[];
}

export function toOk(check: string, says: string): Finding {
  return { check, status: "ok", says, todo: null };
}

export function toWarning(check: string, says: string, todo: string | null): Finding {
  return { check, status: "warning", says, todo };
}

export function toFailure(check: string, says: string, todo: string | null): Finding {
  return { check, status: "failed", says, todo };
}

export function hasFailed(diagnosis: Diagnosis): boolean {
  return diagnosis.findings.some((finding) => finding.status === "failed");
}

const MARKS: Readonly<Record<FindingStatus, string>> = {
  ok: "  ok    ",
  warning: "  warn  ",
  failed: "  FAIL  ",
};

/** A service's diagnosis for a terminal: a line a check, what to do below it, and a line that sums up. */
export function formatDiagnosis(service: string, diagnosis: Diagnosis): string {
  const { findings } = diagnosis;
  const width = Math.max(0, ...findings.map((finding) => finding.check.length));
  const lines = findings.flatMap(({ check, status, says, todo }) => {
    const line = `${MARKS[status]}${check.padEnd(width)}  ${says}`;
    return todo === null ? [line] : [line, `${" ".repeat(MARKS.ok.length + width)}  → ${todo}`];
  });
  const count = (status: FindingStatus): number =>
    findings.filter((finding) => finding.status === status).length;
  const summary = `${count("ok")} ok, ${count("warning")} to look at, ${count("failed")} failed`;
  return [service, ...lines, summary].join("\n");
}
