// Makes sheets on the clinician's page in a real browser, from tick to print, and writes what is wrong as JSON: one object
// with `problems`, a list of texts. Usage: node builder.mjs SITE OFFLINE PICTURES PROGRAMME..., where SITE and OFFLINE
// are the folders of the site as it is served and as it is opened from a disk, and the PROGRAMMEs are pages in both.
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve } from "./served.mjs";

const [site, offline, pictures, ...programmes] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const problems = [];

const { server, base } = await serve(site);
const [first] = programmes;
const served = `${base}${first}/make/`;
const onDisk = pathToFileURL(join(offline, first, "make/index.html")).href;
await mkdir(pictures, { recursive: true });
const browser = await launch();

/** Notes that two values differ. */
function same(what, found, expected) {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) problems.push(`${what}: found ${one}, expected ${other}`);
}
/** Notes whether a text is there. */
function holds(what, text, part, expected = true) {
  if (text.includes(part) !== expected) problems.push(`${what}: “${part}” is ${expected ? "not " : ""}in “${text.slice(0, 400)}”`);
}

/** A page that notes errors and counts prints, and what it asks for once it is loaded. */
async function open(url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
  await context.addInitScript(() => {
    globalThis.prints = 0;
    globalThis.print = () => (globalThis.prints += 1);
  });
  const page = await context.newPage();
  const asked = [];
  page.on("console", (message) => message.type() === "error" && problems.push(`${url}: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`${url}: ${error}`));
  page.on("dialog", (dialog) => problems.push(`${url}: a dialog: ${dialog.message()}`));
  await page.goto(url, { waitUntil: "networkidle" });
  page.on("request", (request) => asked.push(request.url()));
  return { context, page, asked };
}

/** What would be printed, as text. */
async function onPaper(page) {
  await page.emulateMedia({ media: "print" });
  const text = await page.evaluate(() => document.body.innerText.replace(/\s+/g, " "));
  await page.emulateMedia({ media: null });
  return text;
}
const sidesOf = async (page) => ((await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
const rows = (page) => page.locator("#list- .pick.on");
const titles = (page) => page.locator("#made- .moves h4 a").allTextContents();
const said = (page, id) => page.locator(`#${id}`).textContent();
const strip = (page, place) =>
  page.locator("#made- .moves > li").nth(place).locator(".dose div:not(.yours)").evaluateAll((cells) => cells.map((cell) => `${cell.children[0].textContent} ${cell.children[1].textContent}`.replace(/\s+/g, " ").trim()));
/** Presses a button as a reader does, also one that is marked as disabled. */
async function press(page, id) {
  await page.locator(`#${id}`).focus();
  await page.keyboard.press("Enter");
}
const prints = (page) => page.evaluate(() => globalThis.prints);

/** A picture that no sheet has. */
const foreign = "img:not(.figure img, .qr)";

/** What the page must never take from a sheet or leave behind. */
async function nothingLeft(name, page, url, asked) {
  const kept = await page.evaluate(async () => ({
    storage: location.protocol === "file:" ? 0 : localStorage.length + sessionStorage.length,
    cookie: document.cookie,
    databases: location.protocol === "file:" ? 0 : (await indexedDB.databases()).length + (await caches.keys()).length,
    state: history.state,
  }));
  same(`${name}: nothing is stored`, kept, { storage: 0, cookie: "", databases: 0, state: null });
  // Figures and codes are asked for all at once, so that a server is not told which are on the sheet.
  const files = await page.evaluate(() => {
    const images = [...document.querySelectorAll("template")].flatMap((template) => [...template.content.querySelectorAll("img")]);
    return images.map((image) => new URL(image.getAttribute("src"), location.href).href);
  });
  const once = (addresses) => [...new Set(addresses)].sort();
  // The tab's own picture, and no other file, comes whenever the browser gets to it.
  const icon = await page.evaluate(() => document.querySelector("link[rel=icon]").href);
  const wanted = asked.filter((address) => address !== icon);
  same(`${name}: the figures of all phases are asked for, whatever is chosen, and nothing else`, once(wanted), once(files));
  const shown = await page.locator("#made- img").evaluateAll((images) => images.every((image) => image.complete && image.naturalWidth > 0));
  same(`${name}: each figure is shown`, shown, true);
  same(`${name}: the address tells nothing`, page.url(), url);
}

/** From tick to print; gives the copied link. */
async function make(url, name) {
  const { context, page, asked } = await open(url);
  const before = await page.evaluate(() => history.length);
  holds(`${name}: nothing chosen`, await onPaper(page), "Choose a phase first.");
  await page.check("[name=phase][value=build]");
  const own = await titles(page);
  same(`${name}: the phase's exercises are ticked`, await rows(page).count(), own.length);
  same(`${name}: as on the ready sheet, nothing is marked`, await page.locator("#made- .by").count(), 0);
  const rules = (await page.locator("#made- section.stop").innerText()).replace(/\s+/g, " ");

  // Off, another on, and up by the keyboard.
  await rows(page).nth(3).locator("[type=checkbox]").uncheck();
  same(`${name}: one is off`, await titles(page), own.slice(0, 3));
  await page.locator(".others > summary").click();
  await page.locator(".group[data-phase=settle] [type=checkbox]").first().check();
  const added = (await titles(page)).at(-1);
  holds(`${name}: the added one is announced`, await said(page, "said-"), `${added} is on the sheet, number 4`);
  same(`${name}: and has the focus`, await page.evaluate(() => document.activeElement.closest(".pick")?.dataset.title), added);
  holds(`${name}: its phase is told`, await said(page, "warn-"), "belongs to another phase (Phase 1");
  await rows(page).nth(3).locator("[data-step='-1']").focus();
  await page.keyboard.press("Enter");
  same(`${name}: up by the keyboard`, await titles(page), [own[0], own[1], added, own[2]]);
  holds(`${name}: told`, await said(page, "said-"), `${added}: number 3 of 4.`);
  same(`${name}: the button keeps the focus`, await page.evaluate(() => document.activeElement.dataset.step), "-1");
  for (let press = 0; press < 3; press += 1) await page.keyboard.press("Enter");
  same(`${name}: and stops at the top`, (await titles(page))[0], added);
  holds(`${name}: said so`, await said(page, "said-"), `${added} is the first.`);

  // Doses.
  const row = rows(page).nth(1);
  const was = await strip(page, 1);
  await row.locator("summary").click();
  const field = (part) => row.locator(`[data-part=${part}]`);
  await field("reps").fill("8-12");
  await field("hold").fill("5");
  await field("load").fill("7.5");
  await field("days").fill("7");
  const now = await strip(page, 1);
  for (const cell of ["Times 8–12", "Hold 5 s", "Load 7.5 kg", "How often every day"]) holds(`${name}: the strip`, now.join(" | "), cell);
  same(`${name}: what is not changed stays`, now[0], was[0]);
  for (const [part, wrong] of [["reps", "101"], ["reps", "0"], ["reps", "9-3"], ["reps", "<b>"], ["sets", "11"], ["hold", "601"], ["load", "0"], ["days", "8"], ["times_a_day", "1e1"]]) {
    const right = await field(part).inputValue();
    await field(part).fill(wrong);
    same(`${name}: ${part} ${wrong} is marked`, await field(part).getAttribute("aria-invalid"), "true");
    holds(`${name}: ${part} ${wrong} does not print`, await onPaper(page), "Not a sheet to use");
    await press(page, "print-");
    await field(part).fill(right);
  }
  same(`${name}: nothing wrong was printed`, await prints(page), 0);
  same(`${name}: all is right again`, await said(page, "state-"), "Ready to print.");

  // Name, note and print.
  await page.fill("#name-", "Alexandra <b>");
  await page.fill("#note-", "Hold the <img src=x onerror=alert(1)> worktop.");
  await press(page, "print-");
  same(`${name}: printed`, await prints(page), 1);
  const paper = await onPaper(page);
  for (const text of ["Alexandra <b>", "Note from your clinician: Hold the <img src=x onerror=alert(1)> worktop.", "changed by your clinician", "added by your clinician", "Made for you by your clinician", "8–12", "7.5 kg", "My log"]) {
    holds(`${name}: on paper`, paper, text);
  }
  for (const text of ["Copy a link", "Change dose", "Ready to print", "Draft", "Home"]) holds(`${name}: not on paper`, paper, text, false);
  const kept = (await page.locator("#made- section.stop").innerText()).replace(/\s+/g, " ");
  // The added exercise is of a phase that stops above 3, so no rule says 5 any more.
  for (const rule of rules.split(/(?<=\.) /)) holds(`${name}: every rule to stop`, kept, rule.replace("above 5 out of 10", "above 3 out of 10"));
  holds(`${name}: one pain limit`, kept, "above 5", false);
  const other = await page.evaluate(() => [...document.getElementById("of--settle").content.querySelectorAll("section.stop .session li")].map((item) => item.textContent));
  for (const rule of other) holds(`${name}: and those of the other phase`, kept, rule);
  same(`${name}: the log's rows`, (await page.locator("#made- .log .exercise th").allTextContents()).length, 4);
  if ((await sidesOf(page)) > 3) problems.push(`${name}: takes more than two sides and a log`);
  same(`${name}: no markup came in`, await page.locator(`#made- ${foreign}, #made- .blanks b, #made- script`).count(), 0);

  // The link.
  await page.click("#copy-");
  const link = await page.inputValue("#link-");
  for (const word of ["Alex", "worktop", "img"]) holds(`${name}: the link`, decodeURIComponent(link), word, false);
  if (link.length - url.length > 300) problems.push(`${name}: the link has ${link.length} letters`);
  await nothingLeft(name, page, url, asked);
  same(`${name}: the history is as it was`, await page.evaluate(() => history.length), before);
  const sheet = await titles(page);
  const doses = await strip(page, 1);

  // Cleared, and no exercise.
  await page.click("#clear-");
  same(`${name}: cleared`, await page.evaluate(() => [document.getElementById("name-").value, document.getElementById("note-").value, document.getElementById("link-").value, document.querySelectorAll("#made- .sheet, #list- .pick").length]), ["", "", "", 0]);
  await page.check("[name=phase][value=build]");
  same(`${name}: the programme's doses are back`, await strip(page, 0), was);
  for (let count = await rows(page).count(); count > 0; count -= 1) await rows(page).first().locator("[type=checkbox]").uncheck();
  await press(page, "print-");
  same(`${name}: a sheet without exercises is not printed`, await prints(page), 1);
  holds(`${name}: nor by the browser's own command`, await onPaper(page), "No exercise is ticked");
  holds(`${name}: nothing of it`, await onPaper(page), "My log", false);
  await context.close();
  return { link, sheet, doses };
}

/** A copied link is a draft until it is confirmed. */
async function draft({ link, sheet, doses }, name) {
  const { context, page } = await open(link);
  same(`${name}: the exercises`, await titles(page), sheet);
  same(`${name}: the doses`, await strip(page, 1), doses);
  same(`${name}: nothing was dropped`, await page.locator("#dropped-").isVisible(), false);
  const differs = await said(page, "differs-");
  for (const text of ["is left out", "is added from another phase (Phase 1", "Times is 8–12. Programme: ", "Hold is 5\u00a0s. Programme: not set"]) holds(`${name}: what differs`, differs, text);
  const notPrinted = async (when) => {
    const paper = await onPaper(page);
    holds(`${name}: ${when}`, paper, "draft from a link that no clinician has confirmed");
    for (const text of ["My log", sheet[0]]) holds(`${name}: ${when}`, paper, text, false);
    await press(page, "print-");
    same(`${name}: ${when}, printed`, await prints(page), 0);
  };
  await notPrinted("unconfirmed");
  await press(page, "use-");
  await notPrinted("without the tick");
  await page.fill("#name-", "Alex");
  await notPrinted("with a name");
  await page.check("#sure-");
  await notPrinted("with the tick alone");
  await press(page, "use-");
  const paper = await onPaper(page);
  for (const text of ["My log", "changed by your clinician", "Alex", ...sheet]) holds(`${name}: confirmed`, paper, text);
  await press(page, "print-");
  same(`${name}: confirmed, printed`, await prints(page), 1);
  // The same page with another link is a draft again.
  await page.evaluate(() => (location.hash = location.hash.replace(/,r[^,~]*/, ",r9")));
  await page.waitForFunction(() => document.getElementById("made-").dataset.state === "draft");
  same(`${name}: another link, no name`, await page.inputValue("#name-"), "");
  holds(`${name}: another link`, (await strip(page, 1)).join(), "Times 9");
  await context.close();
}

/** Links that someone bent. */
async function hostile(link) {
  const [head, body] = link.split("#sheet=");
  const [format, version, phase, ...items] = body.split("~");
  const to = (...parts) => `${head}#sheet=${parts.join("~")}`;
  const key = items[1].split(",")[0];
  const cases = [
    ["no format", to("9", version, phase, ...items), "broken"],
    ["no phase", to("1", version, "nowhere", ...items), "broken"],
    ["a prototype's name", to("1", version, "__proto__", "constructor"), "broken"],
    ["script", `${head}#sheet=<script>alert(1)</script>`, "broken"],
    ["huge", to("1", version, phase, ...Array(2000).fill(key)), "broken"],
    ["empty", `${head}#sheet=`, "broken"],
    ["unknown exercises", to("1", version, phase, key, "no.such", "%E0%A4%A", encodeURIComponent("<img src=x onerror=alert(1)>"), "hasOwnProperty"), 4],
    ["twice", to("1", version, phase, key, key), 1],
    ["ranges", to("1", version, phase, `${key},s11,r101,r0,r9-3,h601,x11,y8,y0,k201,l0,k,w5,r-1,r1e1,r١,q3,,__proto__`), 18],
    ["a dose twice", to("1", version, phase, `${key},r9,r10`), 2],
    ["two kinds of load", to("1", version, phase, `${key},w,k5`), 2],
    ["markup in a dose", to("1", version, phase, `${key},r<img/src=x/onerror=alert(1)>`), 1],
    ["an old version", to("1", "0000000", phase, `${key},r9`), 2],
  ];
  for (const [name, url, expected] of cases) {
    const { context, page } = await open(url);
    const found = await page.evaluate(() => ({
      broken: !document.getElementById("broken-").hidden,
      state: document.getElementById("made-").dataset.state,
      dropped: document.getElementById("dropped-").children.length,
      odd: document.querySelectorAll("main img:not(.figure img, .qr), main script, main [onerror], main iframe").length,
      changed: [...document.querySelectorAll("#made- .dose .new dd")].map((cell) => cell.textContent),
    }));
    if (expected === "broken") same(`link, ${name}`, found, { broken: true, state: "choose", dropped: 0, odd: 0, changed: [] });
    else {
      same(`link, ${name}`, found, { broken: false, state: "draft", dropped: expected, odd: 0, changed: [] });
      same(`link, ${name}: the drop is told`, await page.locator("#dropped-").isVisible(), true);
    }
    await context.close();
  }
}

/** Leaving forgets. */
async function forgets() {
  const { context, page } = await open(served);
  const begin = async () => {
    await page.check("[name=phase][value=build]");
    await page.fill("#name-", "Alex");
    await page.fill("#note-", "Worktop");
  };
  const empty = async (when) => {
    const left = await page.evaluate(() => [document.getElementById("name-").value, document.getElementById("note-").value, document.querySelectorAll("#made- .sheet, [name=phase]:checked, .pick :checked").length - document.querySelectorAll(".pick option:checked").length, document.body.textContent.includes("Worktop")]);
    same(`forgets, ${when}`, left, ["", "", 0, false]);
  };
  await begin();
  await page.reload();
  await empty("loaded again");
  await begin();
  await page.goto(`${base}`);
  await page.goBack();
  await page.waitForSelector("#make-");
  await empty("left and back");
  await begin();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  await empty("kept in memory by the browser");
  await context.close();
}

/** Every phase: the sheet is the ready-made one, and the page's count of sides is what is printed. */
async function everyPhase(programme) {
  const { context, page } = await open(`${base}${programme}/make/`);
  const ready = await context.newPage();
  const text = (page) => page.evaluate(() => document.querySelector("article.sheet").innerText.replace(/\[[\d, ]+\]/g, "").replace(/(Sources:)(?:.*?)(\. Is this)/s, "$1$2").replace(/\s+/g, " "));
  for (const phase of await page.locator("[name=phase]").evaluateAll((radios) => radios.map((radio) => radio.value))) {
    await page.check(`[name=phase][value="${phase}"]`);
    const name = `${programme}, ${phase}`;
    await ready.goto(`${base}${programme}/${phase}/`);
    if ((await said(page, "state-")) !== "Ready to print.") continue;
    same(`${name}: no warning`, await said(page, "warn-"), "");
    same(`${name}: the ready-made sheet`, await text(page), await text(ready));
    same(`${name}: as many sides`, await sidesOf(page), await sidesOf(ready));
    // With all exercises of the programme: what is told is what is printed.
    await page.evaluate(() => [...document.querySelectorAll(".others .pick [type=checkbox]")].forEach((box) => box.click()));
    const warned = await said(page, "warn-");
    if ((await rows(page).count()) > 5) holds(`${name}: many exercises`, warned, "More than five");
    const sides = await sidesOf(page);
    const own = (await page.locator("#made- .own-log").count()) > 0;
    if (sides > (own ? 3 : 2)) holds(`${name}: too many for two sides`, warned, "more than fits on two sides");
  }
  await context.close();
}

/** Accessibility and looks of the page in use. */
async function look(kind, options, link) {
  const { context, page } = await open(served, { ...options, bypassCSP: true });
  const check = async (state) => {
    await page.addScriptTag({ path: axe });
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    for (const violation of found.violations) {
      problems.push(`${kind}, ${state}: ${violation.id}: ${violation.nodes.map((node) => node.target).slice(0, 3).join(" ")}`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) problems.push(`${kind}, ${state}: scrolls sideways by ${wide} px`);
    const low = await page.evaluate(() =>
      [...document.querySelectorAll(".maker :is(button, summary, .tick, input[type=text], select, textarea)")]
        .filter((target) => target.checkVisibility() && target.getBoundingClientRect().height < 43.9)
        .map((target) => target.outerHTML.slice(0, 60)),
    );
    same(`${kind}, ${state}: too low for a finger`, low, []);
    const unnamed = await page.evaluate(() => [...document.querySelectorAll(".maker :is(input, select, textarea)")].filter((field) => !field.labels?.length && !field.ariaLabel).length);
    same(`${kind}, ${state}: fields without a label`, unnamed, 0);
    await page.screenshot({ path: join(pictures, `builder-${kind}-${state}.png`), fullPage: true });
  };
  await page.check("[name=phase][value=build]");
  await rows(page).first().locator("summary").click();
  await rows(page).first().locator("[data-part=reps]").fill("12");
  await rows(page).first().locator("[data-part=sets]").fill("12");
  await page.locator(".others > summary").click();
  await check("making");
  await page.goto("about:blank");
  await page.goto(`${link.replace(/,r[^,~]*/, ",r999")}`);
  await check("draft");
  await context.close();
}

/** Without JavaScript the ready-made sheets are there. */
async function withoutScript() {
  const { context, page } = await open(served, { javaScriptEnabled: false });
  same("without a script: the fields are not there", await page.locator("#make-").isVisible(), false);
  const links = await page.locator("#ready- a.print").evaluateAll((links) => links.map((link) => link.href));
  same("without a script: a sheet a phase", links.length, await page.locator("[name=phase]").count());
  holds("without a script", await page.locator("#ready-").innerText(), "With JavaScript");
  for (const link of links) same(`without a script: ${link}`, (await page.goto(link)).ok(), true);
  await context.close();
}

/** One part of the test; a part that cannot go on is a problem. */
async function attempt(name, part) {
  try {
    return await part();
  } catch (error) {
    problems.push(`${name}: ${error.message.split("\n").slice(0, 3).join(" ")} ${error.stack.match(/builder\.mjs:\d+/)}`);
  }
}

const wide = { width: 1280, height: 900 };
const made = await attempt("served", () => make(served, "served"));
if (made) {
  await attempt("draft", () => draft(made, "draft"));
  await attempt("hostile links", () => hostile(made.link));
  await attempt("light", () => look("light", { viewport: wide }, made.link));
  await attempt("dark", () => look("dark", { viewport: wide, colorScheme: "dark" }, made.link));
  await attempt("forced", () => look("forced", { viewport: wide, forcedColors: "active" }, made.link));
  await attempt("phone", () => look("phone", { viewport: { width: 360, height: 740 } }, made.link));
  await attempt("narrow", () => look("narrow", { viewport: { width: 320, height: 740 }, colorScheme: "dark" }, made.link));
}
await attempt("forgets", forgets);
await attempt("from a disk", async () => draft(await make(onDisk, "from a disk"), "draft from a disk"));
await attempt("without a script", withoutScript);
for (const programme of programmes) await attempt(programme, () => everyPhase(programme));
await browser.close();
server.close();
console.log(JSON.stringify({ problems }));
