// Runs the site's own search script over built files, without a browser, and writes what it finds as JSON: for each query
// [[level, page, sign or null]…], [[page, rank]…] and what the first result shows. Usage:
// node search.mjs SCRIPT FIRST-FILE QUERIES.json
import { readFileSync } from "node:fs";
import vm from "node:vm";

const [script, first, queries] = process.argv.slice(2);
const context = vm.createContext({
  setTimeout,
  clearTimeout,
  document: {
    getElementById: (id) => (id === "search" ? { dataset: { index: first, root: "" } } : null),
    createElement: () => ({}),
    head: { append: (element) => vm.runInContext(readFileSync(element.src, "utf8"), context) },
  },
});
vm.runInContext(readFileSync(script, "utf8"), context);
const answers = [];
for (const query of JSON.parse(readFileSync(queries, "utf8"))) {
  const { care, pages, marks } = await context.soleusSearch.find(query);
  const shown = pages.length ? await context.soleusSearch.snippet(pages[0][0], marks) : "";
  answers.push([care.map(({ level, page, sign }) => [level, page, sign ?? null]), pages, shown]);
}
console.log(JSON.stringify(answers));
