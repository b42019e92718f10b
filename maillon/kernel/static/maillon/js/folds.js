// A live refresh neither closes what somebody opened nor fetches again what is up to date.
// data-fold="key" on details; data-live-seen="12" inside a [data-live-fragment="/url?vu=12"].
// What a link points to is opened; details[data-print-open] are open on paper.
const folds = new Map();

function onToggle(event) {
  const key = event.target.dataset?.fold;
  if (key) folds.set(key, event.target.open);
}

function reopen(root) {
  for (const one of root.querySelectorAll("details[data-fold]")) {
    if (folds.has(one.dataset.fold)) one.open = folds.get(one.dataset.fold);
  }
}

function note(root) {
  const seen = root.querySelector("[data-live-seen]")?.dataset.liveSeen;
  if (!seen || !root.dataset.liveFragment) return;
  const url = new URL(root.dataset.liveFragment, location.href);
  url.searchParams.set("vu", seen);
  root.dataset.liveFragment = url.pathname + url.search;
}

function reach() {
  const id = decodeURIComponent(location.hash.slice(1));
  const aim = id ? document.getElementById(id) : null;
  const fold = aim?.closest("details:not([open])");
  if (!fold) return;
  fold.open = true;
  aim.scrollIntoView();
}

function unfold() {
  for (const one of document.querySelectorAll("details[data-print-open]:not([open])")) {
    one.open = true;
    one.dataset.unfolded = "";
  }
}

function refold() {
  for (const one of document.querySelectorAll("details[data-unfolded]")) {
    one.open = false;
    delete one.dataset.unfolded;
  }
}

export function start() {
  reach();
  addEventListener("hashchange", reach);
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", refold);
  document.addEventListener("toggle", onToggle, true);
  document.addEventListener("maillon:swapped", (event) => {
    reopen(event.target);
    note(event.target);
  });
}
