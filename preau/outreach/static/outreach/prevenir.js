/* « Sur cet appareil »: asks the browser, tells Préau what it answered. A device is told when both know it, under the
   key of today: what a browser kept of a session that ended tells nothing. Without this file the page says where things
   stand, and offers nothing that would not work. */
(() => {
  "use strict";
  const place = document.querySelector("[data-device-key]");
  if (!place) return;
  const words = place.dataset, state = place.querySelector("[data-device-state]"), button = place.querySelector("[data-device-button]");
  const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  const say = (text) => { state.textContent = text; };
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
  const tell = (path, said = {}) => fetch(path, { method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token(), ...said }), redirect: "manual" });
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const written = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const worker = async () => (await navigator.serviceWorker.register("/hors-ligne.js")) && navigator.serviceWorker.ready;

  const isMine = (subscription) => "known" in words && written(subscription.options.applicationServerKey) === words.deviceKey;
  const show = (subscription) => {
    const denied = Notification.permission === "denied";
    say(denied ? words.denied : subscription ? words.on : words.off);
    button.hidden = denied;
    button.textContent = subscription ? words.turnOff : words.turnOn;
    button.onclick = () => { button.disabled = true; (subscription ? leave(subscription) : join()).finally(() => { button.disabled = false; }); };
  };
  const join = async () => {
    if ((await Notification.requestPermission()) !== "granted") return show(null);
    try {
      const { pushManager } = await worker(), key = bytes(words.deviceKey), old = await pushManager.getSubscription();
      await old?.unsubscribe();
      const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
      const answer = await tell(words.keep, { endpoint: subscription.endpoint, key: written(subscription.getKey("p256dh")), secret: written(subscription.getKey("auth")) });
      if (answer.status !== 204) { await subscription.unsubscribe(); throw new Error(answer.status); }
      show(subscription);
    } catch { say(words.failed); }
  };
  const leave = async (subscription) => {
    await subscription.unsubscribe();
    show(null);
    await tell(words.drop).catch(() => {}); /* the browser hears nothing any more: its service will say so */
  };
  if (!can) say(words.none);
  else worker().then(({ pushManager }) => pushManager.getSubscription()).then((old) => show(old && isMine(old) ? old : null)).catch(() => say(words.failed));
})();
