// Tiles by letter: inside [data-choices], A to Z picks the tile that bears it. Among radios, arrows stay
// the browser's; a grid of boxes is one stop of Tab too, and arrows walk in it.

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

function boxesOf(target) {
  const group = target.closest?.("[data-choices]");
  return group && target.matches("input[type=checkbox]") ? [...group.querySelectorAll(".choice input[type=checkbox]")] : [];
}

function stopAt(boxes, here) {
  for (const box of boxes) box.tabIndex = box === here ? 0 : -1;
}

function onArrow(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const boxes = step && !event.ctrlKey && !event.altKey && !event.metaKey ? boxesOf(event.target) : [];
  if (!boxes.length) return;
  event.preventDefault();
  boxes[(boxes.indexOf(event.target) + step + boxes.length) % boxes.length].focus();
}

export function enhance(root) {
  for (const group of root.querySelectorAll?.("[data-choices]") || []) {
    const boxes = boxesOf(group.querySelector(".choice input") || group);
    if (boxes.length) stopAt(boxes, boxes.find((box) => box.checked) || boxes[0]);
  }
}

export function start(root) {
  enhance(root);
  document.addEventListener("keydown", onKey);
  document.addEventListener("keydown", onArrow);
  document.addEventListener("focusin", (event) => stopAt(boxesOf(event.target), event.target));
}
