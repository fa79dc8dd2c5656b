// Sheets as they are printed, on the screen: the choice of paper, the rules that are made for print, and lines where one
// sheet ends and the next begins. Of the preview it knows only how to make an element and what the tab remembers.
"use strict";
/** Gives the choice of paper, and what shows the page as the paper that is chosen. */
const paperOf = ({ own, make, remembered }) => {
  const sizes = { a4: { name: "A4", wide: 210, high: 297 }, letter: { name: "Letter", wide: 215.9, high: 279.4 } };
  const hasPaper = () => document.body.matches(".sheet-page, .page-flow-print");

  /** The choice of paper, on pages that are made to be printed. */
  const papers = () => {
    if (!hasPaper()) return null;
    const choose = (event) => {
      remembered("paper", event.target.value);
      paper();
    };
    const chosen = remembered("paper") ?? "";
    const options = [["", "Screen"], ["a4", "A4"], ["letter", "Letter"], ["a4-large", "A4, large print"], ["letter-large", "Letter, large print"]];
    return make("label", {}, "Show as ", make("select", { onchange: choose }, ...options.map(([value, word]) => make("option", { value, selected: value === chosen }, word))));
  };

  /** A style's rules. One that is still on its way has none that may be read; the page is shown anew when it is there. */
  const rulesOf = (sheet) => {
    try {
      return sheet.cssRules;
    } catch {
      return [];
    }
  };

  /** Gives rules that are made for print to the screen, or takes them back. */
  const printRules = (on) => {
    const turnRules = (list) => {
      for (const rule of list) {
        if (rule instanceof CSSMediaRule) {
          const text = rule.soleusMedia ?? rule.media.mediaText;
          if (/\bprint\b|\bscreen\b/.test(text)) {
            rule.soleusMedia = text;
            rule.media.mediaText = on ? text.replace(/\bscreen\b/g, "speech").replace(/\bprint\b/g, "screen") : text;
          }
        }
        if (rule.cssRules) turnRules(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) if (!sheet.href?.includes(own)) turnRules(rulesOf(sheet));
  };

  /** The margins that a sheet of this name has, in millimetres: top, side, bottom. */
  const margins = (name) => {
    const found = [];
    const look = (list) => {
      for (const rule of list) {
        if (rule instanceof CSSPageRule && rule.selectorText.includes(name)) found.push(rule.style);
        if (rule.cssRules && !(rule instanceof CSSPageRule)) look(rule.cssRules);
      }
    };
    for (const sheet of document.styleSheets) if (!sheet.href?.includes(own)) look(rulesOf(sheet));
    const style = found.at(-1);
    const side = (part, usual) => parseFloat(style?.getPropertyValue(`margin-${part}`) || usual);
    return { top: side("top", "14"), side: side("left", "16"), bottom: side("bottom", "16") };
  };

  /** Shows the page as paper with lines where one sheet ends and the next begins. */
  const paper = () => {
    const root = document.documentElement;
    document.querySelectorAll("soleus-break").forEach((line) => line.remove());
    const chosen = hasPaper() ? remembered("paper") : "";
    printRules(Boolean(chosen));
    for (const sheet of document.querySelectorAll("[data-paper]")) {
      sheet.soleusPaper ??= sheet.dataset.paper;
      sheet.dataset.paper = chosen ? chosen.split("-")[0] : sheet.soleusPaper;
    }
    root.classList.toggle("soleus-paper", Boolean(chosen));
    root.classList.toggle("soleus-large", Boolean(chosen?.endsWith("large")));
    if (!chosen) return;
    const size = sizes[chosen.split("-")[0]];
    const margin = margins(chosen.split("-")[0]);
    const millimetre = 96 / 25.4;
    root.style.setProperty("--soleus-wide", `${size.wide}mm`);
    root.style.setProperty("--soleus-side", `${margin.side}mm`);
    root.style.setProperty("--soleus-high", `${size.high}mm`);
    root.style.setProperty("--soleus-top", `${margin.top}mm`);
    const room = (size.high - margin.top - margin.bottom) * millimetre;
    const above = margin.top * millimetre;
    const top = document.body.getBoundingClientRect().top + above;
    const blocks = [...document.body.querySelectorAll("*")].filter((block) => {
      const style = getComputedStyle(block);
      return style.display !== "none" && style.display !== "inline" && (style.breakInside.startsWith("avoid") || style.breakBefore === "page" || style.breakBefore === "left" || style.breakBefore === "right" || block.childElementCount === 0);
    });
    const starts = [];
    let sheet = 0;
    for (const block of blocks) {
      const box = block.getBoundingClientRect();
      const [from, to] = [box.top - top, box.bottom - top];
      if (box.height === 0 || from < sheet) continue;
      const asked = ["page", "left", "right"].includes(getComputedStyle(block).breakBefore) && from > sheet + 1;
      const cut = to > sheet + room && box.height <= room;
      if (asked || cut) {
        sheet = from;
        starts.push(from);
      }
      while (to > sheet + room && box.height > room) {
        sheet += room;
        starts.push(sheet);
      }
    }
    starts.forEach((at, place) => {
      const line = make("soleus-break", { "data-word": `about here sheet ${place + 2} of ${starts.length + 1} begins (${size.name})` });
      line.style.top = `${at + above}px`;
      document.body.append(line);
    });
    root.dataset.soleusSheets = String(starts.length + 1);
  };

  return { paper, papers };
};
