// A built site as a strict host serves it, and the browser that its tests drive.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import { chromium } from "playwright-core";

const policy = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";
const types = {
  html: "text/html; charset=utf-8",
  css: "text/css",
  js: "text/javascript",
  svg: "image/svg+xml",
  png: "image/png",
  woff2: "font/woff2",
};

/** Serves the folder `site` on this machine alone; gives the server and the address of its home page, with a last `/`. */
export async function serve(site) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    const file = join(site, path.endsWith("/") ? `${path}index.html` : path);
    try {
      const bytes = await readFile(file);
      const type = types[file.split(".").pop()] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-security-policy": policy, "x-content-type-options": "nosniff" });
      response.end(bytes);
    } catch {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, base: `http://127.0.0.1:${server.address().port}/` };
}

/** Starts the browser that `SOLEUS_BROWSER` names; it asks nobody for anything on its own account. */
export const launch = () =>
  chromium.launch({ executablePath: process.env.SOLEUS_BROWSER, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
