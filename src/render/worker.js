// Keeps the pages of this site on the device, so that they can be read without a connection. Whoever has one gets each
// page anew, so that corrected advice is never hidden by an old copy. It asks no other site for anything.
const list = [/* list */];
const name = `soleus ${registration.scope}`;
const at = (path) => new URL(path, registration.scope).href;
const digests = new Map(list.map(([path, digest]) => [at(path), digest]));
// Who was shown a copy: their pages say so.
const shown = new Set();

async function keep(cache, url, answer, digest) {
  const headers = { "content-type": answer.headers.get("content-type") ?? "", "x-digest": digest };
  await cache.put(url, new Response(await answer.blob(), { headers }));
}

/** Fetches what changed since the last time. What cannot be fetched is tried again with the next visit. */
async function fill() {
  const cache = await caches.open(name);
  const wanted = list.map(([path, digest]) => [at(path), digest]);
  const one = async ([url, digest]) => {
    const held = await cache.match(url);
    if (held && held.headers.get("x-digest") === digest) return;
    const answer = await fetch(url, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
    await keep(cache, url, answer, digest);
  };
  while (wanted.length) await Promise.all(wanted.splice(0, 6).map(one));
}

/** Lets go of what the site no longer holds, and of copies that nobody can tell the age of. */
async function tidy() {
  const cache = await caches.open(name);
  for (const request of await cache.keys()) if (!digests.has(request.url)) await cache.delete(request);
}

/** The page from the site; the copy when there is no connection or the server fails. */
async function fresh(event, url) {
  const cache = await caches.open(name);
  const copy = async () => {
    const held = await cache.match(url);
    if (held && event.resultingClientId) shown.add(event.resultingClientId);
    return held;
  };
  try {
    const answer = await fetch(event.request);
    if (answer.status >= 500) return (await copy()) ?? answer;
    if (answer.status === 200 && answer.type === "basic" && !answer.redirected) {
      event.waitUntil(keep(cache, url, answer.clone(), ""));
    }
    return answer;
  } catch (error) {
    const held = await copy();
    if (held) return held;
    if (event.request.mode === "navigate") return (await cache.match(at("offline.html"))) ?? Response.error();
    throw error;
  }
}

/** A file whose name changes with its bytes. */
const kept = async (event, url) => (await caches.match(url)) ?? fetch(event.request);

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const [url] = request.url.split(/[?#]/);
  if (request.method !== "GET" || !url.startsWith(registration.scope) || request.headers.has("range")) return;
  event.respondWith(digests.get(url) === "" ? kept(event, url) : fresh(event, url));
});
self.addEventListener("message", (event) => event.source.postMessage({ copy: shown.has(event.source.id) }));
