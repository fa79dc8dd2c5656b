// Reads a site that readers may install with and without a connection in a real browser. Writes what is wrong as JSON: one
// object with `problems`, a list of texts. Usage: node installed.mjs BEFORE AFTER ENDED LIVE
//
// BEFORE, AFTER and ENDED are builds of the site of tests/installed.rs, whose words are named here: the second has a
// changed page and style, and the third is no longer to be installed. Each in turn is put into the empty folder LIVE.
import { cp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { launch, serve } from "./served.mjs";

const [before, after, ended, live] = process.argv.slice(2);
const { server, base } = await serve(live);
let isDown = false;
server.prependListener("request", (request) => isDown && request.socket.destroy());
server.on("connection", (socket) => isDown && socket.destroy());
const publish = async (build) => {
  for (const name of await readdir(live)) await rm(join(live, name), { recursive: true });
  await cp(build, live, { recursive: true });
};
const browser = await launch();
const problems = [];
const hold = (what, holds) => holds || problems.push(what);
await publish(before);
const context = await browser.newContext({ viewport: { width: 900, height: 800 } });
context.on("request", (request) => hold(`asks for ${request.url()}`, request.url().startsWith(base)));
const page = await context.newPage();
page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
page.on("console", (message) => {
  // Without a server the browser says that it found none.
  if (message.type() === "error" && !isDown) problems.push(`console: ${message.text()}`);
});
/** Waits until a question to the page is answered with yes. */
async function settled(test, what) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await page.evaluate(test).catch(() => false)) return;
    await page.waitForTimeout(200);
  }
  problems.push(`never: ${what}`);
}
const shows = async (what, path, words, isCopy) => {
  await page.goto(base + path).catch((error) => problems.push(`${what}: ${error.message.split("\n")[0]}`));
  const text = await page.locator("main").textContent({ timeout: 2000 }).catch(() => "");
  hold(`${what}: \`${words}\` is missing from "${text.trim().slice(0, 80)}"`, text.includes(words));
  if (isCopy !== undefined) {
    await page.waitForTimeout(300);
    hold(`${what}: the page says that it is a copy: ${!isCopy}`, (await page.locator("#saved-").isVisible()) === isCopy);
  }
};

// The first visit.
await page.goto(base);
await settled(() => navigator.serviceWorker.controller !== null, "the worker takes over");
const manifest = await (await context.newCDPSession(page)).send("Page.getAppManifest");
hold(`the manifest: ${JSON.stringify(manifest.errors)}`, manifest.errors.length === 0 && manifest.url.endsWith("manifest.webmanifest"));
const kept = await page.evaluate(async () => {
  const names = await caches.keys();
  const cache = await caches.open(names[0]);
  return { names, files: (await cache.keys()).map((request) => new URL(request.url).pathname) };
});
hold(`one cache is kept: ${kept.names}`, kept.names.length === 1);
for (const ending of ["/", "/two/", "/help/which/q/bad/", "/a-z/", "/search/en-GB.js", "/offline.html"]) {
  hold(`${ending} is not kept`, kept.files.some((path) => path === ending));
}
hold("a style and a font are kept", kept.files.some((path) => path.endsWith(".css")) && kept.files.some((path) => path.endsWith(".woff2")));
hold("cards are not kept", !kept.files.some((path) => path.startsWith("/cards/")));
await shows("with a connection", "two/", "Old advice", false);

// Without a connection.
isDown = true;
server.closeAllConnections();
await shows("a page that was read", "two/", "Old advice", true);
await shows("a page that was never opened", "three/", "The third page, old", true);
await shows("a page that is not kept", "nowhere/", "You are offline");
hold("the page for what is not kept has its style", await page.locator("main h1").evaluate((title) => getComputedStyle(title).fontWeight === "700"));
await page.goto(base);
await page.locator(".find").click();
await page.locator("#q").fill("third");
await page.locator(".results a").first().waitFor({ timeout: 10000 }).catch(() => problems.push("the search finds nothing without a connection"));
await page.goto(`${base}help/which/`);
await page.locator(".ask .answers a").first().click();
await page.getByText("Call 999 now").first().waitFor({ timeout: 5000 }).catch(() => problems.push("the questions lead nowhere without a connection"));
await page.goto(`${base}help/which/q/bad/`);
hold("a question's own page opens without a connection", (await page.locator("main").textContent()).includes("Is it bad?"));

// A correction: shown at once with a connection, and kept, also of pages that are not opened.
await publish(after);
isDown = false;
await shows("a corrected page", "two/", "New advice", false);
await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
await settled(async () => {
  const cache = await caches.open((await caches.keys())[0]);
  const page = await cache.match(new URL("../three/", location.href).href);
  const files = (await cache.keys()).filter((request) => request.url.endsWith(".css") && request.url.includes("/site."));
  return (await page.text()).includes("The third page, new") && files.length === 1;
}, "the corrections arrive and the old style goes");
isDown = true;
server.closeAllConnections();
await shows("a corrected page that was not opened", "three/", "The third page, new", true);
await shows("a page that is gone", "gone/", "You are offline");
isDown = false;

// The end of it: nothing is left.
await publish(ended);
await page.goto(base);
await settled(async () => (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0, "the worker and its copies go");
await page.goto(`${base}two/`);
isDown = true;
server.closeAllConnections();
hold("nothing is shown from a copy", (await page.goto(`${base}three/`).catch(() => null)) === null);

await browser.close();
server.close();
console.log(JSON.stringify({ problems }));
