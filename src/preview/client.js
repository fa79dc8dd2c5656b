// The browser's side of the preview. It listens for turns, fetches the page on screen again and changes only what is
// other than before; it shows problems over the last good page, and what there is to say of the page in a quiet panel.
// `paper.js` stands before it and shows the page as it is printed.
"use strict";
(() => {
  const own = "/~soleus/";
  const store = sessionStorage;
  let served = null; // the page as it was last served, to tell what an edit changed from what the reader changed
  let lost = false; // whether there was no page here when the tab came
  let turn = 0;
  let run = null;
  let state = null;
  let asking = false;
  let again = false;

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (value !== false && value !== null) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  };

  // --- One page becomes the next -----------------------------------------------------------------------------------

  const parse = (html) => new DOMParser().parseFromString(html, "text/html");
  const isOurs = (node) =>
    node.nodeType === 1 && (node.localName.startsWith("soleus-") || (node.getAttribute("src") ?? node.getAttribute("href") ?? "").startsWith(own));
  const kids = (node) => [...node.childNodes].filter((child) => !isOurs(child));
  const same = (left, right) => left.isEqualNode(right);
  const key = (node) => (node.nodeType === 1 ? `${node.localName}#${node.id}` : `${node.nodeType}`);

  /** Pairs two lists: equal ones from both ends, then those of one kind and id, in order. */
  const pairs = (old, next) => {
    const pair = new Map();
    let start = 0;
    while (start < old.length && start < next.length && same(old[start], next[start])) {
      pair.set(next[start], old[start]);
      start += 1;
    }
    let end = 0;
    while (end < old.length - start && end < next.length - start && same(old[old.length - 1 - end], next[next.length - 1 - end])) {
      pair.set(next[next.length - 1 - end], old[old.length - 1 - end]);
      end += 1;
    }
    const left = old.slice(start, old.length - end);
    let from = 0;
    for (const node of next.slice(start, next.length - end)) {
      let at = left.findIndex((other, place) => place >= from && same(other, node));
      if (at < 0) at = left.findIndex((other, place) => place >= from && key(other) === key(node));
      if (at < 0) continue;
      pair.set(node, left[at]);
      from = at + 1;
    }
    return pair;
  };

  /** Makes attributes that an edit changed as they are now. What the reader changed (an open list) stays. */
  const attributes = (shown, old, next) => {
    for (const { name } of [...old.attributes]) if (!next.hasAttribute(name)) shown.removeAttribute(name);
    for (const { name, value } of next.attributes) if (old.getAttribute(name) !== value) shown.setAttribute(name, value);
    if (shown.localName === "input" && old.getAttribute("value") !== next.getAttribute("value")) shown.value = next.getAttribute("value") ?? "";
  };

  /** Finds where each served part stands on the page. What others put there (the reader's tools do) is passed over. */
  const standing = (shownKids, oldKids) => {
    const found = new Map();
    let from = 0;
    for (const child of oldKids) {
      let at = shownKids.findIndex((other, place) => place >= from && same(other, child));
      if (at < 0) at = shownKids.findIndex((other, place) => place >= from && key(other) === key(child));
      if (at < 0) continue;
      found.set(child, shownKids[at]);
      from = at + 1;
    }
    return found;
  };

  /**
   * Brings `shown` from what was served (`old`) to what is served now (`next`), and gives what stands there then. What
   * an edit did not change is not touched: lists stay open, words stay typed, and the focus stays.
   */
  const morph = (shown, old, next) => {
    if (same(old, next)) return shown;
    if (shown.nodeType === 3 && next.nodeType === 3) {
      shown.data = next.data;
      return shown;
    }
    if (shown.nodeType !== 1 || shown.localName !== next.localName) {
      const fresh = document.importNode(next, true);
      shown.replaceWith(fresh);
      return fresh;
    }
    attributes(shown, old, next);
    const [oldKids, nextKids] = [kids(old), kids(next)];
    const stands = standing(kids(shown), oldKids);
    const pair = pairs(oldKids, nextKids);
    const used = new Set(pair.values());
    for (const child of oldKids) if (!used.has(child)) stands.get(child)?.remove();
    let before = null;
    for (const child of nextKids) {
      const source = pair.get(child);
      const there = source && stands.get(source);
      if (there) {
        const follows = before === null || before.compareDocumentPosition(there) & Node.DOCUMENT_POSITION_FOLLOWING;
        if (!follows) before.after(there);
        before = morph(there, source, child);
      } else {
        const fresh = document.importNode(child, true);
        if (before === null) shown.prepend(fresh);
        else before.after(fresh);
        before = fresh;
      }
    }
    return shown;
  };

  /** Styles are put in beside the old ones, which go when the new ones are there: no flash of a bare page. */
  const styles = (next) => {
    const links = (page) => [...page.querySelectorAll('link[rel="stylesheet"]')].filter((link) => !isOurs(link));
    const old = links(document);
    const wanted = links(next).map((link) => link.getAttribute("href"));
    if (old.map((link) => link.getAttribute("href")).join() === wanted.join()) return Promise.resolve();
    const added = wanted.map((href) => make("link", { rel: "stylesheet", href }));
    const loaded = added.map((link) => new Promise((done) => ["load", "error"].forEach((name) => link.addEventListener(name, done))));
    (old.at(-1) ?? document.head.lastElementChild).after(...added);
    return Promise.all(loaded).then(() => old.forEach((link) => link.remove()));
  };

  /** Pictures keep their addresses when their bytes change: those that did are fetched again. */
  const pictures = async () => {
    for (const picture of document.images) {
      const address = new URL(picture.src);
      if (address.origin !== location.origin) continue;
      address.searchParams.delete("soleus");
      const answer = await fetch(address, { method: "HEAD", cache: "no-cache" }).catch(() => null);
      const tag = answer?.headers.get("etag");
      if (tag && picture.dataset.soleusTag && picture.dataset.soleusTag !== tag) {
        address.searchParams.set("soleus", tag.replaceAll('"', ""));
        picture.src = address.href;
      }
      if (tag) picture.dataset.soleusTag = tag;
    }
  };

  /** Scripts of a page put copies of its templates on it, and hold on to parts of it: such a page is loaded again. */
  const isLive = (page) => page.querySelector("template") !== null;

  const within = (find) => [...document.querySelectorAll(find)].filter((one) => !host.contains(one));
  const reached = () => within("a[href], button, input, select, textarea, summary, [tabindex]");
  const fields = () => within("input:not([readonly]), select, textarea");

  /** Which field this is, whatever fields an edit put before it. Ids that are counted say nothing. */
  const nameOf = (field) => {
    const { id, name, type, value, dataset } = field;
    const around = field.closest("[data-key]")?.dataset.key;
    return [around, dataset.part, name, /\d$/.test(id) ? "" : id, type, type === "radio" ? value : ""].join(" ");
  };

  /** Loads the page again where it stands. The way through a flow is the browser's to keep. */
  const loadAgain = () => {
    const typed = fields().map((field) => [nameOf(field), field.value, ["checkbox", "radio"].includes(field.type) ? field.checked : null]);
    const open = within("details").map((list) => list.open);
    remembered("here", JSON.stringify({ at: location.pathname, y: scrollY, focus: reached().indexOf(document.activeElement), open, typed }));
    location.reload();
  };

  /** Gives the page what it had before it was loaded again, as if the reader did it. */
  const comeBack = () => {
    const { at, y, focus, open, typed } = JSON.parse(remembered("here") || "{}");
    remembered("here", "");
    if (at !== location.pathname) return;
    within("details").forEach((list, place) => (list.open = open[place] ?? list.open));
    for (const [name, value, checked] of typed) {
      const field = fields().find((field) => nameOf(field) === name);
      const isSame = !field || (checked === null ? field.value === value : field.checked === checked || (field.type === "radio" && !checked));
      if (isSame) continue;
      if (checked === null) field.value = value;
      else field.checked = checked;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (focus >= 0) reached()[focus]?.focus({ preventScroll: true });
    scrollTo({ top: y, behavior: "instant" });
  };

  /** What the reader looks at: the first part of the text that begins on the screen. */
  const lookedAt = () => {
    const parts = scrollY > 0 ? document.querySelectorAll("main :is(h1, h2, h3, h4, p, li, dt, dd, tr, figure, pre)") : [];
    return [...parts].map((part) => ({ part, top: part.getBoundingClientRect().top })).find(({ top }) => top >= 0 && top < innerHeight);
  };

  const scripts = (page) => [...page.querySelectorAll("script:not([type='application/ld+json'])")].filter((one) => !isOurs(one)).map((one) => one.outerHTML + one.src).join();

  /** Fetches the page on screen and shows what is new on it. */
  const refresh = async () => {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      do {
        again = false;
        const answer = await fetch(location.pathname, { cache: "no-cache", headers: { accept: "text/html" } });
        if (answer.ok) show(parse(await answer.text()));
        void pictures();
        await ask();
      } while (again);
    } catch {
      // The server is gone for now: the stream says when it is back.
    } finally {
      asking = false;
    }
  };

  const show = (next) => {
    if (lost || (served && scripts(served) !== scripts(next))) return loadAgain();
    const old = served;
    served = next;
    if (!old) return;
    if ((isLive(old) || isLive(next)) && old.body.innerHTML !== next.body.innerHTML) return loadAgain();
    const [x, y, seen] = [scrollX, scrollY, lookedAt()];
    void styles(next).then(paper);
    if (document.title !== next.title) document.title = next.title;
    if (!same(old.documentElement, next.documentElement)) {
      for (const name of ["lang", "dir"]) document.documentElement.setAttribute(name, next.documentElement.getAttribute(name) ?? "");
      morph(document.body, old.body, next.body);
      // What is looked at stays in its place, however much comes above it.
      const moved = seen?.part.isConnected ? seen.part.getBoundingClientRect().top - seen.top : y - scrollY;
      if (Math.abs(moved) > 1 || Math.abs(scrollX - x) > 1) scrollTo({ left: x, top: scrollY + moved, behavior: "instant" });
      paper();
    }
  };

  // --- Problems, and what there is to say of the page --------------------------------------------------------------

  const host = make("soleus-preview");
  const remembered = (name, value) => (value === undefined ? store.getItem(`soleus-${name}`) : store.setItem(`soleus-${name}`, value));
  const { paper, papers } = paperOf({ own, make, remembered });

  const item = (problem) =>
    make(
      "li",
      {},
      make("p", { class: "soleus-what" }, make("span", { class: `soleus-${problem.severity}-word` }, `${problem.severity} `), make("a", { href: `${own}explain/${problem.code}`, target: "_blank" }, problem.code), ` ${problem.message}`),
      problem.path ? make("p", { class: "soleus-where" }, `${problem.path}${problem.line ? `:${problem.line}:${problem.column}` : ""}`) : null,
      problem.text ? make("pre", {}, problem.text) : null,
      problem.help ? make("p", {}, `To mend it: ${problem.help}.`) : null,
    );
  const count = (number, word) => `${number} ${word}${number === 1 ? "" : "s"}`;

  const overlay = () => {
    if (!state.errors.length) {
      remembered("folded", "");
      return null;
    }
    const text = JSON.stringify(state.errors);
    const folded = remembered("folded") === text;
    const fold = () => {
      remembered("folded", folded ? "" : text);
      panel();
    };
    const title = `${count(state.count, "error")} to mend${state.count > state.errors.length ? ` (the first ${state.errors.length} are shown)` : ""}${state.kept ? "; this page is shown as it last was" : ""}`;
    return make(
      "section",
      { class: "soleus-box soleus-errors", role: "alert", "aria-label": "Errors" },
      make("h2", {}, title, " ", make("button", { type: "button", onclick: fold, "aria-expanded": folded ? "false" : "true" }, folded ? "Show" : "Hide")),
      folded ? null : make("ol", {}, ...state.errors.map(item)),
    );
  };

  const notice = () => {
    // Who came to an address that leads nowhere sees that it does.
    if (state.there || (lost && !state.left)) return null;
    let why = "This page is gone: it is no longer part of the page that it belonged to. ";
    if (state.left) why = "This page is gone: its file was deleted or renamed. ";
    if (state.draft) why = "This page is a draft now, and is left out: begin the preview with --drafts to see it. ";
    if (state.went) why = "This page has moved. ";
    const way = state.went ? make("a", { href: state.went }, "Go to where it is now") : make("a", { href: state.above }, "Go to the page above it");
    return make("section", { class: "soleus-box", role: "status" }, make("p", {}, why, way));
  };

  const notes = () =>
    remembered("notes") === "open" && state.notes.length
      ? make("section", { class: "soleus-box", "aria-label": "Warnings and advice" }, make("h2", {}, "Warnings and advice for this page"), make("ol", {}, ...state.notes.map(item)))
      : null;

  const bar = () => {
    const toggle = () => {
      remembered("notes", remembered("notes") === "open" ? "" : "open");
      panel();
    };
    const follow = (event) => remembered("follow", event.target.checked ? "yes" : "");
    return make(
      "section",
      { class: "soleus-bar", "aria-label": "Preview" },
      state.draft ? make("span", { class: "soleus-draft" }, "Draft") : null,
      make("code", {}, state.source ?? "made by Soleus"),
      state.notes.length ? make("button", { type: "button", onclick: toggle, "aria-expanded": remembered("notes") === "open" ? "true" : "false" }, count(state.notes.length, "note")) : null,
      make("label", {}, make("input", { type: "checkbox", onchange: follow, checked: remembered("follow") === "yes" }), "Follow my edits"),
      papers(),
    );
  };

  const panel = () => {
    if (!state) return;
    const focus = host.contains(document.activeElement) ? [...host.querySelectorAll("button, input, select, a")].indexOf(document.activeElement) : -1;
    host.replaceChildren(...[overlay(), notice(), notes(), bar()].filter((part) => part !== null));
    if (!host.isConnected) document.documentElement.append(host);
    if (focus >= 0) host.querySelectorAll("button, input, select, a")[focus]?.focus();
  };

  const ask = async () => {
    const answer = await fetch(`${own}state?at=${encodeURIComponent(decodeURI(location.pathname))}`, { cache: "no-store" });
    if (!answer.ok) return;
    const next = await answer.json();
    if (run !== null && run !== next.run) return loadAgain();
    run = next.run;
    turn = next.turn;
    const same = state && JSON.stringify({ ...state, turn: 0, checked: 0 }) === JSON.stringify({ ...next, turn: 0, checked: 0 });
    state = next;
    if (!same || !host.isConnected) panel();
    host.dataset.turn = String(turn);
  };

  // --- The stream --------------------------------------------------------------------------------------------------

  let stream = null;
  const listen = () => {
    if (stream || document.hidden) return;
    stream = new EventSource(`${own}events`);
    stream.addEventListener("turn", (event) => {
      const { edited } = JSON.parse(event.data);
      if (edited && remembered("follow") === "yes" && edited !== location.pathname) {
        location.assign(edited);
        return;
      }
      void refresh();
    });
    stream.addEventListener("checked", () => void ask().catch(() => {}));
    // Opened for the first time or again: what was missed is fetched.
    stream.addEventListener("open", () => void refresh());
    stream.addEventListener("error", () => {
      if (stream?.readyState === EventSource.CLOSED) {
        stream = null;
        setTimeout(listen, 1000);
      }
    });
  };
  const hush = () => {
    stream?.close();
    stream = null;
  };
  // A tab that is not seen holds no connection: a browser has few for one address. It catches up when it is seen.
  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);

  const begin = async () => {
    // What was served is fetched, not read from the page: scripts of the page may have changed that already.
    const answer = await fetch(location.pathname, { cache: "force-cache" }).catch(() => null);
    if (answer?.ok) served = parse(await answer.text());
    else lost = true;
    if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done));
    comeBack();
    paper();
    listen();
  };
  void begin();
})();
