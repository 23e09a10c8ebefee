import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { findChromium } from "./browser";

const PUBLIC = fileURLToPath(new URL("../public/", import.meta.url));
const SOCIAL_PICTURE = new URL("social-picture.html", import.meta.url);
const GROUND = "#6366f1";
/** A phone cuts a maskable picture to a circle of four fifths. */
const MASKABLE_SCALE = 0.8;

interface Picture {
  size: number;
  /** Without it the mark's own rounded ground is kept, see-through outside. */
  fullGround?: { scale: number };
}

async function draw(page: Page, { size, fullGround }: Picture): Promise<Uint8Array> {
  const mark = await readFile(`${PUBLIC}icon.svg`, "utf8");
  const scale = fullGround?.scale ?? 1;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0;background:${fullGround ? GROUND : "transparent"}">
       <style>svg { display: block; width: ${size}px; height: ${size}px; transform: scale(${scale}) }</style>
       ${mark}`,
  );
  return new Uint8Array(await page.screenshot({ omitBackground: true }));
}

/** An icon file is a list of pictures with their sizes, then the pictures; PNG is one of its formats. */
function toIco(pictures: readonly { size: number; png: Uint8Array }[]): Uint8Array {
  const headBytes = 6 + 16 * pictures.length;
  const bytes = pictures.reduce((sum, { png }) => sum + png.length, headBytes);
  const file = new Uint8Array(bytes);
  const view = new DataView(file.buffer);
  view.setUint16(2, 1, true);
  view.setUint16(4, pictures.length, true);
  let offset = headBytes;
  pictures.forEach(({ size, png }, index) => {
    const entry = 6 + 16 * index;
    view.setUint8(entry, size);
    view.setUint8(entry + 1, size);
    view.setUint16(entry + 4, 1, true);
    view.setUint16(entry + 6, 32, true);
    view.setUint32(entry + 8, png.length, true);
    view.setUint32(entry + 12, offset, true);
    file.set(png, offset);
    offset += png.length;
  });
  return file;
}

/** Draws every picture of `public/` anew from the mark: `npx tsx e2e/draw-public.ts`. */
async function drawAll(): Promise<void> {
  const browser = await chromium.launch({ executablePath: findChromium() });
  const page = await browser.newPage();
  const write = (name: string, bytes: Uint8Array) => writeFile(PUBLIC + name, bytes);
  await write("icon-192.png", await draw(page, { size: 192 }));
  await write("icon-512.png", await draw(page, { size: 512 }));
  const maskable = { size: 512, fullGround: { scale: MASKABLE_SCALE } };
  await write("icon-maskable-512.png", await draw(page, maskable));
  await write("apple-touch-icon.png", await draw(page, { size: 180, fullGround: { scale: 0.9 } }));
  const small = [];
  for (const size of [16, 32, 48]) small.push({ size, png: await draw(page, { size }) });
  await write("favicon.ico", toIco(small));
  await page.setViewportSize({ width: 1200, height: 630 });
  await page.goto(SOCIAL_PICTURE.href);
  await page.evaluate(() => document.fonts.ready);
  await write("social.png", new Uint8Array(await page.screenshot()));
  await browser.close();
}

await drawAll();
