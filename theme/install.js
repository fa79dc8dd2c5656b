// Sets up the worker that keeps the site's pages on the device, and says so on a page that is such a copy.
(() => {
  const own = document.currentScript;
  const note = document.getElementById("saved-");
  if (!("serviceWorker" in navigator) || !location.protocol.startsWith("http")) return;
  const worker = navigator.serviceWorker;
  worker.addEventListener("message", (event) => { if (event.data?.copy && note) note.hidden = false; });
  worker.startMessages();
  worker.controller?.postMessage("copy?");
  // A host may ask that addresses of scripts are vouched for.
  const vouched = globalThis.trustedTypes?.createPolicy("soleus", { createScriptURL: (address) => address });
  const address = vouched ? vouched.createScriptURL(own.dataset.worker) : own.dataset.worker;
  worker.register(address, { updateViaCache: "none" }).catch(() => {});
})();
