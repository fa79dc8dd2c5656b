// Opens pages of a built site in a real browser and writes what it finds as JSON: one object with `problems`, a list of
// texts. Usage: node browser.mjs SITE PICTURES PAGE...
//
// Every page is served under the strict policy that the site is made for, with JavaScript off for what a reader sees and
// on for the checker. Pictures of each page are kept in the folder PICTURES, to be looked at.
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { launch, serve } from "./served.mjs";

const [site, pictures, ...pages] = process.argv.slice(2);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const problems = [];

const { server, base } = await serve(site);
await mkdir(pictures, { recursive: true });
const browser = await launch();

/** A page that notes what goes wrong while it loads. */
async function open(options, path, kind) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`${path} (${kind}): ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(base)) problems.push(`${path} (${kind}): asks for ${request.url()}`);
  });
  const answer = await page.goto(base + path);
  if (!answer.ok()) problems.push(`${path}: answered ${answer.status()}`);
  return { context, page };
}

// A phone, a tablet and a desk, each in light and dark; and the narrowest width that WCAG's reflow asks for.
const widths = { narrow: 320, phone: 360, tablet: 768, desktop: 1280 };
const schemes = { light: ["narrow", "phone", "tablet", "desktop"], dark: ["phone", "tablet", "desktop"] };

/** Looks at one page in every mode: it is loaded once a scheme, and its window then has one width after another. */
async function look(path) {
  const name = path.replaceAll("/", "_") || "home";
  for (const [colorScheme, devices] of Object.entries(schemes)) {
    const options = { viewport: { width: widths[devices[0]], height: 800 }, colorScheme };
    const plain = await open({ ...options, javaScriptEnabled: false }, path, colorScheme);
    const checked = await open({ ...options, bypassCSP: true }, path, colorScheme);
    await checked.page.addScriptTag({ path: axe });
    for (const device of devices) {
      const kind = `${device}-${colorScheme}`;
      const size = { width: widths[device], height: 800 };
      await plain.page.setViewportSize(size);
      await plain.page.screenshot({ path: join(pictures, `${name}-${kind}.jpeg`), fullPage: true, quality: 80 });
      await checked.page.setViewportSize(size);
      const wide = await checked.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) problems.push(`${path} (${kind}): scrolls sideways by ${wide} px`);
      const found = await checked.page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      for (const violation of found.violations) {
        problems.push(`${path} (${kind}): ${violation.id}: ${violation.nodes.map((node) => node.target).slice(0, 3).join(" ")}`);
      }
    }
    await plain.context.close();
    await checked.context.close();
  }
}

// Two at a time: a browser's page is one process, and a machine has at least two cores.
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
