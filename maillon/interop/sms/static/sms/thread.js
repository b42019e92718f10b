// Keeps the open telephone up to date: asks every two seconds, draws only when something is new,
// stays at the last message unless the reader has scrolled up, leaves what is being typed alone.

const PAUSE = 2000;
const place = document.querySelector("[data-thread]");
const thread = place?.querySelector(".phone-thread");

if (thread) {
  thread.scrollTop = thread.scrollHeight;
  window.setTimeout(ask, PAUSE);
}

async function ask() {
  try {
    if (!document.hidden) await refresh();
  } finally {
    window.setTimeout(ask, PAUSE);
  }
}

async function refresh() {
  const answer = await fetch(place.dataset.thread, {
    headers: { "If-None-Match": `"${place.dataset.version}"`, "X-Maillon-Background": "1" },
    cache: "no-store",
  }).catch(() => null);
  if (answer?.status !== 200) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = await answer.text();
  const atEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 40;
  put(fresh, "thread", thread);
  put(fresh, "quick", place.querySelector(".phone-quick"));
  place.dataset.version = answer.headers.get("ETag").replaceAll(/\D/g, "");
  if (atEnd) thread.scrollTop = thread.scrollHeight;
}

function put(fresh, name, target) {
  if (target.contains(document.activeElement)) return;
  target.replaceChildren(...fresh.content.querySelector(`[data-part="${name}"]`).childNodes);
}
