// Tiles by letter: inside [data-choices], A to Z picks the tile that bears it. Arrows stay the browser's.

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) return;
  const group = event.target.closest?.("[data-choices]");
  if (!group || !event.target.matches("input[type=radio], input[type=checkbox]")) return;
  const place = event.key.toUpperCase().charCodeAt(0) - 65;
  const box = group.querySelectorAll(".choice input")[place];
  if (place < 0 || place > 25 || !box || box.disabled) return;
  event.preventDefault();
  box.focus();
  box.click();
}

export function start() {
  document.addEventListener("keydown", onKey);
}
