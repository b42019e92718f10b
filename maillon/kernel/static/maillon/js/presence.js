// Says now and then that somebody sits here, and which [data-request] she has before her: <body data-presence="/url">.
// Nothing is said of a page nobody looks at.
const EVERY = 20000;
let last = "";
let at = 0;

function token() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] || JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
}

function opened() {
  return document.querySelector("[data-request]")?.dataset.request || "";
}

async function say() {
  if (document.visibilityState !== "visible") return;
  const request = opened();
  if (request === last && Date.now() - at < EVERY - 1000) return;
  last = request;
  at = Date.now();
  try {
    await fetch(document.body.dataset.presence, {
      method: "POST", credentials: "same-origin", keepalive: true, body: new URLSearchParams({ demande: request }),
      headers: { "X-CSRFToken": token(), "X-Maillon-Background": "1" },
    });
  } catch {
    at = 0; // said again at the next occasion
  }
}

export function start() {
  if (!document.body.dataset.presence) return;
  say();
  setInterval(say, EVERY);
  document.addEventListener("visibilitychange", say);
  document.addEventListener("htmx:afterSettle", say);
  document.addEventListener("click", (event) => { if (event.target.closest?.("[data-sheet-close]")) setTimeout(say, 0); });
}
