// Opens pages of a built site with the reader's own letters at twice and four times the usual size, and zoomed to 400 %.
// Writes what does not fit as JSON: one object with `problems`, a list of texts. Usage: node text-size.mjs SITE PICTURES PAGE...
//
// Nothing may reach beyond the window, be cut off by its box, or lie over other words; a box that scrolls by itself may
// be wider than the window. Pictures of each page are kept in the folder PICTURES, to be looked at.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launch, serve } from "./served.mjs";

const [site, pictures, ...pages] = process.argv.slice(2);
const { server, base } = await serve(site);
const browser = await launch();
const problems = [];
await mkdir(pictures, { recursive: true });

const modes = [
  { name: "text-100", width: 1280, height: 900, letters: 16 },
  { name: "text-200", width: 1280, height: 900, letters: 32 },
  { name: "text-400", width: 1280, height: 900, letters: 64 },
  { name: "text-200-phone", width: 320, height: 800, letters: 32 },
  { name: "zoom-400", width: 320, height: 256, letters: 16 },
];

/** Runs in the page: what does not fit, in words. */
function misfits() {
  const wide = document.documentElement.clientWidth;
  const found = [];
  const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 40);
  if (document.documentElement.scrollWidth > wide + 1) found.push(`scrolls sideways by ${document.documentElement.scrollWidth - wide} px`);
  const scrolls = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return true;
    }
    return false;
  };
  // Words that are for screen readers alone take no room.
  const isUnseen = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).clipPath !== "none") return true;
    }
    return false;
  };
  const floats = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (/fixed|sticky/.test(getComputedStyle(at).position)) return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    if (!/hidden|clip/.test(style.overflowX + style.overflowY) || style.clipPath !== "none" || element.closest("svg")) continue;
    if (!element.checkVisibility() || !element.textContent.trim() || element.clientWidth < 3) continue;
    if (element.scrollWidth > element.clientWidth + 2 || element.scrollHeight > element.clientHeight + 2) {
      found.push(`cuts off "${short(element.textContent)}"`);
    }
  }
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("svg, script, style, template, .skip, [popover]") || isUnseen(parent)) continue;
    if (!parent.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || scrolls(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 3 || box.height < 3) continue;
      if (box.right > wide + 1 || box.left < -1) found.push(`"${short(node.data)}" lies beyond the window`);
      if (!floats(parent)) boxes.push({ box, parent, text: short(node.data) });
    }
  }
  boxes.sort((a, b) => a.box.top - b.box.top);
  for (const [place, one] of boxes.entries()) {
    for (const other of boxes.slice(place + 1)) {
      if (other.box.top >= one.box.bottom) break;
      if (other.parent === one.parent) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - other.box.top;
      if (across > 6 && down > 0.5 * Math.min(one.box.height, other.box.height)) found.push(`"${one.text}" and "${other.text}" lie over each other`);
    }
  }
  return [...new Set(found)].slice(0, 6);
}

/** Runs in the page: how large its letters are on average, in pixels. */
function meanLetter() {
  let [letters, sum] = [0, 0];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const count = walker.currentNode.data.trim().length;
    const parent = walker.currentNode.parentElement;
    if (!count || parent.closest("svg, script, style, template") || !parent.checkVisibility({ visibilityProperty: true })) continue;
    letters += count;
    sum += count * Number.parseFloat(getComputedStyle(parent).fontSize);
  }
  return sum / letters;
}

/** Looks at one page in every mode. */
async function look(path) {
  const name = path.replaceAll("/", "_") || "home";
  let usual;
  for (const mode of modes) {
    const context = await browser.newContext({ viewport: { width: mode.width, height: mode.height }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Page.enable");
    await session.send("Page.setFontSizes", { fontSizes: { standard: mode.letters, fixed: Math.round((mode.letters * 13) / 16) } });
    const answer = await page.goto(base + path);
    if (!answer.ok()) problems.push(`${path}: answered ${answer.status()}`);
    await page.evaluate(() => document.fonts.ready.then(() => 0));
    const size = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
    if (size !== mode.letters) problems.push(`${path} (${mode.name}): letters are ${size} px, and the reader asked for ${mode.letters}`);
    const mean = await page.evaluate(meanLetter);
    if (mode.name === "text-100") usual = mean;
    if (mode.name === "text-200" && mean < 1.7 * usual) {
      problems.push(`${path}: letters grow from ${usual.toFixed(1)} to ${mean.toFixed(1)} px only, and the reader asked for twice the size`);
    }
    for (const misfit of await page.evaluate(misfits)) problems.push(`${path} (${mode.name}): ${misfit}`);
    await page.screenshot({ path: join(pictures, `${name}-${mode.name}.png`), fullPage: mode.letters === 16 });
    await context.close();
  }
}

const waiting = [...pages];
await Promise.all(
  [1, 2].map(async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) await look(path);
  }),
);
problems.sort();
await browser.close();
server.close();
console.log(JSON.stringify({ problems }));
