// The map of who is enrolled where. The table below says the same: where no map can be drawn, it stays alone.
const place = document.querySelector("[data-map]");

const FILL = [
  "case",
  ["get", "white"], "#d9480f",
  ["<", ["get", "share"], 0], "#c9ccd1",
  ["<", ["get", "share"], 0.5], "#f2cc8f",
  ["<", ["get", "share"], 0.8], "#81b29a",
  "#2a6f57",
];
const STYLE = (data) => ({
  version: 8,
  sources: { communes: { type: "geojson", data } },
  layers: [
    { id: "fill", type: "fill", source: "communes", paint: { "fill-color": FILL, "fill-opacity": 1 } },
    { id: "line", type: "line", source: "communes", paint: { "line-color": "#ffffff", "line-width": 1.2 } },
  ],
});

function bounds(data) {
  const box = [180, 90, -180, -90];
  const visit = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]); box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]); box[3] = Math.max(box[3], part[1]);
    } else part.forEach(visit);
  };
  data.features.forEach((one) => visit(one.geometry.coordinates));
  return box;
}

function words({ name, known, enrolled, covering, white }) {
  const said = document.createElement("div");
  const title = document.createElement("strong");
  title.textContent = name;
  said.append(title, document.createElement("br"));
  said.append(white ? "Zone blanche : personne ne peut y être sollicité." : `${covering} peuvent y aller.`);
  said.append(document.createElement("br"), `${enrolled} inscrits sur ${known} au répertoire.`);
  return said;
}

async function draw() {
  const answer = await fetch(place.dataset.map, { headers: { Accept: "application/geo+json" } });
  const data = await answer.json();
  if (!answer.ok || !data.features.length) return;
  place.hidden = false;
  const { maplibregl } = window;
  maplibregl.setWorkerUrl(place.dataset.worker);
  const map = new maplibregl.Map({
    container: place.querySelector(".enrolled-canvas"),
    style: STYLE(data),
    bounds: bounds(data),
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    dragRotate: false,
    cooperativeGestures: false,
    locale: { "Map.Title": "Carte des communes", "NavigationControl.ZoomIn": "Agrandir", "NavigationControl.ZoomOut": "Réduire" },
  });
  map.scrollZoom.disable();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }));
  map.on("click", "fill", (event) => {
    new maplibregl.Popup().setLngLat(event.lngLat).setDOMContent(words(event.features[0].properties)).addTo(map);
  });
  map.once("idle", () => { place.dataset.drawn = "true"; });
}

if (place) draw().catch(() => { place.hidden = true; });
