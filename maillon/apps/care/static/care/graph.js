// The circle, drawn from the rows of its table: it can show nothing that the table does not.
// The library comes when somebody opens the drawing, and not before.

const CARE = new Set(["gp", "usual_carer", "nurse", "pharmacist", "physio", "specialist", "hospital"]);
const CLOSE = new Set(["family", "helper", "neighbour", "elected", "police", "other"]);
const SHAPES = { care: ["ellipse", 1], support: ["round-rectangle", 2], close: ["diamond", 3] };
const LINES = { yes: ["solid", "--accent"], no: ["dotted", "--edge"], stopped: ["dashed", "--late"] };
const READS = { yes: "lit", no: "ne lit pas", stopped: "arrêté par elle" };
const NARROW = 520, ROW = 100; // px
let drawn = null;

const kind = (part) => (CARE.has(part) ? "care" : CLOSE.has(part) ? "close" : "support");
const tint = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const rows = () => [...document.querySelectorAll("#circle-table tr[data-member]")];

function told(row) {
  const [who, part, , reads] = row.cells;
  const name = who.querySelector("b").textContent, role = part.firstChild.textContent.trim();
  return { name, role, said: `${name}, ${role} : ${READS[row.dataset.reads]}, ${reads.querySelector(".hint").textContent}` };
}

// Around the person; on a narrow window in two columns, where no name runs over its neighbour.
function around(box, count) {
  const wide = box.width / 2 - 66, high = box.height / 2 - 56, lines = Math.max(Math.ceil(count / 2) - 1, 1);
  if (box.width < NARROW) return (at) => ({ x: at % 2 ? wide : -wide, y: (2 * high * Math.floor(at / 2)) / lines - high });
  const turn = (at) => (2 * Math.PI * at) / count - Math.PI / 2;
  return (at) => ({ x: wide * Math.cos(turn(at)), y: high * Math.sin(turn(at)) });
}

function elements(centre, members, place) {
  const found = [{ data: { id: "centre", label: centre }, position: { x: 0, y: 0 }, classes: "centre" }];
  members.forEach((row, at) => {
    const id = `m${at}`, { name, role } = told(row), first = row.hasAttribute("data-referent");
    found.push(
      { data: { id, at, label: [name, role, ...(first ? ["référent"] : [])].join("\n") },
        classes: kind(row.dataset.member), position: place(at) },
      { data: { id: `e${at}`, source: "centre", target: id },
        classes: `${row.dataset.reads}${first ? " referent" : row.dataset.member === "gp" ? " gp" : ""}` },
    );
  });
  return found;
}

function style() {
  const text = { "font-family": "Inter Variable, Inter, sans-serif", "font-size": 12, color: tint("--ink") };
  const kinds = Object.entries(SHAPES).map(([name, [shape, number]]) => ({
    selector: `node.${name}`,
    style: { shape, "background-color": tint(`--tint-${number}`), "border-color": tint(`--tint-${number}-ink`) },
  }));
  const lines = Object.entries(LINES).map(([name, [line, colour]]) => ({
    selector: `edge.${name}`, style: { "line-style": line, "line-color": tint(colour) },
  }));
  return [
    { selector: "node", style: { ...text, label: "data(label)", width: 30, height: 30, "border-width": 2,
      "text-wrap": "wrap", "text-max-width": 116, "text-valign": "bottom", "text-margin-y": 4,
      "text-background-color": tint("--wash"), "text-background-opacity": .9, "text-background-padding": 2 } },
    { selector: "node.centre", style: { width: 44, height: 44, "background-color": tint("--accent"),
      "border-color": tint("--accent-strong"), "font-size": 14, "font-weight": 600 } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": tint("--focus") } },
    { selector: "edge", style: { width: 2 } },
    { selector: "edge.referent", style: { width: 7 } },
    { selector: "edge.gp", style: { width: 4 } },
    ...kinds, ...lines,
  ];
}

async function draw(graph) {
  const place = graph.querySelector("[data-graph-place]");
  const { default: cytoscape } = await import(graph.dataset.library);
  if (!place.isConnected || !graph.open) return;
  drawn?.destroy();
  const members = rows(), narrow = place.clientWidth < NARROW;
  place.style.blockSize = narrow ? `${Math.max(Math.ceil(members.length / 2) * ROW, 260)}px` : "";
  const box = place.getBoundingClientRect();
  drawn = cytoscape({
    container: place, elements: elements(graph.dataset.centre, members, around(box, members.length)), style: style(),
    layout: { name: "preset", fit: false }, zoom: 1, pan: { x: box.width / 2, y: box.height / 2 - 24 },
    autoungrabify: true, boxSelectionEnabled: false, userZoomingEnabled: false, userPanningEnabled: false,
  });
  drawn.on("tap", "node[at]", (event) => {
    graph.querySelector("[data-graph-said]").textContent = told(rows()[event.target.data("at")]).said;
  });
}

const open = () => document.querySelector("[data-graph][open]");
// A page that lives is written again around us: whoever opens a drawing is heard from the document.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("[data-graph]") && event.target.open) draw(event.target);
}, true);
document.addEventListener("change", (event) => {
  if (event.target.closest?.("[data-theme-switch]") && open()) setTimeout(() => drawn?.style(style()));
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => open() && drawn?.style(style()));
addEventListener("resize", () => open() && draw(open()));
