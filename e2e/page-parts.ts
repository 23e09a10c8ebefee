import { expect, type Locator, type Page } from "@playwright/test";

const AMOUNT = /\$[\d,]+\.\d\d/;
const MAX_TAB_STOPS = 80;

/** A card of a page by its heading. */
export function findPanel(page: Page, name: string | RegExp): Locator {
  return page.getByRole("region", typeof name === "string" ? { name, exact: true } : { name });
}

/** The first amount that an element shows, as it is written; waits until there is one. */
export async function readUsdText(element: Locator): Promise<string> {
  await expect(element).toContainText(AMOUNT);
  const [amount = ""] = AMOUNT.exec(await element.innerText()) ?? [];
  return amount;
}

/** The rows of a table's body. */
export function listBodyRows(table: Locator): Locator {
  return table.getByRole("rowgroup").nth(1).getByRole("row");
}

/** Waits until nothing loads any more and the browser's script has taken over: ages are shown by it alone. */
export async function waitUntilRead(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  await expect(page.getByText(/just now|\d+\sh ago|\d+\smin ago/).first()).toBeAttached();
  await waitUntilDrawn(page);
}

/** Waits for the whole page; charts are drawn when somebody comes near them. */
export async function waitUntilDrawn(page: Page): Promise<void> {
  const waiting = page.locator("[data-slot=skeleton]").filter({ visible: true });
  await expect(async () => {
    await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let top = 0; top < document.body.scrollHeight; top += window.innerHeight) {
        window.scrollTo(0, top);
        await frame();
        await frame();
      }
      window.scrollTo(0, 0);
    });
    await expect(waiting).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
}

/** Waits until the page takes a refresh: a tenant is read at most once in 15 s. */
export async function waitUntilRefreshable(page: Page): Promise<Locator> {
  const button = page.getByRole("button", { name: /^Refresh/ });
  await expect(button).toHaveAttribute("aria-disabled", "false", { timeout: 30_000 });
  return button;
}

/** Presses Tab until the element has the focus, as somebody without a pointer would. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let stop = 0; stop < MAX_TAB_STOPS; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The Tab key does not reach ${target.toString()}`);
}

/** The freshness of the whole page, on a wide screen: time, age and a mark. */
export function findFreshness(page: Page): Locator {
  return page.getByRole("button", { name: /(date|should be|missing|yet)\. Read/ });
}
