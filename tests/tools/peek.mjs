// Rests a mouse, the keyboard's focus and a finger on links of a built site, and holds what is shown beside them. Writes
// what is wrong as JSON: one object with `problems`, a list of texts. Usage: node peek.mjs SITE OFFLINE PICTURES
//
// OFFLINE is the same site built to be opened from a folder. The site is one of tests/peek.rs: its words are named here.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve } from "./served.mjs";

const [site, offline, pictures] = process.argv.slice(2);
const { server, base } = await serve(site);
const browser = await launch();
const problems = [];
const hold = (what, holds) => holds || problems.push(what);
await mkdir(pictures, { recursive: true });
const summary = "All about the second page.";

async function open(options, address) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => { if (message.type() === "error") problems.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  await page.goto(address);
  return { context, page };
}
const shown = (page) => page.evaluate(() => {
  const box = document.querySelector(".peek:popover-open");
  return box ? box.textContent : null;
});
const becomes = async (page, what, words) => {
  for (let tries = 0; tries < 40; tries += 1) {
    if ((await shown(page)) === words) return;
    await page.waitForTimeout(50);
  }
  problems.push(`${what}: shows ${JSON.stringify(await shown(page))}, and ${JSON.stringify(words)} is expected`);
};
const stays = async (page, what, words) => {
  await page.waitForTimeout(700);
  hold(`${what}: shows ${JSON.stringify(await shown(page))}, and ${JSON.stringify(words)} is expected`, (await shown(page)) === words);
};
/** The box lies in the window and not over its link. */
const lies = async (page, what, link) => {
  const box = await page.locator(".peek").boundingBox();
  const over = await link.boundingBox();
  const size = page.viewportSize();
  hold(`${what}: lies beyond the window`, box && box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height);
  hold(`${what}: lies over its link`, box && (box.y >= over.y + over.height || box.y + box.height <= over.y));
};

// A mouse: shown under a resting one, stays while it goes to the box, put away by Escape, and gone when it leaves.
{
  const { context, page } = await open({ viewport: { width: 900, height: 700 } }, `${base}reading/`);
  const link = page.locator("a[data-peek]", { hasText: "second page" }).first();
  hold("nothing is shown before a reader asks", (await shown(page)) === null);
  await link.hover();
  await becomes(page, "under the mouse", summary);
  await lies(page, "under the mouse", link);
  await page.screenshot({ path: join(pictures, "peek-mouse.png") });
  const box = await page.locator(".peek").boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 8 });
  await stays(page, "with the mouse on the box", summary);
  await page.mouse.move(5, 5, { steps: 4 });
  await becomes(page, "after the mouse has left", null);
  await link.hover();
  await becomes(page, "under the mouse again", summary);
  await page.keyboard.press("Escape");
  await becomes(page, "after Escape", null);
  await stays(page, "after Escape, with the mouse still there", null);
  await page.mouse.move(5, 5, { steps: 4 });
  await link.hover();
  await becomes(page, "after Escape, when the mouse comes back", summary);
  await link.click();
  hold("one click follows the link", page.url() === `${base}two/`);
  await page.goto(`${base}reading/`);
  await page.locator(".care a[data-peek]").first().hover();
  await stays(page, "beside a warning", null);
  const term = page.locator("a.term").first();
  await term.hover();
  await becomes(page, "a glossary word", "A sheet of tough tissue.");
  await context.close();
}

// The keyboard, and what a screen reader is told.
{
  const { context, page } = await open({ viewport: { width: 320, height: 480 }, colorScheme: "dark" }, `${base}reading/`);
  const link = page.locator("a[data-peek]", { hasText: "second page" }).first();
  await page.locator("a", { hasText: "before it" }).focus();
  await page.keyboard.press("Tab");
  hold("Tab reaches the link", await link.evaluate((element) => element === document.activeElement));
  const told = await link.evaluate((element) => document.getElementById(element.getAttribute("aria-describedby"))?.textContent);
  hold(`a screen reader is told ${JSON.stringify(told)} with the link`, told === summary);
  await becomes(page, "at the keyboard's focus", summary);
  await lies(page, "at the keyboard's focus", link);
  await page.screenshot({ path: join(pictures, "peek-focus-dark.png") });
  await page.mouse.wheel(0, 40);
  await page.waitForTimeout(200);
  if (await shown(page)) await lies(page, "after scrolling", link);
  await page.keyboard.press("Escape");
  await becomes(page, "after Escape at the keyboard", null);
  hold("Escape leaves the focus where it is", await link.evaluate((element) => element === document.activeElement));
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await becomes(page, "when the focus comes back", summary);
  await page.keyboard.press("Tab");
  await becomes(page, "when the focus goes on", null);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${base}two/`);
  await context.close();
}

// A finger: one tap follows the link; held on it, the words are shown, and a tap elsewhere puts them away.
{
  const { context, page } = await open({ viewport: { width: 360, height: 700 }, hasTouch: true, isMobile: true }, `${base}reading/`);
  const link = page.locator("a[data-peek]", { hasText: "second page" }).first();
  const at = await link.boundingBox();
  const point = { x: at.x + at.width / 2, y: at.y + at.height / 2 };
  const session = await context.newCDPSession(page);
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
  await becomes(page, "under a finger that is held", summary);
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await stays(page, "when the finger is lifted", summary);
  hold("a held finger does not follow the link", page.url() === `${base}reading/`);
  await lies(page, "under a finger", link);
  await page.screenshot({ path: join(pictures, "peek-touch.png") });
  await page.touchscreen.tap(180, 690);
  await becomes(page, "after a tap elsewhere", null);
  await link.tap();
  await page.waitForURL(`${base}two/`).catch(() => problems.push("one tap does not follow the link"));
  await context.close();
}

// Forced colours; a page from a folder; no JavaScript.
{
  const { context, page } = await open({ viewport: { width: 900, height: 700 }, forcedColors: "active" }, pathToFileURL(join(offline, "reading/index.html")).href);
  await page.locator("a[data-peek]", { hasText: "second page" }).first().hover();
  await becomes(page, "from a folder", summary);
  hold("forced colours draw an edge", await page.locator(".peek").evaluate((box) => Number.parseFloat(getComputedStyle(box).borderTopWidth) >= 1));
  await page.screenshot({ path: join(pictures, "peek-forced.png") });
  await context.close();
}
{
  const { context, page } = await open({ javaScriptEnabled: false }, `${base}reading/`);
  await page.locator("a[data-peek]", { hasText: "second page" }).first().click();
  hold("without JavaScript a link is a link", page.url() === `${base}two/`);
  await context.close();
}
await browser.close();
server.close();
console.log(JSON.stringify({ problems }));
