// Shows beside a link what its page is about (its `data-peek`): under a resting mouse, at the keyboard's focus, and when
// a finger is held on it. A link is followed by one click, tap or key as ever; without this script that is all it does.
(() => {
  const own = "a[data-peek]";
  // Beside warnings nothing is laid over the text, and the home page's links say what they are about.
  const quiet = ".care, .net, .home-body";
  if (!document.querySelector(own) || !("popover" in HTMLElement.prototype)) return;
  const box = document.createElement("div");
  box.className = "peek";
  box.id = "peek-";
  box.popover = "manual";
  box.setAttribute("role", "tooltip");
  document.body.append(box);
  let link = null; // whose words the box holds
  let left = null; // the link whose box was put away: it stays away until the reader leaves the link
  let held = null; // the link that a finger has just been held on: lifting it does not follow the link
  let timer = 0;
  const isOpen = () => box.matches(":popover-open");
  const isFocused = () => link !== null && document.activeElement === link && link.matches(":focus-visible");
  const of = (target) => {
    const found = target instanceof Element ? target.closest(own) : null;
    return found && !found.closest(quiet) ? found : null;
  };

  /** Lays the box under the link, or above it where there is more room; never over it. */
  const place = () => {
    const lines = [...link.getClientRects()];
    const [first, last] = [lines[0], lines.at(-1)];
    if (!first || last.bottom < 0 || first.top > innerHeight) return close();
    const gap = 6;
    const [above, below] = [first.top - 2 * gap, innerHeight - last.bottom - 2 * gap];
    box.style.maxHeight = "none";
    const isBelow = box.offsetHeight <= below || below >= above;
    box.style.maxHeight = `${Math.max(isBelow ? below : above, 0)}px`;
    const line = isBelow ? last : first;
    const start = getComputedStyle(link).direction === "rtl" ? line.right - box.offsetWidth : line.left;
    const room = document.documentElement.clientWidth - box.offsetWidth - gap;
    box.style.left = `${Math.max(gap, Math.min(start, room))}px`;
    box.style.top = `${isBelow ? last.bottom + gap : first.top - gap - box.offsetHeight}px`;
  };
  const close = () => {
    clearTimeout(timer);
    if (isOpen()) box.hidePopover();
    link?.removeAttribute("aria-describedby");
    link = null;
  };
  /** Puts a link's words into the box; a screen reader says them with the link. */
  const take = (next) => {
    if (next !== link) close();
    link = next;
    box.textContent = link.dataset.peek;
    box.lang = link.hreflang || document.documentElement.lang;
    box.dir = "auto";
    link.setAttribute("aria-describedby", box.id);
  };
  const open = () => {
    clearTimeout(timer);
    if (!link || left === link) return;
    if (!isOpen()) box.showPopover();
    place();
  };
  const soon = (act, wait) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (box.contains(event.target)) return clearTimeout(timer);
    const next = of(event.target);
    if (next === left && next) return;
    if (next && next === link && isOpen()) return clearTimeout(timer);
    if (next) soon(() => { take(next); open(); }, 350);
    else if (isOpen() && !isFocused()) soon(close, 300);
    else if (!isOpen()) clearTimeout(timer);
  });
  document.addEventListener("pointerout", (event) => {
    if (left && of(event.target) === left && of(event.relatedTarget) !== left) left = null;
  });
  document.documentElement.addEventListener("pointerleave", (event) => {
    if (event.pointerType !== "touch" && isOpen() && !isFocused()) soon(close, 300);
  });
  document.addEventListener("focusin", (event) => {
    const next = of(event.target);
    if (!next || !next.matches(":focus-visible")) return;
    take(next);
    soon(open, 350);
  });
  document.addEventListener("focusout", (event) => {
    if (of(event.target) === left) left = null;
    if (of(event.target) === link) close();
  });
  // A held finger: the first time the box, and the browser's own menu with the box in sight.
  const holdOn = (next) => {
    held = next;
    left = null;
    take(next);
    open();
  };
  document.addEventListener("pointerdown", (event) => {
    held = null;
    const next = of(event.target);
    if (isOpen() && next !== link && !box.contains(event.target)) close();
    if (next && event.pointerType === "touch" && !isOpen()) soon(() => holdOn(next), 500);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, (event) => { if (event.pointerType === "touch" && !isOpen()) clearTimeout(timer); });
  }
  document.addEventListener("contextmenu", (event) => {
    const next = of(event.target);
    if (!next || event.pointerType !== "touch" || (next === link && isOpen() && held !== next)) return;
    event.preventDefault();
    if (held !== next) holdOn(next);
  });
  document.addEventListener("click", (event) => {
    if (held && of(event.target) === held) event.preventDefault();
    held = null;
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !link) return;
    left = link;
    if (isOpen()) event.preventDefault();
    clearTimeout(timer);
    if (isOpen()) box.hidePopover();
  }, true);
  addEventListener("scroll", (event) => { if (event.target !== box && isOpen()) place(); }, { passive: true, capture: true });
  addEventListener("resize", () => { if (isOpen()) place(); });
  addEventListener("pagehide", close);
  addEventListener("beforeprint", close);
})();
