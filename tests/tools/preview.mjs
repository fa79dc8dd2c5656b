// Edits real files of a previewed site and watches a real browser. Writes one object as JSON: `problems`, a list of texts,
// and `times`, how long each kind of edit took from the write to the changed page, in milliseconds.
// Usage: node preview.mjs ADDRESS ROOT EDITS
//
// The site is one of tests/preview.rs: its pages are named here. Nothing here judges a time.
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { launch } from "./served.mjs";

const [base, root, edits] = process.argv.slice(2);
const problems = [];
const times = { prose: [], title: [], style: [] };
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
const page = await context.newPage();
page.on("console", (message) => {
  // A page that is gone answers 404, and the browser says so.
  if (message.type() === "error" && !message.text().includes("404")) problems.push(`console: ${message.text()}`);
});
page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
let loads = 0;
page.on("load", () => (loads += 1));

const file = join(root, "content/a/long.md");
const write = async (path, text) => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
};
const hold = (what, holds) => holds || problems.push(what);
const within = (what, test, argument) => page.waitForFunction(test, argument, { timeout: 30000, polling: "raf" }).catch(() => problems.push(`never: ${what}`));
const has = (text) => within(`the page shows "${text}"`, (text) => document.querySelector("main")?.textContent.includes(text), text);

/** Writes a file and gives how long the browser took to show it: its own clock is the machine's. */
async function timed(path, text, test, argument) {
  await page.evaluate(
    ([source, argument]) => {
      const test = new Function(`return (${source})`)();
      globalThis.seen = new Promise((done) => {
        const look = () => test(argument) && (watcher.disconnect(), done(Date.now()));
        const watcher = new MutationObserver(look);
        watcher.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      });
    },
    [test.toString(), argument],
  ).catch(() => {});
  const start = Date.now();
  await write(path, text);
  const end = await Promise.race([page.evaluate(() => globalThis.seen), new Promise((done) => setTimeout(() => done(null), 30000))]);
  if (end === null) problems.push(`never: ${argument}`);
  return end === null ? 30000 : end - start;
}

const long = (title, text) => `---\ntitle: ${title}\n---\n<details><summary>More</summary>Inside.</details>\n\n${"A paragraph of plain words that fills the page.\n\n".repeat(60)}${text}\n\n## Far down\n\n[A link](calf.md) and the end.\n\n${"More words.\n\n".repeat(40)}`;

// A page with an open list, a place far down and a link in focus.
await write("content/a/long.md", long("Long", "Text 0."));
await page.goto(`${base}a/long/`);
await has("Text 0.");
await page.waitForSelector("soleus-preview .soleus-bar");
loads = 0;
await page.evaluate(() => {
  document.querySelector("main details").open = true;
  const field = document.createElement("input");
  field.id = "typed";
  document.querySelector("main").parentNode.append(field);
  field.value = "half a word";
  document.querySelector("#far-down").scrollIntoView({ behavior: "instant" });
  document.querySelector("main a[href*=calf]").focus({ preventScroll: true });
  document.querySelector("#far-down").mark = "same node";
});
const place = () => page.evaluate(() => ({ y: Math.round(document.querySelector("#far-down").getBoundingClientRect().top), open: document.querySelector("main details").open, focus: document.activeElement.textContent, mark: document.querySelector("#far-down").mark, typed: document.querySelector("#typed")?.value }));
const before = await place();
for (let number = 1; number <= Number(edits); number += 1) {
  times.prose.push(await timed("content/a/long.md", long("Long", `Text ${number}.`), (text) => document.querySelector("main").textContent.includes(text), `Text ${number}.`));
  await page.waitForTimeout(40);
}
const after = await place();
hold(`an edit of prose moved the reader: ${JSON.stringify(before)} became ${JSON.stringify(after)}`, JSON.stringify(before) === JSON.stringify(after));
for (let number = 1; number <= Number(edits) / 4; number += 1) {
  times.title.push(await timed("content/a/long.md", long(`Long ${number}`, "Text."), (text) => document.querySelector("h1").textContent.trim() === text, `Long ${number}`));
  await page.waitForTimeout(40);
}
for (let number = 1; number <= Number(edits) / 4; number += 1) {
  times.style.push(await timed("theme/extra.css", `h1 { outline: ${number}px solid red; }`, (text) => [...document.querySelectorAll("link[rel=stylesheet]")].some((link) => link.sheet && getComputedStyle(document.querySelector("h1")).outlineWidth === text), `${number}px`));
  await page.waitForTimeout(40);
}
const still = await place();
hold(`edits of titles and styles moved the reader: ${JSON.stringify(still)}`, still.open && still.focus === "A link" && still.mark === "same node" && still.typed === "half a word" && Math.abs(still.y - before.y) <= 1);
hold(`the page was loaded ${loads} times again`, loads === 0);
hold("the panel does not name the file", (await page.textContent("soleus-preview .soleus-bar code")) === "content/a/long.md");

// An error: the last good page stays, a list is over it, a line is shown, the explanation opens, and all goes by itself.
const good = await page.textContent("main");
await write("content/a/long.md", long("Long", "See [[nowhere]] now."));
await page.waitForSelector("soleus-preview .soleus-errors").catch(() => problems.push("never: the list of errors"));
hold("the last good page did not stay", (await page.textContent("main")) === good);
const list = await page.textContent("soleus-preview .soleus-errors");
hold(`the list lacks something: ${list}`, ["1 error", "content/a/long.md:", "See [[nowhere]] now.", "L001", "To mend it"].every((part) => list.includes(part)));
const box = await page.locator("soleus-preview .soleus-errors").boundingBox();
hold(`the list of errors is ${box.width} by ${box.height} px`, box.width >= 300 && box.height >= 100);
const explained = await page.request.get(new URL(await page.getAttribute("soleus-preview .soleus-errors a", "href"), base).href);
hold("the explanation does not open", explained.ok());
await write("content/a/long.md", long("Long", Array.from({ length: 250 }, (_, number) => `See [[nowhere ${number}]].`).join("\n\n")));
await within("the number of all errors", () => document.querySelector("soleus-preview .soleus-errors h2")?.textContent.startsWith("250 errors to mend (the first 200 are shown)"));
await write("content/a/long.md", long("Long", "Mended. <b>raw</b>"));
await has("Mended.");
await within("the list of errors goes", () => document.querySelector("soleus-preview .soleus-errors") === null);
await page.getByRole("button", { name: /note/ }).click();
hold("the notes are not shown", (await page.textContent("soleus-preview")).includes("M001"));
await page.evaluate(() => {
  const panel = document.querySelector("soleus-preview");
  globalThis.small = [...panel.querySelectorAll("button, label, select")].filter((one) => one.getBoundingClientRect().height < 44).length;
});
hold("a control of the panel is smaller than 44 px", (await page.evaluate(() => globalThis.small)) === 0);

// A picture is fetched again where it stands.
await page.goto(`${base}a/calf/`);
await page.waitForSelector("soleus-preview .soleus-bar");
await page.waitForFunction(() => document.querySelector("main img")?.dataset.soleusTag, null, { timeout: 30000 });
await write("content/a/pic.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="77" height="10"></svg>');
await within("the new picture", () => document.querySelector("main img").naturalWidth === 77);

// Another page follows only if that is asked for.
await write("content/a/long.md", long("Long", "Elsewhere."));
await page.waitForTimeout(300);
hold("the tab followed an edit unasked", page.url() === `${base}a/calf/`);
await page.getByLabel("Follow my edits").check();
await write("content/a/long.md", long("Long", "Followed."));
await page.waitForURL(`${base}a/long/`, { timeout: 30000 }).catch(() => problems.push("never: the tab follows when asked"));
await has("Followed.");
await page.getByLabel("Follow my edits").uncheck();

// The page moves away.
await rename(file, join(root, "content/a/moved.md"));
await page.waitForSelector("soleus-preview a[href='/a/moved/']").catch(() => problems.push("never: the notice of where the page went"));
await page.click("soleus-preview a[href='/a/moved/']");
await has("Followed.");
await rm(join(root, "content/a/moved.md"));
await within("the notice that the page is gone", () => document.querySelector("soleus-preview")?.textContent.includes("This page is gone"));

// Text that comes above the place that is read moves nothing.
await write("content/a/long.md", long("Long", "Text."));
await page.goto(`${base}a/long/`);
await page.waitForSelector("soleus-preview .soleus-bar");
await page.evaluate(() => document.querySelector("#far-down").scrollIntoView({ behavior: "instant" }));
const top = () => page.evaluate(() => Math.round(document.querySelector("#far-down").getBoundingClientRect().top));
const stood = await top();
await write("content/a/long.md", long("Long", "Text.").replace("A paragraph", `${"New words above. ".repeat(90)}\n\nA paragraph`));
await has("New words above.");
hold(`text above moved the reader from ${stood} to ${await top()}`, Math.abs((await top()) - stood) <= 1);

// A flow that is walked: the question on screen, those before it and those to come are as they were written last.
const flow = await readFile(join(root, "content/d/which.md"), "utf8");
const asked = () => page.evaluate(() => document.querySelector("#ask-").textContent.replace(/\s+/g, " "));
await page.goto(`${base}d/which/`);
await page.waitForSelector("soleus-preview .soleus-bar");
await page.locator("#ask- a", { hasText: "None of these" }).click();
await page.locator("#ask- a", { hasText: "Not hot" }).focus();
const walked = flow.replace("Is the calf hot?", "Is the calf warm?").replace("true now?", "true today?").replace("chest pain.", "pain in the chest.").replace("Rest at home", "Rest and wait");
await write("content/d/which.md", walked);
await within("the question on screen is new", () => document.querySelector("#ask- h2")?.textContent.includes("Is the calf warm?"));
await within("the focus stays in a flow", () => document.activeElement.textContent.includes("Not hot"));
hold(`two questions are mixed: ${await asked()}`, !(await asked()).includes("chest"));
hold(`the way is not as written: ${await asked()}`, (await asked()).includes("true today?"));
await page.locator("#ask- a", { hasText: "Not hot" }).click();
hold(`the result is not as written: ${await asked()}`, (await asked()).includes("Rest and wait"));
await page.goBack();
await page.goBack();
await within("the first question is new", () => document.querySelector("#ask-").textContent.includes("pain in the chest."));
await page.locator("#ask- a", { hasText: "None of these" }).click();
await write("content/d/which.md", walked.replace("id: clot", "id: warm").replace("goto: clot", "goto: warm").replaceAll("clot:", "warm:"));
await within("a question with another id is asked from the first on", () => document.querySelector("#ask- h2")?.textContent.includes("true today?"));
await page.locator("#ask- a", { hasText: "None of these" }).click();
await within("the question under its new id", () => document.querySelector("#ask- h2")?.textContent.includes("Is the calf warm?"));

// A sheet that a clinician makes: what is chosen and typed stays, what the programme says is as it was written last.
const programme = await readFile(join(root, "content/r/rehab.md"), "utf8");
await page.goto(`${base}r/rehab/make/`);
await page.waitForSelector("soleus-preview .soleus-bar");
await page.locator("[name=phase]").check();
await page.locator("#name-").fill("Alex");
await page.locator(".pick summary").first().click();
await page.locator("[data-part]").first().fill("1");
await write("content/r/rehab.md", programme.replace("goal: Move.", "goal: Move the foot.").replace("reps: 10-12", "reps: 11-12"));
await within("the sheet that is made is new", () => ["Move the foot.", "11–12"].every((text) => document.querySelector("#made-")?.textContent.includes(text)));
await within("what was chosen and typed stays", () => document.querySelector("[name=phase]:checked") && document.querySelector("#name-").value === "Alex" && document.querySelector("[data-part]").value === "1");

// A page that is part of another goes with its part, and comes again.
await page.goto(`${base}r/rehab/wake/`);
await page.waitForSelector("soleus-preview .soleus-bar");
await write("content/r/rehab.md", programme.replace("id: wake", "id: rise"));
await page.waitForSelector("soleus-preview a[href='/r/rehab/']").catch(() => problems.push("never: the notice that a phase's page is gone"));
hold("the notice does not say that the page is gone", (await page.textContent("soleus-preview")).includes("no longer part of the page"));
await write("content/r/rehab.md", programme);
await within("the notice goes when the page is there again", () => !document.querySelector("soleus-preview").textContent.includes("gone"));
await page.goto(`${base}a/long/`);
await page.waitForSelector("soleus-preview .soleus-bar");
await write("content/a/long.md", long("Long", "Text.").replace("title:", "draft: true\ntitle:"));
await within("the notice that a page is a draft", () => document.querySelector("soleus-preview")?.textContent.includes("--drafts"));

// A sheet as paper.
await page.goto(`${base}r/rehab/wake/`);
await page.getByLabel("Show as").selectOption("a4");
await page.waitForSelector("html.soleus-paper");
const wide = await page.evaluate(() => Math.round((document.body.getBoundingClientRect().width * 25.4) / 96));
hold(`the paper is ${wide} mm wide`, wide === 210);
const menu = await page.evaluate(() => getComputedStyle(document.querySelector(".masthead")).display);
hold("the menu stands on the paper", menu === "none");
const sheets = await page.evaluate(() => Number(document.documentElement.dataset.soleusSheets));
await page.getByLabel("Show as").selectOption("a4-large");
const large = await page.evaluate(() => Number(document.documentElement.dataset.soleusSheets));
hold(`large print takes ${large} sheets where ${sheets} are enough`, large >= sheets && sheets >= 1);
hold("the end of a sheet is not marked", (await page.locator("soleus-break").count()) === large - 1);
await page.getByLabel("Show as").selectOption("");
await within("the screen is back", () => !document.documentElement.classList.contains("soleus-paper") && getComputedStyle(document.querySelector(".masthead")).display !== "none");

await browser.close();
console.log(JSON.stringify({ problems, times }));
