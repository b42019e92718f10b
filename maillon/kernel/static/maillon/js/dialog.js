// Native dialogs. data-dialog-open="ID" opens, data-dialog-close shuts, a click outside shuts too.
// The element that opened it gets focus back (the browser does that).

function onClick(event) {
  const opener = event.target.closest?.("[data-dialog-open]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialogOpen)?.showModal();
    return;
  }
  const dialog = event.target.closest?.("dialog[open]");
  if (dialog && event.target.closest("[data-dialog-close]")) {
    event.preventDefault();
    dialog.close();
  } else if (dialog && event.target === dialog && outside(dialog, event)) {
    dialog.close();
  }
}

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

export function start() {
  document.addEventListener("click", onClick);
}
