// Loads the search when a reader turns to it, so that no page pays for it. Works from a folder too.
(() => {
  const box = document.getElementById("search");
  if (!box) return;
  const load = () => {
    box.removeEventListener("focusin", load);
    const script = document.createElement("script");
    script.src = box.dataset.script;
    document.head.append(script);
  };
  if (document.getElementById("found") && new URLSearchParams(location.search).get("q")) load();
  else box.addEventListener("focusin", load);
})();
