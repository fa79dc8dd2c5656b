// Types doses on a clinician's page that is written from right to left, in a real browser, and writes what is wrong as JSON:
// one object with `problems`, a list of texts. Usage: node typed-rtl.mjs SITE PROGRAMME.
import { launch, serve } from "./served.mjs";

const [site, programme] = process.argv.slice(2);
const problems = [];
const { server, base } = await serve(site);
const browser = await launch();
const page = await browser.newPage();
page.on("pageerror", (error) => problems.push(String(error)));
await page.goto(`${base}${programme}/make/`, { waitUntil: "networkidle" });
await page.locator("[name=phase]").first().check();
const row = page.locator("#list- .pick").first();
await row.locator("summary").click();
const field = row.locator("[data-part=reps]");
const own = await field.getAttribute("data-now");

/** Notes that two values differ. */
function same(what, found, expected) {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) problems.push(`${what}: found ${one}, expected ${other}`);
}
/** The figures of the first changed dose on the sheet, from left to right as they are seen. */
const seen = () =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.querySelector("#made- .dose .new"), NodeFilter.SHOW_TEXT);
    const figures = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      for (const match of node.data.matchAll(/\d+/g)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        figures.push({ text: match[0], left: range.getBoundingClientRect().left });
      }
    }
    return figures.sort((one, other) => one.left - other.left).map(({ text }) => text);
  });

same("what the programme says has figures", /\d/.test(own ?? ""), true);
await field.fill("7-11");
same("a range that is typed is seen as it is typed", await seen(), ["7", "11"]);
await field.fill(own.replace(/[^\d–]/g, ""));
same("the programme's own dose is no change", await page.locator("#made- .dose .new").count(), 0);

console.log(JSON.stringify({ problems }));
await browser.close();
server.close();
