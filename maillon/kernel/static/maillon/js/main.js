// Starts every small module. Each works by delegation, so fragments need no set-up of their own.
import * as announce from "./announce.js";
import * as autosave from "./autosave.js";
import * as choices from "./choices.js";
import * as combobox from "./combobox.js";
import * as dialog from "./dialog.js";
import * as folds from "./folds.js";
import * as keyboard from "./keyboard.js";
import * as lock from "./lock.js";
import * as palette from "./palette.js";
import * as panel from "./panel.js";
import * as presence from "./presence.js";
import * as refused from "./refused.js";
import * as sse from "./sse.js";
import * as theme from "./theme.js";
import * as undo from "./undo.js";

for (const part of [announce, autosave, choices, combobox, dialog, folds, keyboard, lock, palette, panel, presence, refused, sse, theme, undo]) {
  part.start(document);
}
document.addEventListener("htmx:load", (event) => refresh(event.target));
document.addEventListener("maillon:swapped", (event) => refresh(event.target));
document.documentElement.dataset.ready = "true";

function refresh(root) {
  combobox.enhance(root);
  autosave.enhance(root);
  choices.enhance(root);
  undo.enhance(root);
}
