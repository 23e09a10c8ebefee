import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { findPanel } from "./page-parts";
import { settledPageSearch } from "./settled";

/** What is left of a pixel when places are rounded. */
const SAME_PLACE = 1;

interface Mark {
  /** A colour, or what is written. */
  name: string;
  /** Corners within the drawing, or place and size, in pixels. */
  places: number[];
}

/** The parts of all bars and the words of a chart, however it was drawn, in one order. */
async function readMarks(figure: Locator): Promise<Mark[]> {
  const marks = await figure.evaluate((element) => [
    ...[...element.querySelectorAll("svg g > path[d$='Z']")].flatMap((path) =>
      (path.getAttribute("d") ?? "").split(/(?=M)/).map((outline) => ({
        name: path.getAttribute("fill") ?? "",
        places: (outline.match(/[\d.]+/g) ?? []).map(Number),
      })),
    ),
    ...[...element.querySelectorAll("svg text")].map((text) => {
      // Within the drawing: the page around it may still move.
      const origin = text.closest("svg")?.getBoundingClientRect() ?? new DOMRect();
      const { x, y, width, height } = text.getBoundingClientRect();
      return { name: text.textContent, places: [x - origin.x, y - origin.y, width, height] };
    }),
  ]);
  return marks.sort(
    (a, b) =>
      a.name.localeCompare(b.name) ||
      (a.places[0] ?? 0) - (b.places[0] ?? 0) ||
      (a.places[1] ?? 0) - (b.places[1] ?? 0),
  );
}

/** Writes down when the page's router, the first thing that Next sets up, was there. */
async function watchStart(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let next: object | undefined;
    Object.defineProperty(window, "next", {
      configurable: true,
      get: () => next,
      set: (given: object) => {
        next = new Proxy(given, {
          set(target, key, value) {
            if (key === "router") performance.mark("router-starts");
            return Reflect.set(target, key, value);
          },
        });
      },
    });
  });
}

test("the figures are on the screen before the page's script starts", async ({
  page,
  stack,
  signIn,
}) => {
  await watchStart(page);
  await signIn("operator");
  await page.goto(`/usage/${stack.operatorTenantIds[0]}`);
  await expect(findPanel(page, /^Cost per/)).toBeVisible();
  const { paintedMs, startedMs } = await page.evaluate(() => ({
    paintedMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    startedMs: performance.getEntriesByName("router-starts")[0]?.startTime,
  }));
  expect(paintedMs).toBeDefined();
  expect(startedMs).toBeGreaterThan(paintedMs ?? Infinity);
});

test("the page's figures come in one piece and nothing moves them", async ({
  page,
  stack,
  signIn,
}) => {
  const url = `/usage/${stack.operatorTenantIds[0]}`;
  await signIn("operator");
  // A piece that React sends apart is hidden until its turn: a card in it would come later than the others.
  const html = await (await page.request.get(url)).text();
  const pieces = html.split(/<div hidden id="S:/);
  const holds = (piece: string, title: string) => piece.includes(`>${title}</h2>`);
  const cards = ["Total cost", "Total tokens", "Total messages", "Budget, whole tenant"];
  const [first = ""] = cards;
  const home = pieces.find((piece) => holds(piece, first)) ?? "";
  expect(cards.filter((title) => !holds(home, title))).toEqual([]);

  await page.setViewportSize({ width: 412, height: 823 });
  await page.goto(url);
  await expect(findPanel(page, "Budget, whole tenant")).toContainText(/ends near/);
  await expect(page.getByRole("img", { name: /^Cost per day/ })).toBeAttached();
  const moved = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const shifts = list.getEntries() as (PerformanceEntry & { value: number })[];
          resolve(shifts.reduce((sum, shift) => sum + shift.value, 0));
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(0), 500);
      }),
  );
  expect(moved).toBeLessThan(0.01);
});

for (const [device, width] of [
  ["desktop", 1440],
  ["phone", 360],
] as const) {
  test(`on a ${device} the days' picture and their plot are the same to the pixel`, async ({
    page,
    stack,
    signIn,
  }) => {
    await page.setViewportSize({ width, height: 1200 });
    await signIn("operator");
    await page.goto(`/usage/${stack.operatorTenantIds[0]}?${settledPageSearch}`);
    const figure = findPanel(page, /^Cost per/).getByRole("figure");
    await expect(figure.getByRole("img", { name: /^Cost per day/ })).toBeVisible();
    await expect(figure.locator(".recharts-surface")).toHaveCount(0);
    const picture = await readMarks(figure);
    expect(picture.length).toBeGreaterThan(100);
    await page.mouse.move(1, 1);
    await expect(figure.locator(".recharts-surface")).toHaveCount(1);
    const plot = await readMarks(figure);
    expect(plot.map(({ name }) => name)).toEqual(picture.map(({ name }) => name));
    for (const [index, { places }] of plot.entries()) {
      for (const [corner, at] of places.entries()) {
        const drawn = picture[index]?.places[corner] ?? Infinity;
        expect(Math.abs(at - drawn)).toBeLessThan(SAME_PLACE);
      }
    }
  });
}

test("a page's shell is fetched when its link is pointed at or focused, not before", async ({
  page,
  signIn,
}) => {
  const fetched = new Set<string>();
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (searchParams.has("_rsc")) fetched.add(pathname);
  });
  await signIn("platform_admin");
  await page.goto("/usage");
  const link = (name: string) => page.getByRole("complementary").getByRole("link", { name });
  await link("Budgets").hover();
  await expect.poll(() => [...fetched]).toEqual(["/budgets"]);
  await link("People").focus();
  await expect.poll(() => [...fetched]).toEqual(["/budgets", "/people"]);
});
