// Goes into the browser as it is, before anything of the page: notes what a person would see, and when.
const probe = { firstRowMs: null, tooltipMs: null, shifts: [], interactions: [] };
window.probe = probe;

/** Calls `done` with the time at which the first frame that has `isThere` is painted. */
function afterPaint(isThere, done) {
  if (!isThere()) {
    requestAnimationFrame(() => afterPaint(isThere, done));
    return;
  }
  // A frame's callbacks come before its painting; so urgent a task comes right after it.
  scheduler.postTask(() => done(performance.now()), { priority: "user-blocking" });
}

function isShown(element) {
  return element?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ?? false;
}

/** An agent with an amount, in the card whose heading is "Payroll". */
function hasFirstRow() {
  return [...document.querySelectorAll("section[aria-labelledby] tbody tr")].some((row) => {
    const headingId = row.closest("section").getAttribute("aria-labelledby");
    const isPayroll = document.getElementById(headingId)?.textContent === "Payroll";
    return isPayroll && row.textContent.includes("$") && isShown(row);
  });
}

function hasTooltip() {
  const tooltips = document.querySelectorAll(".recharts-tooltip-wrapper");
  return [...tooltips].some((box) => box.textContent.includes("$") && isShown(box));
}

/** From the next sign of a pointer to the painted tooltip. */
window.watchTooltip = () => {
  const start = ({ timeStamp }) => {
    afterPaint(hasTooltip, (nowMs) => {
      probe.tooltipMs ??= nowMs - timeStamp;
    });
  };
  const once = { capture: true, once: true, passive: true };
  addEventListener("ontouchstart" in window ? "pointerdown" : "pointermove", start, once);
};

function nameMoved({ node, previousRect, currentRect }) {
  const element = node instanceof Element ? node : node?.parentElement;
  const words = element?.textContent.trim().slice(0, 24) ?? "";
  return `${element?.localName ?? "gone"} "${words}" y ${previousRect.y.toFixed(0)} → ${currentRect.y.toFixed(0)}`;
}

function observe(type, note, options) {
  const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
  observer.observe({ type, buffered: true, ...options });
}

if (window === top) {
  afterPaint(hasFirstRow, (nowMs) => {
    // Nothing is on the screen before the first contentful paint, which the browser dates itself.
    observe("paint", ({ name, startTime }) => {
      if (name === "first-contentful-paint") probe.firstRowMs = Math.max(nowMs, startTime);
    });
  });
  observe("layout-shift", ({ startTime, value, hadRecentInput, sources }) => {
    if (!hadRecentInput) probe.shifts.push({ startTime, value, moved: sources.map(nameMoved) });
  });
  observe(
    "event",
    ({ interactionId, startTime, processingStart, processingEnd, duration }) => {
      if (!interactionId) return;
      const waitMs = processingStart - startTime;
      probe.interactions.push({ duration, waitMs, workMs: processingEnd - processingStart });
    },
    { durationThreshold: 16 },
  );
}
