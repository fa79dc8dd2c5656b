// Search in the browser. Ranks as src/search/rank.rs does, in the same whole numbers; tests/search.rs holds the two equal.
// Data comes as scripts that call soleusSearch(name, data): nothing is fetched, so it works from a folder.
(() => {
  const box = document.getElementById("search");
  const { index: first, root } = box.dataset;
  const waiting = {};
  const files = {};
  globalThis.soleusSearch = (name, data) => waiting[name]?.(data);
  const load = (name, src) => (files[name] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting[name] = resolve;
    script.src = src;
    script.onerror = () => {
      delete files[name];
      reject(new Error(src));
    };
    document.head.append(script);
  }));
  const part = (name) => load(name, `${first.slice(0, -3)}/${name}.js`);

  // ---- words ----
  const words = (text) => {
    if (/^[\0-\x7f]*$/.test(text)) {
      const found = text.toLowerCase().replaceAll("'", "").match(/[a-z0-9]+/g) ?? [];
      return found.filter((word) => word.length <= 32);
    }
    const found = [];
    let word = "";
    const keep = () => {
      if (word && [...word].length <= 32) found.push(word);
      word = "";
    };
    for (const character of text.normalize("NFD")) {
      for (const c of character.toLowerCase()) {
        if (/[\u0300-\u036f\u064b-\u065f\u05b0-\u05bd'’\u00ad]/.test(c)) continue;
        if (/[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]/.test(c)) keep(), found.push(c);
        else if (/[\p{Alphabetic}\p{N}]/u.test(c)) word += c;
        else keep();
      }
    }
    keep();
    return found;
  };
  const cut = (word, ending, least) =>
    word.endsWith(ending) && word.length - ending.length >= least ? word.slice(0, -ending.length) : null;
  const singular = (word) => {
    const y = cut(word, "ies", 2);
    if (y) return `${y}y`;
    const es = /(ches|shes|sses|xes)$/.test(word) && cut(word, "es", 2);
    if (es) return es;
    return (!/(ss|us|is)$/.test(word) && cut(word, "s", 3)) || word;
  };
  const english = (word) => {
    let stem = singular(word);
    for (const ending of ["ness", "ly"]) stem = cut(stem, ending, 4) ?? stem;
    for (const ending of ["ing", "ed"]) {
      const rest = cut(stem, ending, 3);
      if (rest && /[aeiouy]/.test(rest) && !rest.endsWith("e")) {
        stem = /([^aeioulsz])\1$/.test(rest) ? rest.slice(0, -1) : rest;
        break;
      }
    }
    if (stem.length > 3 && stem.endsWith("e")) stem = stem.slice(0, -1);
    if (stem.length > 3 && stem.endsWith("y")) stem = `${stem.slice(0, -1)}i`;
    return stem;
  };
  let head;
  const stem = (word) => (head.english && /^[\0-\x7f]*$/.test(word) ? english(word) : word);
  const steps = (typed, known, most) => {
    const unfinished = typed.length >= 7;
    if (typed.length > known.length + most || (!unfinished && known.length > typed.length + most)) return;
    const swapped = typed[0] === known[1] && typed[1] === known[0];
    if (!unfinished && typed[0] !== known[0] && !swapped) return;
    known = known.slice(0, typed.length + most);
    let before = [];
    let last = Array.from({ length: known.length + 1 }, (_, place) => place);
    for (let row = 0; row < typed.length; row++) {
      const line = [row + 1];
      for (let column = 0; column < known.length; column++) {
        let cost = Math.min(last[column] + (typed[row] !== known[column]), last[column + 1] + 1, line[column] + 1);
        if (row && column && typed[row - 1] === known[column] && typed[row] === known[column - 1]) {
          cost = Math.min(cost, before[column - 1] + 1);
        }
        line.push(cost);
      }
      if (Math.min(...line) > most) return;
      before = last;
      last = line;
    }
    const found = unfinished ? Math.min(...last) : last[known.length];
    return found <= most ? found : undefined;
  };

  // ---- the index ----
  const digit = (text, place) => {
    const code = text.charCodeAt(place) - 35;
    return code > 57 ? code - 1 : code; // no backslash among the digits
  };
  const open = (data) => {
    head = data;
    let before = "";
    head.terms = [...head.words.matchAll(/([A-Z])([^A-Z]*)/g)].map(([, shared, rest]) => {
      before = before.slice(0, shared.charCodeAt(0) - 65) + rest;
      return { word: before };
    });
    let number = 0;
    for (const [count, name] of head.parts) {
      for (let place = 0; place < count; place++) Object.assign(head.terms[number++], { name, place });
    }
    head.byStem = new Map(head.terms.map((term, at) => [stem(term.word), at]));
    head.pages = [...head.pages].map((_, page) => {
      const code = digit(head.pages, page);
      return { weight: Math.floor(code / 3), level: (code % 3) - 1 };
    });
    number = 0;
    for (const [count, name] of head.texts) {
      for (let place = 0; place < count; place++) Object.assign(head.pages[number++], { name, place });
    }
    head.skip = new Set(head.skip.split(" "));
    head.telling = new Set(head.telling.split(" "));
    for (const sign of head.signs) {
      const [, text, , at, heading] = sign;
      sign.stems = new Set(words(at[0] === "#" ? text : head.headings[heading]).map(stem));
    }
    return head;
  };
  const postings = async (term) => {
    if (!term.pages) {
      const list = (await part(term.name)).split(" ")[term.place];
      term.pages = [];
      for (let at = 0, page = -1; at < list.length; ) {
        let gap = 0;
        let scale = 1;
        let next = digit(list, at++);
        for (; next < 45; next = digit(list, at++)) {
          gap += next * scale;
          scale *= 45;
        }
        page += gap + (next - 45) * scale + 1;
        term.pages.push([page, digit(list, at++)]);
      }
    }
    return term.pages;
  };

  // ---- ranking ----
  const raise = (map, key, value) => map.set(key, Math.max(map.get(key) ?? 0, value));
  // A phrase that lost all words but one to those that are skipped has a mark: "cannot breathe" is "~breathe".
  const whole = (phrase) => phrase.replace("~", "");
  const variants = (typed) => {
    const stems = typed.map(stem);
    const known = [];
    const all = [{ every: typed, from: 0, to: 0, known }];
    for (const group of head.groups) {
      let [length, place, own] = [0, 0, ""];
      for (const phrase of group) {
        const sought = whole(phrase).split(" ").map(stem);
        const at = stems.findIndex((_, from) => sought.every((word, more) => stems[from + more] === word));
        if (at >= 0 && sought.length > length) [length, place, own] = [sought.length, at, phrase];
      }
      if (length) known.push([place, place + length]);
      for (const other of length ? group : []) {
        if (other === own) continue;
        const put = whole(other).split(" ");
        const every = [...typed.slice(0, place), ...put, ...typed.slice(place + length)];
        const to = place + put.length;
        all.push({ every, from: place, to, isCut: other[0] === "~", known: [[place, to]] });
      }
    }
    return all.slice(0, 5);
  };
  const byNumbers = (a, b) => {
    const at = a.findIndex((value, place) => value !== b[place]);
    return at < 0 ? 0 : a[at] - b[at];
  };
  const read = async (typed, isLast) => {
    const { terms } = head;
    const exact = head.byStem.get(stem(typed));
    let found = exact === undefined ? [] : [[exact, 8]];
    let slip;
    if (typed.length >= (isLast ? 2 : 3)) {
      const begun = [];
      terms.forEach((term, at) => {
        if (at !== exact && term.word.startsWith(typed)) begun.push([term.word.length, at]);
      });
      found.push(...begun.sort(byNumbers).slice(0, 16).map(([, at]) => [at, 5]));
    }
    if (!found.length && typed.length >= 4) {
      let near = [];
      terms.forEach((term, at) => {
        const off = steps(typed, term.word, typed.length < 7 ? 1 : 2);
        if (off !== undefined) near.push([off, Math.abs(term.word.length - typed.length), at]);
      });
      near = near.sort(byNumbers).filter(([off]) => off === near[0][0]).slice(0, 16);
      found = near.map(([off, , at]) => [at, 5 - off]);
      slip = near.length ? terms[near[0][2]].word : undefined;
    }
    if (!found.length) {
      let longest = -1;
      terms.forEach((term, at) => {
        const fits = term.word.length >= 4 && typed.startsWith(term.word);
        if (fits && !(longest >= 0 && terms[longest].word.length >= term.word.length)) longest = at;
      });
      if (longest >= 0) found.push([longest, 3]);
    }
    const best = new Map();
    const names = new Set();
    const held = new Set();
    const stems = new Set();
    const all = new Set();
    const lists = await Promise.all(found.map(([at]) => postings(terms[at])));
    found.forEach(([at, fit], place) => {
      for (const [page, strength] of lists[place]) {
        raise(best, page, fit * strength);
        if (strength >= 12) names.add(page);
        if (fit === 8) held.add(page);
      }
      const own = stem(terms[at].word);
      all.add(own);
      if (fit !== 5 || typed.length >= 4) stems.add(own);
    });
    let tells = 1;
    for (let reached = best.size || 1; reached * 2 < head.pages.length; reached += Math.ceil(reached / 2)) tells++;
    return { typed, found, best, names, held, stems, all, tells, slip, rare: names.size > 0 && names.size <= 3 };
  };
  const find = async (query) => {
    head ?? open(await load("head", first));
    let typed = words(query);
    const useful = typed.filter((word) => !head.skip.has(word));
    if (useful.length) typed = useful;
    const ranks = new Map();
    const values = new Map();
    const named = new Set();
    const mentioned = new Set();
    const addNamed = (pages, read) => {
      if (!read.some((word) => word.rare)) return;
      head.pages.forEach(({ level }, page) => {
        if (level >= 0 && read.every((word) => word.names.has(page))) pages.add(page);
      });
    };
    const marks = [];
    let shown = typed;
    for (const [number, variant] of variants(typed).entries()) {
      const every = await Promise.all(variant.every.map((word, place) => read(word, place + 1 === variant.every.length)));
      const put = every.slice(variant.from, variant.to);
      const known = every.filter((word) => word.found.length);
      marks.push(...known);
      if (!number) shown = every.map((word) => word.slip ?? word.typed);
      const sum = (list) => list.reduce((all, word) => all + word.tells, 0);
      const total = sum(known);
      const asked = sum(every);
      const sums = new Map();
      for (const word of known) {
        for (const [page, best] of word.best) {
          const [score, covered] = sums.get(page) ?? [0, 0];
          const isPart = put.includes(word) && !put.every(({ names }) => names.has(page));
          sums.set(page, [score + (isPart ? Math.min(best, 96) : best) * word.tells, covered + word.tells]);
        }
      }
      for (const [page, [score, covered]] of sums) {
        // What stands for a phrase of the query counts on pages that hold all of it.
        if (variant.isCut || !put.every(({ held }) => held.has(page))) continue;
        const part = Math.floor((covered * 16) / asked);
        const { weight } = head.pages[page];
        const isNamed = weight > 2 && known.every(({ names }) => names.has(page));
        const eighths = isNamed ? 12 : number ? 7 : 8;
        raise(ranks, page, Math.floor((score * part * part * weight * eighths) / asked));
      }
      head.signs.forEach((sign, at) => {
        const stands = every.map(({ stems }) => {
          const shared = [...stems].filter((own) => sign.stems.has(own));
          return [shared.length > 0, shared.some((own) => head.telling.has(own))];
        });
        const fitting = sum(every.filter((_, place) => stands[place][0]));
        const telling = stands.filter(([, own]) => own).length;
        const isIn = (run) => run.every(([fits]) => fits);
        const tells = (run) => run.some(([, own]) => own);
        // What else was typed hides no sign: words side by side are enough, or a phrase that the site knows others for.
        const isMost = telling && fitting * 2 + (number ? 0 : 1) > total;
        const isPair = every.some((word, place) => {
          const pair = stands.slice(place, place + 2);
          return pair.length > 1 && isIn(pair) && tells(pair) && word.tells > 2 && every[place + 1].tells > 2;
        });
        const isPhrase = variant.known.some(([from, to]) => {
          const run = stands.slice(from, to);
          return isIn(run) && (run.length > 2 || (tells(run) && (run.length > 1 || !sign[0])));
        });
        if (isMost || isPair || isPhrase) {
          raise(values, at, Math.floor((fitting * 16) / total) * 65536 + telling * 256 + sign[5]);
        }
      });
      addNamed(named, known);
      if (!variant.isCut && put.every((word) => word.found.length)) addNamed(mentioned, put);
    }
    let pages = [...ranks].sort(([a, x], [b, y]) => y - x || a - b);
    pages = pages.filter(([, rank]) => rank * 40 >= pages[0][1]).slice(0, 50);
    const rank = (page) => ranks.get(page) ?? 0;
    const care = [];
    const all = 16 * 65536;
    const foremost = (pages, level) => {
      const own = [...pages].filter((page) => head.pages[page].level === level);
      return own.sort((a, b) => rank(b) - rank(a) || a - b)[0];
    };
    for (const level of [0, 1]) {
      const asked = foremost(named, level);
      if (asked !== undefined) {
        care.push({ level, page: asked });
        continue;
      }
      let best = -1;
      head.signs.forEach((sign, at) => {
        const value = values.get(at) ?? 0;
        if (sign[0] !== level || !value || (named.size && value < all)) return;
        if (best < 0 || value > values.get(best)) best = at;
      });
      const sign = best < 0 ? undefined : best;
      const page = best < 0 ? foremost(mentioned, level) : head.signs[best][2];
      if (page !== undefined && !care.some((hit) => values.get(hit.sign) >= all)) care.push({ level, page, sign });
    }
    return { care, pages, marks, shown: shown.join(" "), isCorrected: shown !== typed && shown.join() !== typed.join() };
  };
  globalThis.soleusSearch.find = find;

  // ---- what a reader sees ----
  /** How many words of a text a result shows. */
  const MOST = 34;
  const make = (name, more, ...children) => {
    const element = document.createElement(name);
    Object.assign(element, more);
    element.append(...children);
    return element;
  };
  const say = (key, places = {}) =>
    Object.entries(places).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), head.say[key]);
  // The form of a noun beside a number; languages have up to six, and those without one of their own use "other".
  const form = (number) => {
    let own = "other";
    try {
      own = new Intl.PluralRules(document.documentElement.lang).select(number);
    } catch {}
    return own in head.say ? own : "other";
  };
  const link = (address, at = "") => {
    const [below, id] = at.split("#");
    const page = root + address.slice(1) + below;
    return (head.offline ? `${page}index.html` : page || "./") + (id ? `#${id}` : "");
  };
  /** Which of the words that were looked for each word of a text is; -1 for none. */
  const fits = (text, marks) => words(text).map((word) => stem(word)).map((own) => marks.findIndex((word) => word.all.has(own)));
  /**
   * The lines of a text that fit into so many words: where most of the words that were looked for stand, each line with
   * those that it is indented below, since an item of a list may mean the opposite without its lead. Nothing is cut
   * before its first word. Gives [word, number of the word looked for or -1] pairs, and null where something is left out.
   */
  const excerpt = (text, marks, most = Infinity) => {
    const lines = [];
    let total = 0;
    for (const line of text.split("\n")) {
      const indent = line.lastIndexOf("\t") + 1;
      const pieces = line.slice(indent).split(" ").map((piece) => [piece, Math.max(-1, ...fits(piece, marks))]);
      let lead = lines.length - 1;
      while (lead >= 0 && lines[lead].indent >= indent) lead = lines[lead].lead;
      lines.push({ indent, pieces, lead });
      total += pieces.length;
    }
    const from = (first) => {
      let shown = [];
      let own = 0;
      for (let at = lines[first].lead, below = first; at >= 0; below = at, at = lines[at].lead) {
        shown = [...lines[at].pieces, ...(below - at > 1 ? [null] : []), ...shown];
        if (lines[at].lead < 0 && at > 0) shown.unshift(null);
      }
      if (first > 0 && lines[first].lead < 0) shown.push(null);
      const lead = shown.length;
      for (let at = first; at < lines.length && own < most; at++) {
        // A line's first word that was looked for is shown, however late it stands.
        const hit = at === first ? lines[at].pieces.findIndex(([, word]) => word >= 0) + 4 : 0;
        const room = Math.max(most - lead - own, own ? 0 : 12, hit);
        shown.push(...lines[at].pieces.slice(0, room));
        own += lines[at].pieces.length;
        if (room < lines[at].pieces.length || (own + lead >= most && at + 1 < lines.length)) return [...shown, null];
      }
      return shown;
    };
    if (total <= most) return from(0);
    let best = [-1];
    lines.forEach(({ pieces }, at) => {
      if (!pieces.some(([, word]) => word >= 0)) return;
      const shown = from(at);
      const value = new Set(shown.map((piece) => piece?.[1] ?? -1)).size;
      if (value > best[0]) best = [value, shown];
    });
    return best[1] ?? from(0);
  };
  /** A text with the words that were looked for marked; a long one is cut. */
  const marked = (text, marks, most) =>
    excerpt(text, marks, most).flatMap((shown) => {
      if (!shown) return ["… "];
      const [piece, word] = shown;
      const [, before, inner, after] = /^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su.exec(piece);
      return [before, word < 0 ? inner : make("mark", {}, inner), `${after} `];
    });
  const count = (text, marks) => new Set(fits(text, marks).filter((at) => at >= 0)).size;
  const page = async (number) => (await part(head.pages[number].name))[head.pages[number].place];
  const kinds = ["article", "anatomy", "condition", "exercise", "programme", "decision", "reference", "term"];
  /** What a result shows of a page: the section where most of the words stand, and the lines of it. */
  const found = async (number, marks) => {
    const [address, title, kind, names, summary, sections] = await page(number);
    const inName = count([title, ...names].join(" "), marks);
    let [best, value, at, heading, text] = [inName * 3, inName, "", "", summary || sections[0]?.[2] || ""];
    for (const [end, name, body] of sections) {
      value = count(name, marks) * 2 + count(body, marks);
      if (value > best) [best, at, heading, text] = [value, end, name, body];
    }
    return { address, title, kind, names, at, heading, text };
  };
  /** The text of a result as one line, for tests. */
  globalThis.soleusSearch.snippet = async (number, marks) =>
    excerpt((await found(number, marks)).text, marks, MOST).map((piece) => piece?.[0] ?? "…").join(" ");
  const result = async (number, marks) => {
    const { address, title, kind, names, at, heading, text } = await found(number, marks);
    const isOwn = at.endsWith("/");
    const where = make("span", { className: "where" }, make("b", {}, say(kinds[kind])));
    if (isOwn) where.append(" · ", title);
    else if (heading) where.append(" · ", heading);
    const other = names.filter((name) => count(name, marks));
    if (other.length) where.append(` · ${say("also")} `, ...marked(other.join(", "), marks));
    return make("li", {}, make("a", { href: link(address, at) },
      make("strong", {}, ...marked(isOwn ? heading : title, marks)), ...marked(text, marks, MOST), where));
  };
  const careResult = async ({ level, page: number, sign }, marks) => {
    const name = ["emergency", "urgent"][level];
    const svg = (tag, more) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [key, value] of Object.entries(more)) element.setAttribute(key, value);
      return element;
    };
    const icon = svg("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
    icon.append(...head.icons[level].map(([kind, d]) => svg("path", { class: kind, d })));
    const badge = make("span", { className: `level ${name}` }, icon, head.say[name]);
    const [address, title, , , summary] = await page(number);
    const [, text, , at, heading] = head.signs[sign] ?? [0, summary, 0, "", -1];
    const body = [badge, make("strong", {}, ...marked(head.headings[heading] ?? title, marks)), make("span", {}, ...marked(text, marks))];
    if (at) body.push(make("span", { className: "where" }, make("b", {}, title)));
    const item = make("li", { className: name }, make("a", { href: link(address, at) }, ...body));
    const call = head.calls[level];
    if (call) item.append(make("a", { className: "call", href: call.href }, call.label));
    return item;
  };
  /** Shows what a query finds in a place that has a list and a line that is read aloud; `most` pages at first. */
  const show = async (place, query, most, isCurrent) => {
    const status = place.querySelector("[role=status]");
    const list = place.querySelector(".results");
    const more = place.querySelector(".more");
    let found = { care: [], pages: [] };
    let items = [];
    try {
      if (query.trim()) found = await find(query);
      const { care, pages, marks } = found;
      const first = new Set(care.filter(({ sign }) => sign === undefined).map((hit) => hit.page));
      const rest = pages.filter(([number]) => !first.has(number));
      if (!isCurrent()) return;
      items = await Promise.all([
        ...care.map((hit) => careResult(hit, marks)),
        ...rest.slice(0, most).map(([number]) => result(number, marks)),
      ]);
      found.total = care.length + rest.length;
      found.isCut = rest.length > most;
    } catch {
      found.isLost = true;
    }
    if (!isCurrent()) return;
    list.replaceChildren(...items);
    list.hidden = !items.length;
    if (more) {
      more.hidden = !found.isCut && items.length > 0;
      const url = new URL(more.href);
      url.search = found.isCut ? `?q=${encodeURIComponent(query)}` : "";
      more.href = url.href;
      if (head) more.textContent = say(found.isCut ? "more" : "a_z");
    }
    const lines = [];
    if (found.isLost) lines.push(box.dataset.lost);
    else if (items.length) {
      lines.push(say(form(found.total), { n: String(found.total) }));
      if (found.isCorrected) lines.push(say("shown", { query: found.shown }));
      if (found.care.length) lines.push(say("care"));
    } else if (query.trim()) lines.push(say("none", { query }));
    status.textContent = lines.join(" ");
  };

  const input = box.querySelector?.("input");
  if (!input) return;
  let latest = 0;
  let timer;
  const search = async () => {
    const own = ++latest;
    await show(box, input.value, 8, () => own === latest);
  };
  const move = (event) => {
    const links = [...box.querySelectorAll(".results a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      event.preventDefault();
      box.hidePopover?.();
    } else if (event.key === "ArrowDown" && at + 1 < links.length) {
      event.preventDefault();
      links[at + 1].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] ?? input).focus();
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 80);
  });
  box.addEventListener("keydown", move);
  box.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    await search();
    box.querySelector(".results a")?.focus();
  });
  const asked = new URLSearchParams(location.search).get("q");
  const place = document.getElementById("found");
  if (place && asked) {
    input.value = asked;
    place.hidden = false;
    show(place, asked, 50, () => true);
  }
  if (input.value && box.contains(document.activeElement)) search();
  else load("head", first).catch(() => {});
})();
