// What was refused is still typed: the form that was sent is filled again and its folds opened.
// A refusal is what comes back with a [data-refused] inside.
let sent = null;

function onSend(event) {
  const form = event.detail.elt?.closest?.("form");
  const url = form?.getAttribute("action");
  sent = url ? { url, words: [...new FormData(form)].filter(([, value]) => typeof value === "string") } : null;
}

function fill(form, words) {
  for (const one of form.elements) {
    if (!one.name || one.type === "hidden" || one.type === "submit") continue;
    const values = words.filter(([name]) => name === one.name).map(([, value]) => value);
    if (one.type === "checkbox" || one.type === "radio") one.checked = values.includes(one.value);
    else if (values.length) one.value = values[0];
  }
}

function onSwap(event) {
  const target = event.detail.target;
  const was = sent;
  if (!was || !target?.querySelector("[data-refused]")) return;
  const form = target.querySelector(`form[action="${CSS.escape(was.url)}"]`);
  if (!form) return;
  fill(form, was.words);
  for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}

export function start() {
  document.addEventListener("htmx:beforeRequest", onSend);
  document.addEventListener("htmx:afterSwap", onSwap);
}
