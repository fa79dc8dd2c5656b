// Looks at what a page has on paper that it has not on a screen, in a real browser, and writes what is wrong as JSON: one
// object with `problems`, a list of texts. Usage: node paper.mjs SITE FOLDED FLOW PROGRAMME, where FOLDED is a page with a
// folded paragraph, FLOW one with a flow and PROGRAMME a programme.
import { launch, serve } from "./served.mjs";

const [site, folded, flow, programme] = process.argv.slice(2);
const problems = [];
const { server, base } = await serve(site);
const browser = await launch();
const page = await browser.newPage();
page.on("pageerror", (error) => problems.push(String(error)));

/** Notes that two values differ. */
function same(what, found, expected) {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) problems.push(`${what}: found ${one}, expected ${other}`);
}
/** Whether a part can be read, on a screen and on paper. */
async function read(find) {
  const isSeen = () => page.locator(find).first().evaluate((part) => part.checkVisibility() && part.getBoundingClientRect().height > 0);
  const screen = await isSeen();
  await page.emulateMedia({ media: "print" });
  const paper = await isSeen();
  await page.emulateMedia({ media: null });
  return { screen, paper };
}

// Nobody opens what is on paper.
await page.goto(base + folded);
same("the list is folded", await page.locator("main details[open]").count(), 0);
same("what is folded", await read("main details p"), { screen: false, paper: true });
same("what unfolds it", await read("main summary"), { screen: true, paper: true });

// Nobody follows an answer on paper.
await page.goto(base + flow);
same("the results of a flow", await read(".on-paper .results-list"), { screen: false, paper: true });
same("its questions", await read(".outline"), { screen: true, paper: true });

// A note keeps its lines.
await page.goto(`${base}${programme}make/`, { waitUntil: "networkidle" });
await page.locator("[name=phase]").first().check();
await page.fill("#note-", "Left leg first.\nThen the right.\n\nCall me.");
await page.emulateMedia({ media: "print" });
const tops = await page.locator("#made- .by-note span").evaluate((note) => {
  const top = (words) => {
    const range = document.createRange();
    const at = note.firstChild.data.indexOf(words);
    range.setStart(note.firstChild, at);
    range.setEnd(note.firstChild, at + words.length);
    return range.getBoundingClientRect().top;
  };
  return ["Left", "Then", "Call"].map(top);
});
const line = tops[1] - tops[0];
same("the note's lines stand below each other", line > 0, true);
same("and its empty line is kept", Math.round((tops[2] - tops[1]) / line), 2);

await browser.close();
server.close();
console.log(JSON.stringify({ problems }));
