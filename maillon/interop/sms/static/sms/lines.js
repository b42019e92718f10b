// Keeps the list of telephones up to date, so that one is seen to ring.

const PAUSE = 3000;
const lines = document.querySelector("[data-lines]");
if (lines) window.setTimeout(ask, PAUSE);

async function ask() {
  try {
    if (!document.hidden && !lines.querySelector("ul").contains(document.activeElement)) await refresh();
  } finally {
    window.setTimeout(ask, PAUSE);
  }
}

async function refresh() {
  const answer = await fetch(lines.dataset.lines, {
    headers: { "X-Maillon-Background": "1" }, cache: "no-store",
  }).catch(() => null);
  if (answer?.status !== 200) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-lines] ul");
  fresh?.querySelector(`a[href="${window.location.pathname}"]`)?.setAttribute("aria-current", "page");
  const current = lines.querySelector("ul");
  if (!fresh || fresh.innerHTML === current.innerHTML) return;
  const scroll = current.scrollTop;
  current.replaceChildren(...fresh.childNodes);
  current.scrollTop = scroll;
}
