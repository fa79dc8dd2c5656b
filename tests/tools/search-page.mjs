// Searches a built site in a real browser as a reader does and writes what goes wrong as JSON: one object with
// `problems`, a list of texts. Usage: node search-page.mjs SITE OFFLINE-SITE PICTURES
//
// SITE is served under the strict policy that it is made for; OFFLINE-SITE is opened from its folder.
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve } from "./served.mjs";

const [site, offline, pictures] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const problems = [];
const check = (is, text) => is || problems.push(text);

const { server, base } = await serve(site);
await mkdir(pictures, { recursive: true });
const browser = await launch();

/** A page that notes what goes wrong on it, and what it asks for. */
async function open(url, name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const asked = [];
  page.on("console", (message) => message.type() === "error" && problems.push(`${name}: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`${name}: ${error.message}`));
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(url);
  return { context, page, asked };
}
const button = (page) => page.locator(".find");
const input = (page) => page.locator("#search input");
const results = (page) => page.locator("#search .results li");
const status = (page) => page.locator("#search [role=status]");
const said = (page, text) => status(page).filter({ hasText: text }).waitFor();
async function type(page, query) {
  await button(page).click();
  await input(page).pressSequentially(query, { delay: 5 });
}

/** By keyboard, under the policy: nothing is loaded before the box is opened. */
async function keyboard() {
  const { context, page, asked } = await open(base, "keyboard");
  check(!asked.some((url) => /search/.test(url)), `the first load asks for ${asked.filter((url) => /search/.test(url))}`);
  await button(page).focus();
  await page.keyboard.press("Enter");
  check(await input(page).evaluate((element) => element === document.activeElement), "the box does not take the focus");
  await page.keyboard.type("swolen calf");
  await said(page, "swollen calf");
  check((await results(page).first().getAttribute("class")) === "urgent", "the urgent advice is not first");
  check((await results(page).first().locator("a.call").getAttribute("href")) === "tel:111", "no number to call");
  check((await page.locator("#search mark").count()) > 2, "nothing is marked");
  await page.keyboard.press("ArrowDown");
  const first = () => page.evaluate(() => document.activeElement === document.querySelector("#search .results a"));
  check(await first(), "the arrow down does not lead to the first result");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  check(await first(), "the arrow up does not lead back");
  await page.keyboard.press("ArrowUp");
  check(await input(page).evaluate((element) => element === document.activeElement), "the arrow up does not reach the box");
  await page.keyboard.press("Escape");
  check(!(await page.locator("#search").isVisible()), "Escape does not close the box");
  check(await button(page).evaluate((element) => element === document.activeElement), "Escape loses the focus");
  await page.keyboard.press("Enter");
  await input(page).fill("zqxw");
  await said(page, "Nothing found");
  check((await results(page).count()) === 0, "results are left from before");
  await input(page).fill("tennis leg");
  await said(page, "results");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.closest(".results"));
  await page.keyboard.press("Enter");
  await page.waitForURL(/gastrocnemius-strain/);
  await context.close();
}

/** From a folder, on a page below the root. */
async function folder() {
  const start = pathToFileURL(join(offline, "rehab/gastrocnemius/index.html")).href;
  const { context, page, asked } = await open(start, "folder");
  await type(page, "chest pain");
  // Results of the first letters may stand there before those of the whole question.
  const emergency = page.locator("#search .results li:first-child.emergency");
  check(await emergency.waitFor().then(() => true, () => false), "from a folder the emergency is not first");
  await results(page).first().locator("a").first().click();
  await page.waitForURL(/when-to-get-help\/index\.html#/);
  check((await page.locator("h1").count()) === 1, "a result leads nowhere");
  await type(page, "settle gastrocnemius");
  await results(page).first().waitFor();
  for (const href of await page.locator("#search .results a:not(.call)").evaluateAll((links) => links.map((link) => link.href))) {
    const found = await readFile(new URL(href.split("#")[0])).then(() => true, () => false);
    check(found, `${href} leads nowhere`);
  }
  check(asked.every((url) => url.startsWith("file:")), "from a folder something else is asked for");
  await context.close();
}

/** Without JavaScript the box leads to all names; with it the same address shows results. */
async function withoutScript() {
  const plain = await open(base, "without JavaScript", { javaScriptEnabled: false });
  await button(plain.page).click();
  await input(plain.page).fill("calf");
  await plain.page.keyboard.press("Enter");
  await plain.page.waitForURL(/a-z\/\?q=calf/);
  check(await plain.page.locator(".letters").isVisible(), "without JavaScript the names are not shown");
  check(!(await plain.page.locator("#found").isVisible()), "without JavaScript an empty list of results is shown");
  await plain.context.close();
  const asked = await open(`${base}a-z/?q=soleus`, "address with a query");
  await asked.page.locator("#found .results li").first().waitFor();
  check((await asked.page.locator("#found .results li").count()) > 8, "the page of results shows few");
  await asked.context.close();
}

/** Open, with results, to the checker of accessibility. */
async function access() {
  const modes = [
    { kind: "narrow", viewport: { width: 320, height: 700 } },
    { kind: "phone-dark", viewport: { width: 360, height: 800 }, colorScheme: "dark" },
    { kind: "desktop", viewport: { width: 1280, height: 900 } },
    { kind: "forced", viewport: { width: 1280, height: 900 }, forcedColors: "active" },
  ];
  for (const { kind, ...options } of modes) {
    const { context, page } = await open(base, kind, { ...options, bypassCSP: true });
    await page.screenshot({ path: join(pictures, `search-closed-${kind}.png`) });
    await type(page, "numb foot");
    await results(page).nth(3).waitFor();
    await said(page, "results");
    await page.screenshot({ path: join(pictures, `search-${kind}.png`) });
    const small = await page.locator(".find, #search :is(a, button, input)").evaluateAll((all) =>
      all.filter((one) => one.offsetHeight > 0 && (one.offsetHeight < 44 || one.offsetWidth < 44)).map((one) => one.outerHTML.slice(0, 80)));
    check(small.length === 0, `${kind}: smaller than 44 px: ${small}`);
    const wide = await page.locator("#search").evaluate((one) => one.scrollWidth - one.clientWidth);
    check(wide <= 0, `${kind}: the box scrolls sideways by ${wide} px`);
    await page.addScriptTag({ path: axe });
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of found.violations) {
      problems.push(`${kind}: ${violation.id}: ${violation.nodes.map((node) => node.target).slice(0, 3).join(" ")}`);
    }
    await context.close();
  }
}

for (const part of [keyboard, folder, withoutScript, access]) {
  await part().catch((error) => problems.push(`${part.name}: ${error.message.split("\n").slice(0, 3).join(" ")}`));
}
await browser.close();
server.close();
console.log(JSON.stringify({ problems }));
