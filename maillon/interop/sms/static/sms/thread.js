// Keeps the open telephone up to date: asks every two seconds, draws only what is new,
// stays at the last message unless the reader has scrolled up.

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
  const atEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 40;
  thread.innerHTML = await answer.text();
  place.dataset.version = answer.headers.get("ETag").replaceAll(/\D/g, "");
  if (atEnd) thread.scrollTop = thread.scrollHeight;
}
