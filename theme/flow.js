// Steps through a decision flow in place, and walks its chart with the arrow keys.
// The browser's history keeps the way; nothing is stored or sent.
(() => {
  const get = (id) => document.getElementById(id);
  const place = get("ask-");
  const first = place.dataset.first;
  const card = (id) => get(`at--${id}`).content;
  const all = (find) => [...document.querySelectorAll(`.flow-chart ${find}`)];
  const held = (event) => event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
  let trail = [];

  // `ids` are where the answers led, as far as they fit the page.
  function show(ids, focus) {
    const nav = get("trail-").content.cloneNode(true);
    const list = nav.querySelector("ol");
    const row = list.firstChild;
    const way = {};
    let at = first;
    trail = [];
    row.remove();
    for (const to of ids) {
      const taken = card(at).querySelector(`[data-to="${to}"] span`);
      if (!taken) break;
      const [link, answer] = list.appendChild(row.cloneNode(true)).children;
      link.dataset.back = trail.length;
      link.textContent = card(at).querySelector("h2").dataset.ask;
      answer.textContent = taken.firstChild.data;
      trail.push(to);
      way[at] = to;
      at = to;
    }
    place.replaceChildren(card(at).cloneNode(true), ...(trail.length ? [nav] : []));
    for (const { classList, dataset } of all(".chip")) classList.toggle("on", way[dataset.from] === dataset.to);
    for (const box of all("a")) {
      box.classList.toggle("on", box.id.slice(2) in way);
      box.ariaCurrent = box.id === `c-${at}` ? "step" : null;
    }
    if (!focus) return;
    place.querySelector("h2").focus({ preventScroll: true });
    place.scrollIntoView();
  }

  place.addEventListener("click", (event) => {
    const { to, back } = event.target.closest("a")?.dataset ?? {};
    if (held(event) || !(to || back)) return;
    event.preventDefault();
    show(to ? [...trail, to] : trail.slice(0, back), true);
    history.pushState({ trail }, "");
  });
  addEventListener("popstate", ({ state }) => state?.trail && show(state.trail, true));
  if (history.state?.trail) show(history.state.trail);
  else history.replaceState({ trail }, "");
  get("start-").href = "#ask-";

  const asker = {};
  const ways = (end, id) => all(`.chip[data-${end}="${id}"]`).map((chip) => chip.dataset);
  addEventListener("keydown", (event) => {
    const id = event.target.closest(".flow-chart a")?.id.slice(2);
    if (!id || held(event)) return;
    const up = asker[id] ?? ways("to", id)[0]?.from;
    const row = ways("from", up).map(({ to }) => to);
    const [to, from] =
      {
        ArrowDown: [ways("from", id)[0]?.to, id],
        ArrowUp: [up, asker[up]],
        ArrowLeft: [row[row.indexOf(id) - 1], up],
        ArrowRight: [row[row.indexOf(id) + 1], up],
        Home: [first],
      }[event.key] ?? [];
    const next = event.key === "Escape" ? document.querySelector(".chart figcaption a") : get(`c-${to}`);
    if (!next) return;
    event.preventDefault();
    asker[to] = from;
    next.focus();
  });
})();
