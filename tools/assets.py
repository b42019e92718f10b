"""Copy what the pages need from node_modules into the static files, licences beside them."""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "maillon" / "kernel" / "static" / "vendor"

FILES: dict[str, str] = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/dist/css/bootstrap-grid.min.css": "bootstrap/bootstrap-grid.min.css",
    "bootstrap/dist/css/bootstrap-reboot.min.css": "bootstrap/bootstrap-reboot.min.css",
    "bootstrap/LICENSE": "bootstrap/LICENSE",
    "bootstrap-icons/font/bootstrap-icons.min.css": "bootstrap-icons/bootstrap-icons.min.css",
    "bootstrap-icons/LICENSE": "bootstrap-icons/LICENSE",
    "@fontsource-variable/inter/index.css": "inter/index.css",
    "@fontsource-variable/inter/LICENSE": "inter/LICENSE",
    # The build that makes no code at run time, for the strict policy of our pages.
    "maplibre-gl/dist/maplibre-gl-csp.js": "maplibre-gl/maplibre-gl-csp.js",
    "maplibre-gl/dist/maplibre-gl-csp-worker.js": "maplibre-gl/maplibre-gl-csp-worker.js",
    "maplibre-gl/dist/maplibre-gl.css": "maplibre-gl/maplibre-gl.css",
    "cytoscape/dist/cytoscape.esm.min.mjs": "cytoscape/cytoscape.js",
    "cytoscape/LICENSE": "cytoscape/LICENSE",
    "maplibre-gl/LICENSE.txt": "maplibre-gl/LICENSE.txt",
    "trix/dist/trix.umd.min.js": "trix/trix.umd.min.js",
    "trix/LICENSE": "trix/LICENSE",
}
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|^//# sourceMappingURL=.*$", re.MULTILINE)
LOCAL_URL = re.compile(r"""url\(["']?(?!data:)([^"')?#]+)""")


def copy(source: Path, target: Path) -> None:
    """Copy one file; sheets and scripts lose their source maps, a sheet brings its fonts."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix not in (".css", ".js"):
        shutil.copyfile(source, target)
        return
    text = SOURCE_MAP.sub("", source.read_text(encoding="utf-8"))
    target.write_text(text, encoding="utf-8")
    sheet = text if source.suffix == ".css" else ""
    for named in sorted(set(LOCAL_URL.findall(sheet))):
        copy(source.parent / named, target.parent / named)


def main() -> int:
    """Replace the vendor folder as a whole, so that nothing of an older version stays."""
    if not MODULES.is_dir():
        print("node_modules is missing: run `make setup`.", file=sys.stderr)
        return 1
    shutil.rmtree(VENDOR, ignore_errors=True)
    for name, target in FILES.items():
        copy(MODULES / name, VENDOR / target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
