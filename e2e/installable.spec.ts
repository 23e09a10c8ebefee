import { z } from "zod";
import { expect, test } from "./fixtures";

const manifestSchema = z.object({
  name: z.string(),
  short_name: z.string().max(12),
  start_url: z.literal("/usage"),
  display: z.literal("standalone"),
  theme_color: z.string(),
  background_color: z.string(),
  icons: z.array(
    z.object({
      src: z.string(),
      sizes: z.string(),
      type: z.string(),
      purpose: z.string().optional(),
    }),
  ),
});

/** Width and height stand at the same place in every PNG, after its eight bytes of signature. */
function readPngSize(bytes: Buffer): string {
  expect(bytes.subarray(1, 4).toString("latin1")).toBe("PNG");
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

// Nobody is signed in here: a phone fetches manifest and icons without cookies.
test("a manifest and icons of the sizes it names are served to everybody", async ({ request }) => {
  const answer = await request.get("/manifest.webmanifest", { maxRedirects: 0 });
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toMatch(/^application\/manifest\+json/);
  const { icons } = manifestSchema.parse(await answer.json());
  expect(icons.map(({ sizes, purpose }) => [sizes, purpose])).toEqual([
    ["any", undefined],
    ["192x192", undefined],
    ["512x512", undefined],
    ["512x512", "maskable"],
  ]);
  for (const { src, sizes, type } of icons) {
    const icon = await request.get(src, { maxRedirects: 0 });
    expect(icon.status(), src).toBe(200);
    expect(icon.headers()["content-type"], src).toBe(type);
    if (type === "image/png") expect(readPngSize(await icon.body()), src).toBe(sizes);
  }
});

test("a browser finds the manifest and icons from a page, under its policy", async ({ page }) => {
  await page.goto("/sign-in");
  const browser = await page.context().newCDPSession(page);
  const { url, errors } = await browser.send("Page.getAppManifest");
  expect(new URL(url).pathname).toBe("/manifest.webmanifest");
  expect(errors).toEqual([]);
  const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
  // A test's browser is a private one, which never installs; nothing else may be in the way.
  expect(
    installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== "in-incognito"),
  ).toEqual([]);
  for (const [link, size] of [
    ['link[rel="apple-touch-icon"]', "180x180"],
    ['link[rel="icon"][href$=".ico"]', null],
    ['link[rel="icon"][type="image/svg+xml"]', null],
  ] as const) {
    const icon = await page.request.get((await page.getAttribute(link, "href")) ?? "");
    expect(icon.status(), link).toBe(200);
    if (size) expect(readPngSize(await icon.body())).toBe(size);
  }
});

test("search engines are told to stay out", async ({ request }) => {
  const robots = await request.get("/robots.txt", { maxRedirects: 0 });
  expect(robots.headers()["content-type"]).toMatch(/^text\/plain/);
  expect(await robots.text()).toContain("User-agent: *\nDisallow: /\n");
});

test("an address of a page that ends like a picture is a page", async ({ page, request }) => {
  const answer = await request.get("/usage/tenant.png", { maxRedirects: 0 });
  expect(answer.status()).toBe(307);
  expect(answer.headers().location).toContain("/sign-in");
  const policy = (await page.goto("/usage/tenant.png"))?.headers()["content-security-policy"];
  expect(policy).toContain("script-src 'self' 'nonce-");
});

test("a link to the portal has a picture at a whole address", async ({ page, stack }) => {
  await page.goto("/sign-in");
  const address = (await page.getAttribute('meta[property="og:image"]', "content")) ?? "";
  expect(address).toBe(`${stack.portalUrl}/social.png`);
  expect(await page.getAttribute('meta[property="og:title"]', "content")).toBe("Tokenroll");
  const picture = await page.request.get(address, { maxRedirects: 0 });
  expect(readPngSize(await picture.body())).toBe("1200x630");
});
