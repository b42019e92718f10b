// Live pages. <div data-live="/events"> listens; on each event every [data-live-fragment="/url"] of the
// page is fetched again and swapped in place. The line is retried for ever, and its loss is said.
import { announce } from "./announce.js";
import { isBusy, swapKeeping } from "./swap.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const QUIET_BEFORE_ALARM = 4000;
const pending = new WeakMap();

function later(target) {
  target.addEventListener("focusout", () => refresh(target), { once: true });
}

// The right to read ended: nothing of it stays on the screen, nor the title around it.
function gone(target) {
  const { liveGone, liveBack } = target.dataset;
  const room = target.closest("[data-live-room], [data-sheet]") || target;
  const held = room.contains(document.activeElement);
  const box = document.createElement("div");
  const said = document.createElement("p");
  box.className = "empty";
  said.className = "empty-title";
  said.id = room.getAttribute("aria-labelledby") || "";
  said.textContent = liveGone;
  box.append(said);
  const link = liveBack && document.createElement("a");
  if (link) box.append(Object.assign(link, { href: liveBack, textContent: "Revenir aux demandes" }));
  link?.setAttribute("data-sheet-close", "");
  room.replaceChildren(box);
  announce(liveGone, true);
  if (held) link?.focus({ preventScroll: true });
}

// A click that found nothing any more: what surrounds it is read again, and may be gone.
function refusedClick(event) {
  const { target, xhr } = event.detail;
  const held = event.target.closest?.("[data-live-gone]") || target?.querySelector?.("[data-live-gone]");
  if (held && xhr.status === 404) refresh(held);
}

export async function refresh(target) {
  if (isBusy(target) && !target.dataset.liveGone) return later(target);
  pending.get(target)?.abort();
  const control = new AbortController();
  pending.set(target, control);
  try {
    const answer = await fetch(target.dataset.liveFragment, {
      headers: { "HX-Request": "true", "X-Maillon-Live": "1", "X-Maillon-Background": "1" }, credentials: "same-origin", signal: control.signal,
    });
    if (answer.redirected || answer.status === 401 || answer.status === 423) return void location.reload();
    if (answer.status === 404 && target.dataset.liveGone) return void gone(target);
    if (answer.ok && isBusy(target)) return later(target);
    if (answer.ok) swapKeeping(target, await answer.text());
  } catch (error) {
    if (error.name !== "AbortError") console.warn("live fragment", error);
  }
}

export function refreshAll() {
  return Promise.all([...document.querySelectorAll("[data-live-fragment]")].map(refresh));
}

class Line {
  constructor(url) {
    this.url = url;
    this.wait = FIRST_WAIT;
    this.lost = false;
    this.open();
  }

  open() {
    this.source = new EventSource(this.url);
    this.source.addEventListener("open", () => this.up());
    this.source.addEventListener("error", () => this.down());
    for (const name of ["message", "change"]) this.source.addEventListener(name, () => this.changed());
  }

  up() {
    this.wait = FIRST_WAIT;
    clearTimeout(this.alarm);
    this.alarm = null;
    if (this.lost) {
      this.lost = false;
      document.querySelector(".live-state")?.remove();
      announce("Connexion rétablie, tableau à jour.");
      refreshAll();
    }
  }

  down() {
    this.alarm ??= setTimeout(() => this.sayLost(), QUIET_BEFORE_ALARM);
    if (this.source.readyState !== EventSource.CLOSED) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
  }

  sayLost() {
    this.lost = true;
    if (document.querySelector(".live-state")) return;
    const note = document.createElement("p");
    note.className = "live-state";
    note.textContent = "▲ Connexion coupée : le tableau n’est plus à jour";
    document.body.append(note);
    announce("Connexion coupée : le tableau n’est plus à jour.", true);
  }

  changed() {
    clearTimeout(this.soon);
    this.soon = setTimeout(refreshAll, 80);
  }

  close() {
    clearTimeout(this.retry);
    clearTimeout(this.alarm);
    this.source.close();
  }
}

export function start() {
  const root = document.querySelector("[data-live]");
  if (!root) return;
  document.addEventListener("htmx:responseError", refusedClick);
  let line = new Line(root.dataset.live);
  addEventListener("pagehide", () => line.close());
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    line = new Line(root.dataset.live);
    refreshAll();
  });
}
