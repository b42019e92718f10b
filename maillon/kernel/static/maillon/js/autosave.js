// Keeps a half-typed form on the server. <form data-autosave="/draft/url"> posts itself at most one second
// after a keystroke; [data-save-state] says what became of it. Nothing is stored in the browser.
import { announce } from "./announce.js";

const DELAY = 600;
const RETRY = 3000;
const WORDS = {
  saving: "Enregistrement…",
  saved: "Brouillon enregistré",
  failed: "Pas encore enregistré : la connexion ou la base est coupée. Continuez, nouvel essai en cours.",
  locked: "Écran verrouillé ailleurs : rouvrez Maillon dans un autre onglet, rien ne se perd ici.",
  over: "Votre session est finie : reconnectez-vous dans un autre onglet, rien ne se perd ici.",
};
const forms = new Set();

class Draft {
  constructor(form) {
    this.form = form;
    this.sent = this.body().toString();
    form.addEventListener("input", () => this.later());
    form.addEventListener("change", () => this.later());
    form.addEventListener("submit", () => { this.done = true; clearTimeout(this.timer); });
  }

  body() {
    return new URLSearchParams([...new FormData(this.form)].filter(([, value]) => typeof value === "string"));
  }

  later(wait = DELAY) {
    if (this.done) return;
    if (this.timer && wait === DELAY && Date.now() - this.since > 1000 - DELAY) return;
    if (!this.timer) this.since = Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    clearTimeout(this.timer);
    this.timer = null;
    const body = this.body();
    if (this.done || body.toString() === this.sent) return true;
    this.say("saving");
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST", body, credentials: "same-origin", keepalive: body.toString().length < 60000,
        headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") || "", "X-Maillon-Draft": "1" },
      });
      if (answer.status === 403) freshToken();
      if (answer.status === 423 || (answer.redirected && answer.url.includes("/verrou/"))) return this.fail("locked");
      if (answer.redirected || [401, 403].includes(answer.status)) return this.fail("over");
      if (!answer.ok) return this.fail("failed");
      this.sent = body.toString();
      this.say("saved", this.follow(await answer.text()));
      return true;
    } catch {
      return this.fail("failed");
    }
  }

  // The answer may be {"autosave": "/url/of/the/new/draft", "said": "Brouillon enregistré à 9 h 41"}.
  follow(text) {
    if (!text.startsWith("{")) return undefined;
    const { autosave, said } = JSON.parse(text);
    if (autosave) this.form.dataset.autosave = autosave;
    return said;
  }

  fail(state) {
    this.say(state);
    this.later(RETRY);
    return false;
  }

  say(state, words = WORDS[state]) {
    const place = document.querySelector("[data-save-state]");
    if (!place) return;
    const before = place.dataset.state;
    place.dataset.state = state === "locked" || state === "over" ? "failed" : state;
    (place.querySelector("[data-save-text]") || place).textContent = words;
    if (state !== before && ["failed", "locked", "over"].includes(state)) announce(WORDS[state], true);
  }
}

// Signing in again, in another tab, changes the token: the page takes the new one and goes on.
function freshToken() {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (!token) return;
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}

export function flush() {
  return Promise.all([...forms].map((draft) => draft.save()));
}

export function enhance(root) {
  const found = root.matches?.("form[data-autosave]") ? [root] : root.querySelectorAll?.("form[data-autosave]") || [];
  for (const form of found) {
    if (form.dataset.autosaveOn) continue;
    form.dataset.autosaveOn = "true";
    forms.add(new Draft(form));
  }
}

export function start(root) {
  enhance(root);
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => { if (document.hidden) flush(); });
}
