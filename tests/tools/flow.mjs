// Steps through a built decision flow in a real browser, by mouse and by keyboard, and writes what is wrong as JSON: one
// object with `problems`, a list of texts. Usage: node flow.mjs SITE OFFLINE PICTURES FLOW, where SITE and OFFLINE are
// the folders of the site as it is served and as it is opened from a disk, and FLOW is the flow's page in both.
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve } from "./served.mjs";

const [site, offline, pictures, flow] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const data = JSON.parse(await readFile(join(site, flow, "flow.json"), "utf8"));
const problems = [];

const { server, base } = await serve(site);
const served = `${base}${flow}/`;
const onDisk = pathToFileURL(join(offline, flow, "index.html")).href;
await mkdir(pictures, { recursive: true });
const browser = await launch();

/** Notes that two values differ. */
function same(what, found, expected) {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) problems.push(`${what}: found ${one}, expected ${other}`);
}

/** A page of the flow that notes errors, and counts what it asks for once it is loaded. */
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const asked = [];
  page.on("console", (message) => message.type() === "error" && problems.push(`${url}: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`${url}: ${error}`));
  await page.goto(url, { waitUntil: "networkidle" });
  page.on("request", (request) => asked.push(request.url()));
  return { context, page, asked };
}

const step = (id) => data.steps.find((step) => step.id === id);
const ask = (id) => step(id)?.ask ?? data.outcomes.find((end) => end.id === id).title;

/** The way from the start to `to`, as the questions and their answers: the shortest. */
function wayTo(to) {
  const found = [[data.start]];
  for (const way of found) {
    if (way.at(-1) === to) return way;
    for (const answer of step(way.at(-1))?.answers ?? []) found.push([...way, answer.goto.id]);
  }
  throw new Error(`no way to ${to}`);
}

/** What shows: the heading and whether it has the focus, the way so far, and the marks in the chart. */
const state = (page) =>
  page.evaluate(() => ({
    heading: document.querySelector("#ask- h2").innerText.split("\n").at(-1).trim(),
    focused: document.activeElement === document.querySelector("#ask- h2"),
    trail: [...document.querySelectorAll(".trail li")].map((row) => row.querySelector("a").textContent),
    current: [...document.querySelectorAll("[aria-current=step]")].map((box) => box.id),
    chips: [...document.querySelectorAll(".chip.on")].map(({ dataset }) => `${dataset.from} ${dataset.to}`).sort(),
  }));

/** What must show after the way `ids`. */
const expected = (ids) => ({
  heading: ask(ids.at(-1)),
  focused: true,
  trail: ids.slice(0, -1).map((id) => `${step(id).number}. ${ask(id)}`),
  current: [`c-${ids.at(-1)}`],
  chips: ids.slice(1).map((id, place) => `${ids[place]} ${id}`).sort(),
});

/** Whether the emergency line is in view and nothing covers it. */
const helpInView = (page) =>
  page.evaluate(() => {
    const box = document.querySelector(".helpline a").getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return box.top >= 0 && box.bottom <= innerHeight && Boolean(top?.closest(".helpline"));
  });

async function answer(page, to, how) {
  const link = page.locator(`#ask- .answers [data-to="${to}"]`);
  if (how === "keyboard") {
    await link.focus();
    await page.keyboard.press("Enter");
  } else await link.click();
}

/** Steps to `goal`, back and on again, and follows the way so far. */
async function stepThrough(url, goal, how, options) {
  const { context, page, asked } = await open(url, options);
  const name = `${how}, ${url.split(":")[0]}, ${goal}`;
  const way = wayTo(goal);
  same(`${name}: at first nothing has moved`, (await state(page)).focused, false);
  for (const [place, id] of way.slice(1).entries()) {
    await answer(page, id, how);
    same(`${name}: after answer ${place + 1}`, await state(page), expected(way.slice(0, place + 2)));
    same(`${name}: the emergency line is in view`, await helpInView(page), true);
  }
  same(`${name}: the address tells nothing`, page.url(), url);
  if (how === "keyboard") {
    await page.goBack();
    same(`${name}: the back button`, await state(page), expected(way.slice(0, -1)));
    await page.goForward();
    same(`${name}: the forward button`, await state(page), expected(way));
    await page.reload();
    same(`${name}: loaded again`, (await state(page)).heading, ask(goal));
    await page.locator("#start- ~ a[href='#outline-h']").click();
    same(`${name}: a link in the page changes nothing`, { ...(await state(page)), focused: true }, expected(way));
    await page.goBack();
    await page.locator(".trail a").nth(1).focus();
    await page.keyboard.press("Enter");
    same(`${name}: the way so far leads back`, await state(page), expected(way.slice(0, 2)));
    await page.goBack();
    same(`${name}: and that can be taken back`, await state(page), expected(way));
    asked.length = 0;
  }
  const kept = await page.evaluate(async () => ({
    storage: location.protocol === "file:" ? 0 : localStorage.length + sessionStorage.length,
    cookie: document.cookie,
    databases: location.protocol === "file:" ? 0 : (await indexedDB.databases()).length + (await caches.keys()).length,
  }));
  same(`${name}: nothing is stored`, kept, { storage: 0, cookie: "", databases: 0 });
  // The browser asks for the tab's picture when it likes.
  const icon = await page.evaluate(() => document.querySelector('link[rel="icon"]')?.href);
  if (how !== "keyboard") same(`${name}: nothing is asked for`, asked.filter((address) => address !== icon), []);
  await context.close();
}

/** The words of a result in place and on its own page. */
async function sameAsItsPage(goal) {
  const { context, page } = await open(served);
  for (const id of wayTo(goal).slice(1)) await answer(page, id, "mouse");
  const read = () => [...document.querySelectorAll(".outcome, .net")].map((part) => part.innerText);
  const inPlace = await page.locator("#ask-").evaluate(read);
  await page.goto(`${served}q/${goal}/`);
  same(`${goal}: in place as on its page`, inPlace, await page.evaluate(read));
  await context.close();
}

/** The chart by arrow keys. */
async function walkChart() {
  const { context, page } = await open(served);
  const at = () => page.evaluate(() => document.activeElement.id);
  const press = async (key, id, why) => {
    await page.keyboard.press(key);
    same(`chart: ${key}, ${why}`, await at(), `c-${id}`);
  };
  const [start] = data.steps;
  await page.locator(`#c-${start.id}`).focus();
  const places = await page.evaluate(() =>
    [...document.querySelectorAll(".chip")].map((chip) => [chip.dataset.from, chip.dataset.to, chip.querySelector("rect").x.baseVal.value]),
  );
  const row = (id) => places.filter(([from]) => from === id).sort((a, b) => a[2] - b[2]).map(([, to]) => to);
  const ends = row(start.id);
  await press("ArrowDown", ends[0], "follows the answer");
  await press("ArrowUp", start.id, "goes back to the question");
  await press("ArrowUp", start.id, "goes nowhere from the first question");
  await press("ArrowDown", ends[0], "again");
  await press("ArrowLeft", ends[0], "goes nowhere from the first answer");
  await press("ArrowRight", ends[1], "changes the answer");
  await press("ArrowLeft", ends[0], "changes it back");
  await press("ArrowRight", ends[1], "and on");
  const deep = ends.findIndex((id) => row(id).length > 0);
  for (let place = 1; place > deep; place -= 1) await press("ArrowLeft", ends[place - 1], "towards a question");
  for (let place = 1; place < deep; place += 1) await press("ArrowRight", ends[place + 1], "towards a question");
  const next = row(ends[deep]);
  await press("ArrowDown", next[0], "further down");
  await press("Control+ArrowRight", next[0], "with Control is the browser's");
  await press("Home", start.id, "goes to the first question");
  // A question that two others lead to: up goes back the way we came.
  const shared = data.steps.find((step) => places.filter(([, to]) => to === step.id).length > 1);
  if (shared) {
    for (const [from] of places.filter(([, to]) => to === shared.id)) {
      await page.locator(`#c-${from}`).focus();
      await page.keyboard.press("ArrowDown");
      while ((await at()) !== `c-${shared.id}`) {
        const before = await at();
        await page.keyboard.press("ArrowRight");
        if ((await at()) === before) throw new Error(`${shared.id} is not reached from ${from}`);
      }
      await press("ArrowUp", from, `back to ${from}`);
    }
  }
  await page.keyboard.press("Escape");
  same("chart: Escape leaves", await page.evaluate(() => Boolean(document.activeElement.closest("figcaption"))), true);
  await page.locator(".flow-chart a").first().focus();
  const ids = await page.evaluate(() => [...document.querySelectorAll(".flow-chart a")].map((box) => box.id));
  for (const id of ids) {
    same("chart: the Tab key", await at(), id);
    await page.keyboard.press("Tab");
  }
  same("chart: Tab leaves", await page.evaluate(() => Boolean(document.activeElement.closest("figcaption"))), true);
  await context.close();
}

/** Rules of accessibility in each state, and how the marks look. */
async function look(kind, options) {
  const { context, page } = await open(served, { ...options, bypassCSP: true });
  const goal = data.outcomes.find((end) => end.urgency === "urgent").id;
  for (const ids of [wayTo(data.steps[2].id), wayTo(goal)]) {
    // By way of another page: the same address again would go on where the reader was.
    await page.goto("about:blank");
    await page.goto(served);
    for (const id of ids.slice(1)) await answer(page, id, "mouse");
    await page.screenshot({ path: join(pictures, `flow-${kind}-${ids.at(-1)}.png`) });
    await page.addScriptTag({ path: axe });
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of found.violations) {
      problems.push(`${kind}, ${ids.at(-1)}: ${violation.id}: ${violation.nodes.map((node) => node.target).slice(0, 3).join(" ")}`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) problems.push(`${kind}: scrolls sideways by ${wide} px`);
  }
  const stroke = (find) => page.evaluate((find) => getComputedStyle(document.querySelector(find)).strokeWidth, find);
  if (options.viewport.width >= 640) {
    same(`${kind}: the way is thick`, [await stroke(".chip.on .wire"), await stroke(".chip:not(.on) .wire")], ["6px", "2px"]);
    const colour = (find) => page.evaluate((find) => getComputedStyle(document.querySelector(find)).stroke, find);
    if ((await colour(".chip.on .wire")) === (await colour(".chip:not(.on) .wire"))) problems.push(`${kind}: the way has no colour of its own`);
    if (options.forcedColors) same(`${kind}: colours of words that the reader did not choose`, await ownColours(page), []);
    await page.goto(`${served}#c-${data.steps[1].id}`);
    same(`${kind}: the box that an address names`, await stroke(`#c-${data.steps[1].id} rect`), "6px");
  } else {
    const chart = await page.evaluate(() => document.querySelector(".flow-chart").checkVisibility());
    same(`${kind}: the chart gives way to the list`, chart, false);
    const low = await page.evaluate(() =>
      [...document.querySelectorAll(".outline .ways a, #ask- .answers a, .trail a")].filter((link) => link.getBoundingClientRect().height < 44).length,
    );
    same(`${kind}: links too low for a finger`, low, 0);
  }
  await context.close();
}

/** The colours of the chart's words other than the two that a reader who forces colours has for words. */
const ownColours = (page) =>
  page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("i"));
    const chosen = ["CanvasText", "LinkText"].map((name) => {
      probe.style.color = name;
      return getComputedStyle(probe).color;
    });
    probe.remove();
    const found = [...document.querySelectorAll(".flow-chart text")].map((text) => getComputedStyle(text).fill);
    return [...new Set(found)].filter((colour) => !chosen.includes(colour));
  });

/** Without JavaScript each answer leads to a page. */
async function withoutScript() {
  const { context, page } = await open(served, { javaScriptEnabled: false });
  const way = wayTo(data.outcomes.at(-1).id);
  for (const id of way.slice(1)) {
    await page.locator(`main .answers [data-to="${id}"]`).first().click();
    same("without a script", page.url(), `${served}q/${id}/`);
  }
  await context.close();
}

const longest = data.outcomes.map((end) => end.id).sort((a, b) => wayTo(b).length - wayTo(a).length)[0];
const wide = { width: 1280, height: 800 };
const phone = { width: 360, height: 740 };
await stepThrough(served, longest, "keyboard");
await stepThrough(served, longest, "mouse", { viewport: phone });
await stepThrough(onDisk, longest, "keyboard");
await stepThrough(onDisk, longest, "mouse");
for (const end of data.outcomes.filter((end, place) => data.outcomes.findIndex(({ urgency }) => urgency === end.urgency) === place)) {
  await sameAsItsPage(end.id);
}
await walkChart();
await withoutScript();
await look("light", { viewport: wide });
await look("dark", { viewport: wide, colorScheme: "dark" });
await look("forced", { viewport: wide, forcedColors: "active" });
await look("phone", { viewport: phone });
await look("narrow", { viewport: { width: 320, height: 740 }, colorScheme: "dark" });
await browser.close();
server.close();
console.log(JSON.stringify({ problems }));
