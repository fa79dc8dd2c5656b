// Puts exercises of several phases on one sheet, on the clinician's page of the site that `tests/pain_limit.rs` builds, and
// writes what is wrong as JSON: one object with `problems`, a list of texts. Usage: node bring.mjs SITE PICTURES.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launch, serve } from "./served.mjs";

const [site, pictures] = process.argv.slice(2);
const problems = [];
const { server, base } = await serve(site);
await mkdir(pictures, { recursive: true });
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
page.on("pageerror", (error) => problems.push(String(error)));

/** Notes that two values differ. */
function same(what, found, expected) {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) problems.push(`${what}: found ${one}, expected ${other}`);
}
const open = async (hash = "") => {
  await page.goto("about:blank");
  await page.goto(`${base}plan/make/${hash}`);
};
const all = (selector) => page.locator(selector).allTextContents();
const text = async (selector) => (await page.locator(selector).innerText()).replace(/\s+/g, " ").trim();
/** The scores that the sheet names as `at 5`, its title and its log with it. */
const scores = async () => [...new Set((await text("#made- article")).match(/at \d/g))];
const box = (title) => page.locator(`.pick[data-title="${title}"] [type=checkbox]`);

// An exercise that its phase uses twice.
await open();
await page.check("[name=phase][value=build]");
same("rows of one exercise are told apart", await all("#list- .tick b"), ["Heel raise (1 of 2)", "Heel raise (2 of 2)"]);
same("the sheet names it as the ready-made one does", await all("#made- .moves h4 a"), ["Heel raise", "Heel raise"]);
same("and its log", await all("#made- .log .exercise th"), ["1. Heel raise", "2. Heel raise"]);
same("its own limit", await scores(), ["at 5"]);
await box("Heel raise (2 of 2)").uncheck();
await box("Heel raise (2 of 2)").check();
same("taken off, it can be put on again", await all("#made- .moves h4 a"), ["Heel raise", "Heel raise"]);
await page.click("#copy-");
const link = await page.inputValue("#link-");
await open(link.slice(link.indexOf("#")));
same("a link holds both", await all("#made- .moves h4 a"), ["Heel raise", "Heel raise"]);
same("and drops nothing", await all("#dropped- li"), []);

// What was not taken from a link, and what stands in its place.
await open(link.slice(link.indexOf("#")).replace(/raise(?=~)/, "raise,s5,r999,q1,h2,h3"));
same("what a link says wrongly", await all("#dropped- li"), [
  "Heel raise (1 of 2): a dose outside its limits, that cannot be read, or that is there twice: Times 999. Times stays as in the programme: 10.",
  "Heel raise (1 of 2): a part of a dose that is not known: q1. It changes nothing.",
  "Heel raise (1 of 2): a dose outside its limits, that cannot be read, or that is there twice: Hold 2. Hold stays as in the programme: not set.",
  "Heel raise (1 of 2): a dose outside its limits, that cannot be read, or that is there twice: Hold 3. Hold stays as in the programme: not set.",
]);
same("and what it says rightly", await page.locator("#made- .moves > li").first().locator(".dose div:not(.yours) dd").allTextContents(), ["5", "10"]);

// A stricter phase's exercise on a sheet.
await open();
await page.check("[name=phase][value=build]");
await page.locator(".others > summary").click();
await box("Ankle pumps").check();
same("one limit: the stricter one", await scores(), ["at 2"]);
same("its pain rule", await page.locator("#made- .pain b").last().textContent(), "In this phase, stop above 2.");
same("what both say not to do stands once", await all("#made- .nots :is(li, p)"), [
  "do not hop at 2",
  "do not stretch",
  "With Ankle pumps (Phase 1: Settle at 2):",
  "do not run at 2",
]);
same("the reasons to stop of both", await all("#made- .session li"), ["The session ends at 2.", "Building ends at 2.", "Settling ends at 2."]);
const warned = await text("#warn-");
if (!warned.includes("That phase's do-nots are now on this sheet too")) problems.push(`the clinician is not told: ${warned}`);
await page.locator("#made-").screenshot({ path: join(pictures, "bring.png") });
await box("Ankle pumps").uncheck();
same("taken off, the phase's own limit is back", await scores(), ["at 5"]);
same("and its own do-nots", await all("#made- .nots :is(li, p)"), ["do not hop at 5", "do not stretch"]);

// A sheet of the stricter phase, with an exercise of another.
await page.check("[name=phase][value=settle]");
await box("Heel raise (1 of 2)").check();
same("the stricter limit stays", await scores(), ["at 2"]);
same("of the other's texts too", await all("#made- .session li"), ["The session ends at 2.", "Settling ends at 2.", "Building ends at 2."]);
await box("Heel raise (2 of 2)").check();
same("both of another phase", await all("#made- .nots p"), ["With Heel raise (Phase 2: Build):"]);

await browser.close();
server.close();
console.log(JSON.stringify({ problems }));
