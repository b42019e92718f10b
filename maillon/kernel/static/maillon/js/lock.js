// Fifteen minutes without a hand on the machine: keep the draft, then go to the lock page.
// <body data-lock="/lock" data-lock-seconds="900" data-lock-ping="/still-here">. Tabs tell each other of life.
import { announce } from "./announce.js";
import { flush } from "./autosave.js";

const WARNING = 60;
const PING_EVERY = 240_000;

export function start() {
  const { lock, lockSeconds, lockPing } = document.body.dataset;
  if (!lock) return;
  const limit = Number(lockSeconds || 900) * 1000;
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("maillon-life") : null;
  let last = Date.now();
  let pinged = Date.now();
  let told = 0;
  let warned = false;
  let going = false;

  function alive(fromHere) {
    last = Date.now();
    warned = false;
    document.querySelector(".lock-soon")?.remove();
    if (fromHere && last - told > 1000) {
      told = last;
      channel?.postMessage(last);
    }
    if (fromHere && lockPing && last - pinged > PING_EVERY) {
      pinged = last;
      fetch(lockPing, { credentials: "same-origin" }).catch(() => {});
    }
  }

  async function go() {
    if (going) return;
    going = true;
    await Promise.race([flush(), new Promise((done) => setTimeout(done, 2500))]);
    const next = encodeURIComponent(location.pathname + location.search);
    location.assign(`${lock}${lock.includes("?") ? "&" : "?"}next=${next}`);
  }

  function warn() {
    warned = true;
    const note = document.createElement("p");
    note.className = "live-state lock-soon";
    note.textContent = "▲ L’écran se verrouille dans une minute. Une touche le garde ouvert.";
    document.body.append(note);
    announce("L’écran se verrouille dans une minute. Une touche le garde ouvert.", true);
  }

  function look() {
    const idle = Date.now() - last;
    if (idle >= limit) return void go();
    if (!warned && limit > 2 * WARNING * 1000 && idle >= limit - WARNING * 1000) warn();
  }

  for (const name of ["keydown", "pointerdown", "pointermove", "wheel", "touchstart", "input"]) {
    document.addEventListener(name, () => alive(true), { passive: true, capture: true });
  }
  channel?.addEventListener("message", () => alive(false));
  document.addEventListener("visibilitychange", look);
  setInterval(look, Math.min(5000, Math.max(200, limit / 10)));
}
