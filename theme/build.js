// Makes a sheet from a programme's ready-made ones: which exercises, at which dose, for whom. All of it stays in this
// page: nothing is stored or sent. What a person types and what a link brings becomes text, never markup.
(() => {
  const get = (id) => document.getElementById(id);
  const all = (find, place = document) => [...place.querySelectorAll(find)];
  const [bench, form, list, made, draftBox, sure] = ["bench-", "make-", "list-", "made-", "draft-", "sure-"].map(get);
  const { version, decimal } = bench.dataset;
  // A number in the page's own writing: 2.5 is "2,5" in German.
  const written = (number) => String(number).replace(".", decimal);
  // A number with signs, kept as the programme's own are where lines run from right to left: they would turn it round.
  const straight = (number) => (document.dir === "rtl" && /\D/.test(number) ? `\u2066${number}\u2069` : number);
  const words = Object.fromEntries(all("p", get("words-").content).map((p) => [p.dataset.word, p.textContent]));
  const say = (word, fill = {}) => words[word].replace(/\{(\w+)\}/g, (_, name) => fill[name] ?? "");
  const put = (id, text) => get(id).textContent !== text && (get(id).textContent = text);
  const items = (id, texts) =>
    get(id).replaceChildren(...texts.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  const part = (name) => get("parts-").content.querySelector(`.${name}`).cloneNode(true);
  const ready = (phase) => get(`of--${phase}`).content.firstElementChild;
  const rows = all(".pick");
  const phases = all("[name=phase]");
  const groups = new Map(all(".group").map((group) => [group.dataset.phase, group]));
  const box = (row) => row.querySelector("[type=checkbox]");
  const ticked = () => all(".pick", list).filter((row) => box(row).checked);
  // Whether another phase's row of the same exercise is ticked. A phase may itself use one more than once.
  const elsewhere = ({ dataset }) => ticked().some((other) => other.dataset.page === dataset.page && other.dataset.phase !== dataset.phase);
  const inputs = (row) => all("[data-part]", row);
  // Written in the page, the ids of so many fields would be a thirtieth of all it weighs.
  for (const [place, input] of all("[data-part]").entries()) {
    const [label, limits] = all("label, small", input.parentNode);
    label.htmlFor = input.id = `f-${place}`;
    limits.id = `${input.id}-h`;
    input.setAttribute("aria-describedby", limits.id);
  }
  const home = () => phases.find((phase) => phase.checked)?.value;
  let draft = false;

  // Figures and codes are files of their own. All of them are loaded when the form is first touched, whatever is chosen
  // then, so that even the site's own server is not told what a sheet holds.
  const loaded = [];
  const load = () => {
    if (loaded.length) return;
    for (const image of all("template").flatMap((template) => all("img", template.content))) {
      image.loading = "eager";
      loaded.push(Object.assign(new Image(), { src: image.getAttribute("src") }));
    }
  };
  for (const touch of ["focusin", "pointerdown", "click"]) form.addEventListener(touch, load, true);
  const printed = () => {
    const late = all("img", made).filter((image) => !image.complete);
    if (!late.length) return print();
    Promise.allSettled(late.map((image) => image.decode())).then(() => print());
  };

  // What a field puts in the strip: undefined for the programme's own, null when it cannot be read.
  function read(input) {
    const { part, low, high, text, one, full, now } = input.dataset;
    const kind = part === "load" ? input.parentNode.querySelector("select").selectedOptions[0] : null;
    const typed = input.value.trim();
    if (kind && !kind.dataset.text.includes("{n}")) return kind.defaultSelected ? undefined : kind.dataset.text;
    if (!typed) return kind && !kind.defaultSelected ? null : undefined;
    const match = (kind ? /^(\d{1,3}(?:[.,]\d)?)$/ : /^(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?$/).exec(typed);
    if (!match) return null;
    const [from, to] = [match[1], match[2] ?? match[1]].map((number) => Number(number.replace(",", ".")));
    if (from < Number(low) || to > Number(high) || from > to) return null;
    const pattern = kind?.dataset.text ?? ((to === 1 && one) || (from === Number(high) && full) || text);
    const shown = pattern.replace("{n}", straight(from === to ? written(from) : `${from}–${to}`));
    return shown === now ? undefined : shown;
  }
  const changes = (row) => inputs(row).filter((input) => read(input));

  // An exercise as its phase's ready-made sheet has it, with what was changed.
  function move(row, number) {
    const item = all(".moves > li", ready(row.dataset.phase))[row.dataset.place].cloneNode(true);
    item.querySelector("h4 b").textContent = number;
    if (changes(row).length) {
      const strip = item.querySelector(".dose");
      const yours = strip.querySelector(".yours");
      const cells = inputs(row).flatMap((input) => {
        const text = read(input) ?? input.dataset.now;
        if (!text) return [];
        const cell = yours.cloneNode(true);
        cell.className = read(input) ? "new" : "";
        cell.firstElementChild.textContent = input.dataset.label;
        cell.lastElementChild.textContent = text;
        return [cell];
      });
      strip.replaceChildren(...cells, yours);
    }
    const marks = [row.dataset.phase !== home() && "added_mark", changes(row).length && "changed_mark"].filter(Boolean);
    item.querySelector("h4 > span").append(...marks.map((mark) => Object.assign(document.createElement("span"), { className: "by", textContent: say(mark) })));
    return item;
  }

  const limitOf = (phase) => Number(groups.get(phase).dataset.limit);

  // What a phase says not to do comes with its exercises, under their names.
  function bringNots(page, from, rows) {
    const theirs = ready(from).querySelector(".pair .nots");
    if (!theirs) return;
    let pair = page.querySelector(".pair");
    if (!pair) {
      pair = theirs.parentNode.cloneNode(false);
      page.querySelector(".moves").parentNode.after(pair);
    }
    let ours = pair.querySelector(".nots");
    if (!ours) {
      ours = theirs.cloneNode(false);
      ours.append(theirs.querySelector("h3").cloneNode(true));
      pair.append(ours);
    }
    const title = part("from-phase");
    const titles = rows.map(({ dataset }) => dataset.name ?? dataset.title);
    title.firstElementChild.textContent = say("nots", { titles: [...new Set(titles)].join(" · "), phase: groups.get(from).dataset.title });
    ours.append(title, theirs.querySelector("ul").cloneNode(true));
  }

  // Where the strictest phase lowers the pain limit, all texts say its score: no sheet names two.
  function hold(page, limit) {
    const lower = all("p", get("lower-").content).filter(({ dataset }) => Number(dataset.limit) === limit);
    const texts = new Map(lower.map((p) => [p.dataset.was, p.textContent]));
    const nodes = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      const text = node.data.trim();
      if (texts.has(text)) node.data = node.data.replace(text, () => texts.get(text));
    }
    for (const list of all(".session, .nots", page)) {
      const seen = new Set();
      for (const item of all("li", list)) {
        if (seen.has(item.textContent)) item.remove();
        seen.add(item.textContent);
      }
    }
    for (const title of all(".from-phase", page)) {
      if (title.nextElementSibling.children.length) continue;
      title.nextElementSibling.remove();
      title.remove();
    }
  }

  // Exercises of another phase bring its reasons to stop and its sources.
  function bring(page, from) {
    const other = ready(from);
    const ours = page.querySelector("section.stop .session");
    const theirs = other.querySelector("section.stop .session");
    if (theirs && ours) {
      ours.querySelector("ul").append(...all("li", theirs).map((item) => item.cloneNode(true)));
    } else if (theirs) {
      page.querySelector("section.stop dl").append(theirs.cloneNode(true));
      for (const group of all("section.stop dl > div", page)) group.className = group.classList[0];
    }
    const used = all(".moves .numbers", page).flatMap((numbers) => numbers.textContent.match(/\d+/g) ?? []);
    for (const source of all("[data-source]", other)) {
      const number = source.dataset.source;
      const there = all("[data-source]", page);
      if (!used.includes(number) || there.some(({ dataset }) => dataset.source === number)) continue;
      const clone = source.cloneNode(true);
      if (there.length) there.at(-1).after(`; ${number} `, clone);
      else page.querySelector(".sheet-foot p").append(` [${number}] `, clone);
    }
  }

  function sheet(chosen) {
    const page = ready(home()).cloneNode(true);
    const find = (what) => page.querySelector(what);
    if (!find(".moves") && chosen.length) {
      const section = ready(chosen[0].dataset.phase).querySelector(".moves").parentNode;
      (find(".goal") ?? find(".blanks")).after(section.cloneNode(true));
    }
    find(".moves")?.replaceChildren(...chosen.map((row, place) => move(row, place + 1)));
    const worst = find(".log .other, .log .worst");
    for (const line of all(".log .exercise", page)) line.remove();
    for (const [place, { dataset }] of chosen.entries()) {
      const line = worst.cloneNode(true);
      line.className = "exercise";
      line.firstElementChild.textContent = `${place + 1}. ${dataset.name ?? dataset.title}`;
      worst.before(line);
    }
    const from = [...new Set(chosen.map((row) => row.dataset.phase))].filter((phase) => phase !== home());
    for (const phase of from) {
      bring(page, phase);
      bringNots(page, phase, chosen.filter((row) => row.dataset.phase === phase));
    }
    const [strictest] = [home(), ...from].sort((one, other) => limitOf(one) - limitOf(other));
    const pain = (sheet) => sheet.querySelector(".pain")?.parentNode;
    if (strictest !== home()) pain(page)?.replaceWith(pain(ready(strictest)).cloneNode(true));
    hold(page, limitOf(strictest));
    if (differences(chosen).length) find(".sheet-head").after(part("made-by"));
    const note = get("note-").value.trim();
    if (note) {
      const line = part("by-note");
      line.lastElementChild.textContent = note;
      (find(".goal") ?? find(".blanks")).after(line);
    }
    find(".blanks .fill").textContent = get("name-").value.trim();
    // A click on the sheet opens beside it: leaving would forget everything.
    for (const link of all("a:not([href^='tel:'])", page)) link.target = "_blank";
    return page;
  }

  function differences(chosen) {
    const own = rows.filter((row) => row.dataset.phase === home());
    const kept = own.filter((row) => chosen.includes(row));
    const sorted = chosen.filter((row) => own.includes(row)).every((row, place) => row === kept[place]);
    return [
      ...own.filter((row) => !chosen.includes(row)).map(({ dataset }) => say("left_out", dataset)),
      ...chosen.filter((row) => !own.includes(row)).map(({ dataset }) => say("added", { ...dataset, phase: groups.get(dataset.phase).dataset.title })),
      ...(sorted ? [] : [say("order")]),
      ...chosen.flatMap((row) =>
        changes(row).map((input) =>
          say("part", { title: row.dataset.title, part: input.dataset.label, now: read(input), was: input.dataset.now || say("nothing") }),
        ),
      ),
    ];
  }

  // How many sides a sheet takes, laid out in columns of a side's size; nothing where the screen is too narrow to tell.
  function sides(page) {
    if (matchMedia("screen and (max-width: 52rem)").matches) return undefined;
    const probe = made.appendChild(page.cloneNode(true));
    probe.querySelector(".own-log")?.remove();
    probe.classList.add("sides");
    const count = Math.round(probe.scrollWidth / probe.clientWidth);
    probe.remove();
    return count;
  }

  // A log for which there is no room gets a sheet of its own, as it does on ready-made sheets.
  function spread(page) {
    const apart = page.querySelector(".own-log");
    if (apart || !(sides(page) > 2)) return false;
    const own = Object.assign(document.createElement("section"), { className: "own-log" });
    const head = page.querySelector(".sheet-head").cloneNode(true);
    const title = Object.assign(document.createElement("p"), { className: "title", textContent: head.querySelector(".title").textContent });
    head.querySelector(".title").replaceWith(title);
    own.append(head, page.querySelector(".log"));
    page.append(own);
    return true;
  }

  function warnings(chosen, page) {
    const apart = spread(page);
    const room = sides(page);
    const most = rows.filter((row) => row.dataset.phase === home()).length;
    return [
      ...chosen.filter((row) => row.dataset.phase !== home()).map(({ dataset }) => {
        const { title, when } = groups.get(dataset.phase).dataset;
        const nots = ready(dataset.phase).querySelector(".pair .nots");
        return say(nots ? "foreign_nots" : "foreign", { title: dataset.title, phase: title, when });
      }),
      ...(chosen.length > 5 ? [say("many")] : []),
      ...(room > 2 ? [say("long")] : apart ? [say("own_log")] : []),
      ...(room === undefined && chosen.length > most ? [say("longer")] : []),
    ];
  }

  function checkFields(row) {
    let fine = true;
    for (const input of inputs(row)) {
      const { low, high, part } = input.dataset;
      const kind = part === "load" ? input.parentNode.querySelector("select").selectedOptions[0] : null;
      const wrong = read(input) === null;
      input.ariaInvalid = wrong ? "true" : null;
      put(`${input.id}-h`, say(wrong ? (kind ? "amount" : "field") : "limits", { low: written(low), high }));
      fine &&= !wrong;
    }
    return fine;
  }

  function draw() {
    const chosen = ticked();
    const fine = chosen.map(checkFields).every(Boolean);
    const state = draft ? "draft" : !home() ? "choose" : !chosen.length ? "empty" : fine ? "ready" : "wrong";
    for (const row of rows) {
      row.classList.toggle("on", chosen.includes(row));
      row.classList.toggle("altered", changes(row).length > 0);
    }
    get("choose-").hidden = Boolean(home());
    get("picks-").hidden = !home();
    draftBox.hidden = !draft;
    if (draft) items("differs-", differences(chosen).length ? differences(chosen) : [say("same")]);
    made.dataset.state = state;
    put("state-", say(state));
    put("why-", say(state));
    get("print-").ariaDisabled = String(state !== "ready");
    get("use-").ariaDisabled = String(!sure.checked);
    const pages = home() ? [sheet(chosen)] : [];
    made.replaceChildren(...pages);
    items("warn-", pages.flatMap((page) => warnings(chosen, page)));
  }

  // Puts every row back as the programme has it, then those of a phase on the list.
  function begin(phase, tick) {
    for (const row of rows) {
      for (const input of inputs(row)) input.value = "";
      for (const option of all("option", row)) option.selected = option.defaultSelected;
      row.querySelector("details").open = false;
      box(row).checked = tick && row.dataset.phase === phase;
      groups.get(row.dataset.phase).lastElementChild.append(row);
    }
    list.append(...rows.filter((row) => row.dataset.phase === phase));
    for (const [name, group] of groups) group.hidden = name === phase || !group.querySelector(".pick");
  }

  function forget() {
    form.reset();
    begin(undefined, false);
    draft = false;
    for (const id of ["linked-", "broken-"]) get(id).hidden = true;
    for (const id of ["said-", "told-"]) put(id, "");
    draw();
  }

  // The field that a piece of a link such as `s3` is for.
  const fieldOf = (row, code) => {
    const kind = all("option", row).some((option) => option.value === code);
    return inputs(row).find(({ dataset }) => (kind ? dataset.part === "load" : dataset.code === code));
  };

  // Puts a piece of a link in its field; whether it could be.
  function take(row, token) {
    const [code, value] = [token.slice(0, 1), token.slice(1)];
    const kinds = all("option", row);
    const kind = kinds.find((option) => option.value === code);
    const input = fieldOf(row, code);
    if (value.length > 9 || (kind && Boolean(value) !== kind.dataset.text.includes("{n}"))) return false;
    if (kind) kind.selected = true;
    input.value = written(value);
    if (read(input)) return true;
    input.value = "";
    if (kind) for (const option of kinds) option.selected = option.defaultSelected;
    return false;
  }

  const token = (input) => {
    const kind = input.dataset.part === "load" ? input.parentNode.querySelector("select").value : input.dataset.code;
    return kind + input.value.replace(/\s/g, "").replace("–", "-").replace(",", ".");
  };
  const address = () =>
    `${location.href.split("#")[0]}#sheet=${["1", version, home(), ...ticked().map((row) => [encodeURIComponent(row.dataset.key), ...changes(row).map(token)].join(","))].join("~")}`;

  // Opens what stands after `#` as a draft, as far as it can be read and is within its limits.
  function open() {
    if (!location.hash.startsWith("#sheet=")) return;
    forget();
    const text = location.hash.slice(7);
    const [format, other = "", phase, ...wanted] = text.length > 4000 ? [] : text.split("~");
    const start = phases.find(({ value }) => value === phase);
    if (format !== "1" || !start) {
      get("broken-").hidden = false;
      return;
    }
    const dropped = other === version ? [] : [say("old", { version: other.slice(0, 12), now: version })];
    start.checked = true;
    begin(phase, false);
    for (const piece of wanted) {
      const [name, ...tokens] = piece.split(",");
      let key = name;
      try {
        key = decodeURIComponent(name);
      } catch {}
      const row = rows.find(({ dataset }) => dataset.key === key);
      if (!row) dropped.push(say("unknown", { text: key.slice(0, 60) }));
      else if (box(row).checked || elsewhere(row)) dropped.push(say("again", { text: row.dataset.title }));
      else {
        list.append(row);
        box(row).checked = true;
        const fields = tokens.map((token) => fieldOf(row, token.slice(0, 1)));
        for (const [place, token] of tokens.entries()) {
          const field = fields[place];
          // Of two for one part nobody can say which was meant.
          const once = fields.filter((each) => each === field).length === 1;
          const word = other !== version ? "outdated" : !field ? "no_part" : once && take(row, token) ? "" : "dose";
          const { label, now } = field?.dataset ?? {};
          const text = (label ? `${label} ${token.slice(1)}` : token).slice(0, 40);
          if (word) dropped.push(say(word, { title: row.dataset.title, text, part: label, was: now || say("nothing") }));
        }
      }
    }
    list.append(...all(".pick", list).filter((row) => !box(row).checked));
    items("dropped-", dropped);
    get("dropped-").parentNode.hidden = !dropped.length;
    draft = true;
    draw();
    draftBox.focus();
  }

  function step(row, by) {
    const chosen = ticked();
    const other = chosen[chosen.indexOf(row) + by];
    const { title } = row.dataset;
    if (!other) return put("said-", say(by < 0 ? "first" : "last", { title }));
    if (by < 0) other.before(row);
    else other.after(row);
    row.querySelector(`[data-step="${by}"]`).focus();
    draw();
    put("said-", say("moved", { title, n: ticked().indexOf(row) + 1, count: chosen.length }));
  }

  function tick(row) {
    const { title } = row.dataset;
    if (!box(row).checked) return put("said-", say("off", { title }));
    if (elsewhere(row)) {
      box(row).checked = false;
      return put("said-", say("twice", { title }));
    }
    if (row.parentNode !== list) list.append(row);
    box(row).focus();
    put("said-", say("on", { title, n: ticked().indexOf(row) + 1 }));
  }

  const does = {
    "print-": () => (made.dataset.state === "ready" ? printed() : put("told-", say(made.dataset.state))),
    "clear-": () => {
      forget();
      put("told-", say("cleared"));
    },
    "use-": () => {
      if (!sure.checked) return sure.focus();
      draft = false;
      draw();
      put("told-", say("confirmed"));
      get("print-").focus();
    },
    "copy-": async () => {
      const { state } = made.dataset;
      if (!ticked().length || state === "wrong") return put("told-", say(state));
      get("linked-").hidden = false;
      get("link-").value = address();
      get("link-").select();
      const done = await navigator.clipboard?.writeText(get("link-").value).then(() => true, () => false);
      put("told-", say(done ? "copied" : "by_hand"));
    },
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.step) step(button.closest(".pick"), Number(button.dataset.step));
    else does[button?.id]?.();
  });
  form.addEventListener("input", ({ target }) => {
    get("linked-").hidden = true;
    put("told-", "");
    if (target.name === "phase") begin(target.value, true);
    else if (target.type === "checkbox" && target !== sure) tick(target.closest(".pick"));
    // A number is one of kilograms until another unit is chosen; own weight and a band have none.
    const kind = target.parentNode.querySelector("select");
    if (kind && !kind.selectedOptions[0].dataset.text.includes("{n}")) {
      if (target === kind) target.parentNode.querySelector("input").value = "";
      else kind.value = "k";
    }
    draw();
  });
  addEventListener("hashchange", open);
  addEventListener("pagehide", forget);
  addEventListener("pageshow", ({ persisted }) => persisted && open());

  get("ready-").hidden = true;
  bench.hidden = false;
  forget();
  open();
})();
