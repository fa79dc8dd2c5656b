// Prints every sheet of a built site in a real browser and writes what it finds as JSON: `problems`, a list of texts, and
// `sides`, how many sides of paper each page took. Usage: node sheets.mjs SITE PRINTS PAGE...
//
// The number of sides is that of the printed PDF, which is kept in PRINTS to be looked at. Whether a part is broken
// across sides cannot be read from a PDF without more tools, so the same sheet is laid out once more in columns of a
// side's size, which the browser breaks by the same rules, and the parts' boxes are counted.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./served.mjs";

const [site, prints, ...pages] = process.argv.slice(2);
const problems = [];
const sides = {};
await mkdir(prints, { recursive: true });
const browser = await launch();

/** Room for text on a side in pixels, as `theme/sheet.css` sets it. */
const room = { a4: [192, 283], letter: [197.9, 267.6] };
const pixels = (millimetres) => (millimetres * 96) / 25.4;

/** What is wrong with the sheets of a page that is shown as it is printed. Runs in the page. */
function faults({ room, pixels }) {
  const found = [];
  const points = (element) => (parseFloat(getComputedStyle(element).fontSize) * 72) / 96;
  for (const sheet of document.querySelectorAll("article.sheet:not(.cover)")) {
    const [width, height] = room[sheet.dataset.paper].map((length) => length * pixels);
    const large = sheet.dataset.edition === "large-print";
    const log = sheet.querySelector(".own-log");
    log?.remove();
    Object.assign(sheet.style, { inlineSize: `${width}px`, blockSize: `${height}px`, columns: `${width}px`, columnGap: "40px", columnFill: "auto" });
    const left = sheet.getBoundingClientRect().left;
    const step = width + 40;
    const inside = (box) => {
      const at = box.left - left - Math.floor((box.left - left + 20) / step) * step;
      return at > -1.5 && at + box.width < width + 1.5;
    };
    const name = (element) => `${sheet.id} ${element.className || element.tagName} “${element.textContent.trim().slice(0, 40)}”`;
    for (const part of sheet.querySelectorAll(".sheet-head, .blanks, .moves > li, .pair, .keep, .stop, .log, .log tr, .sheet-foot")) {
      if (part.getClientRects().length > 1) found.push(`${name(part)} is broken across sides`);
    }
    for (const part of sheet.querySelectorAll("p, li, dt, dd, th, td, h2, h3, h4, svg, figure")) {
      if (part.closest(".unseen") || part.classList.contains("unseen")) continue;
      if (![...part.getClientRects()].every(inside)) found.push(`${name(part)} reaches beyond its side`);
      else if (part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0) found.push(`${name(part)} is wider than its room`);
    }
    const least = large ? { body: 18, strip: 15.4 } : { body: 14, strip: 12 };
    for (const part of sheet.querySelectorAll(".doing, .goal, .pair li, .gates li, .stop dd li")) {
      if (points(part) < least.body - 0.05) found.push(`${name(part)} is set in ${points(part)} pt`);
    }
    for (const part of sheet.querySelectorAll(".dose, .hints, .log th, .zones, .mark-note")) {
      if (points(part) < least.strip - 0.05) found.push(`${name(part)} is set in ${points(part)} pt`);
    }
  }
  return found;
}

/** Prints one page and looks at it. */
async function look(path) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(join(site, path, "index.html")).href);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await writeFile(join(prints, `${path.replaceAll("/", "_")}.pdf`), pdf);
  sides[path] = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
  const sheet = await page.evaluate(() => {
    const sheets = document.querySelectorAll("article.sheet");
    const only = sheets.length === 1 ? sheets[0] : undefined;
    return { large: only?.dataset.edition === "large-print", only: only !== undefined, apart: only?.querySelector(".own-log") != null };
  });
  const limit = (sheet.large ? 4 : 2) + (sheet.apart ? 1 : 0);
  if (sheet.only && sides[path] > limit) problems.push(`${path}: takes ${sides[path]} sides, may take ${limit}`);
  await page.emulateMedia({ media: "print" });
  for (const fault of await page.evaluate(faults, { room, pixels: pixels(1) })) problems.push(`${path}: ${fault}`);
  await page.close();
}

const waiting = [...pages];
await Promise.all(
  [1, 2].map(async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) await look(path);
  }),
);
problems.sort();
await browser.close();
console.log(JSON.stringify({ problems, sides }));
