/* What is said of a point, with headings, lists and bold. Without this script the text area stays,
   in plain words; a text nobody touched is sent as it was. */

const TOOLS = [
  ["bold", "Gras"],
  ["italic", "Italique"],
  ["heading1", "Titre"],
  ["bullet", "Liste"],
  ["number", "Liste numérotée"],
  ["quote", "Citation"],
];
const STEPS = [
  ["undo", "Annuler"],
  ["redo", "Rétablir"],
];

function button(label, name, value) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.setAttribute(name, value);
  return made;
}

function toolbar(area) {
  const bar = document.createElement("trix-toolbar");
  bar.id = `${area.id}-tools`;
  const row = document.createElement("div");
  row.className = "rich-tools";
  row.setAttribute("role", "toolbar");
  row.setAttribute("aria-label", "Mise en forme");
  for (const [code, label] of TOOLS) {
    const tool = button(label, "data-trix-attribute", code);
    tool.setAttribute("aria-pressed", "false");
    row.append(tool);
  }
  for (const [code, label] of STEPS) row.append(button(label, "data-trix-action", code));
  bar.append(row);
  return bar;
}

/* Trix listens to the mouse alone: Enter and Space come as a click without one. */
function press(editor, tool) {
  const { trixAttribute: look, trixAction: step } = tool.dataset;
  if (step) editor[step]();
  else if (editor.attributeIsActive(look)) editor.deactivateAttribute(look);
  else editor.activateAttribute(look);
}

function show(bar, editor) {
  for (const tool of bar.querySelectorAll("[data-trix-attribute]")) {
    tool.setAttribute("aria-pressed", String(editor.attributeIsActive(tool.dataset.trixAttribute)));
  }
}

function dress(area) {
  const label = area.labels[0];
  const input = document.createElement("input");
  input.type = "hidden";
  input.id = `${area.id}-html`;
  input.value = area.dataset.rich;
  if ("richChanged" in area.dataset) input.name = "html"; // without a name it is not sent
  const bar = toolbar(area);
  const paper = document.createElement("trix-editor");
  paper.setAttribute("input", input.id);
  paper.setAttribute("toolbar", bar.id);
  paper.setAttribute("aria-label", label.textContent);
  paper.setAttribute("aria-multiline", "true");
  paper.addEventListener("trix-initialize", () => {
    paper.addEventListener("trix-change", () => {
      input.name = "html";
      show(bar, paper.editor);
    });
    paper.addEventListener("trix-selection-change", () => show(bar, paper.editor));
  });
  paper.addEventListener("trix-file-accept", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const tool = event.target.closest("button");
    if (tool && event.detail === 0) {
      press(paper.editor, tool);
      show(bar, paper.editor);
    }
  });
  area.after(input, bar, paper);
  area.hidden = true;
  label.removeAttribute("for");
}

const { Trix } = window;
if (Trix) {
  Trix.config.blockAttributes.heading1.tagName = "h3"; // under the title of the point
  for (const area of document.querySelectorAll("textarea[data-rich]")) dress(area);
}
