// Takes an earlier worker of this site off the device, and all that it kept.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  const leave = async () => {
    await caches.delete(`soleus ${registration.scope}`);
    await registration.unregister();
  };
  event.waitUntil(leave());
});
