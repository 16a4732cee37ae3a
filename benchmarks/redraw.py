"""Redraw a map: main-thread CPU of one pan of the WebGL page, against bare sigma and pyvis, all with the same lines."""

import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.generate import generated
from benchmarks.measure import arguments, report
from comity.api import Graph
from comity.graph.store.embedded import open_snapshot
from comity.viz.map.bundles import BUNDLES, read_bundle
from comity.viz.map.large_map import compose_large, render_large
from comity.viz.map.page import Page

MODULES = BUNDLES.parent / "node_modules"
BARE = (MODULES / "graphology/dist/graphology.umd.min.js", MODULES / "sigma/dist/sigma.min.js")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
ARGUMENTS += ["--disable-sync", "--no-first-run", "--disable-quic", "--disable-renderer-backgrounding"]
WIDTH, HEIGHT = 1054, 720

# Each moves the camera once a frame, waits for the drawing, and counts the drawings.
PAN_OURS = """frames => pan(frames, n => window.comity.picture().move(n % 2 ? 0.01 : -0.01, 0),
  told => window.comity.picture().onDrawn(told))"""
PAN_SIGMA = """frames => pan(frames, n => {
  const camera = renderer.getCamera();
  camera.setState({ x: camera.x + (n % 2 ? 0.01 : -0.01) });
}, told => renderer.on("afterRender", told))"""
PAN_PYVIS = """frames => pan(frames, n => {
  const { x, y } = network.getViewPosition();
  network.moveTo({ position: { x: x + (n % 2 ? 5 : -5), y }, animation: false });
}, told => network.on("afterDrawing", told))"""
PAN = """() => { window.pan = async (frames, move, onDrawn) => {
  if (!window.counting) { window.drawn = 0; window.counting = true; onDrawn(() => { window.drawn += 1; }); }
  const before = window.drawn;
  for (let n = 0; n < frames; n += 1) { move(n); await new Promise(requestAnimationFrame); }
  await new Promise(requestAnimationFrame);
  return window.drawn - before;
}; }"""
READY = {"ours": "window.comity && window.comity.picture()", "sigma": "window.renderer", "pyvis": "window.network"}
DRAWN = """[...document.querySelectorAll("canvas")].some(one => one.width > 300)"""


def why_not() -> str:
    """Say what is absent that this needs; "" when all is there."""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return "playwright is absent (make suites installs it)"
    if CHROMIUM is None:
        return "no Chromium on this machine (Debian: chromium)"
    missing = [path.name for path in (BUNDLES / "large.js", *BARE) if not path.is_file()]
    return f"{', '.join(missing)} not here (make scripts)" if missing else ""


def main() -> None:
    asked = arguments(__doc__ or "", default=19_000)
    if reason := why_not():
        print(f"skipped: {reason}")
        return
    from playwright.sync_api import sync_playwright

    with (
        generated(asked.activities, max(50, asked.activities * 2 // 3)) as store,
        tempfile.TemporaryDirectory() as name,
    ):
        page = compose_large(Graph(open_snapshot(store)).network())
        files = _write_pages(page, Path(name))
        counts = page.page["counts"]
        with sync_playwright() as api:
            browser = api.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            sigma, graphology = (_version(name) for name in ("sigma", "graphology"))
            print(f"Chromium {browser.version}, sigma {sigma}, graphology {graphology}, no GPU")
            opened = {name: _open(browser, *file) for name, file in files.items()}
            frames = 20 if asked.repeat > 1 else 5
            seconds: dict[str, list[float]] = {name: [] for name in opened}
            for _ in range(asked.repeat):
                for name, redraw in opened.items():
                    seconds[name].append(redraw(max(5, frames // 4) if name.startswith("pyvis") else frames))
            browser.close()
        report(
            f"main-thread CPU of a redraw, {counts['placed']:,} nodes and {counts['drawn'][0]:,} lines, "
            f"median of {asked.repeat} times {frames} (pyvis: {max(5, frames // 4)})",
            seconds,
        )
        print("  pyvis stands with our places and without its physics, which at this size does not settle")


def _write_pages(page: Page, folder: Path) -> dict[str, tuple[Path, str, str]]:
    ours, bare, plain = folder / "ours.html", folder / "sigma.html", folder / "pyvis.html"
    ours.write_text(render_large(page, read_bundle("large")), encoding="utf-8")
    nodes, edges = _graph(page)
    bare.write_text(_bare_sigma(nodes, edges), encoding="utf-8")
    plain.write_text(_pyvis(nodes, edges), encoding="utf-8")
    return {
        "our page": (ours, READY["ours"], PAN_OURS),
        "bare sigma": (bare, READY["sigma"], PAN_SIGMA),
        "pyvis as it comes": (plain, READY["pyvis"], PAN_PYVIS),
    }


def _graph(page: Page) -> tuple[list[dict[str, Any]], list[tuple[int, int]]]:
    """Give the nodes and the lines that our page draws first."""
    nodes, ties, colours = page.facts["nodes"], page.facts["ties"], {g["id"]: g["colour"] for g in page.page["groups"]}
    found = [
        {
            "x": nodes["x"][number],
            "y": nodes["y"][number],
            "label": name,
            "size": 2 + 9 * (nodes["activities"][number] / max(nodes["activities"])) ** 0.5,
            "color": colours[nodes["groups"][nodes["group"][number]]],
        }
        for number, name in enumerate(nodes["name"])
    ]
    ends = zip(ties["source"], ties["target"], ties["level"], strict=True)
    return found, [(source, target) for source, target, level in ends if level == 0]


def _bare_sigma(nodes: list[dict[str, Any]], edges: list[tuple[int, int]]) -> str:
    scripts = "".join(f"<script>{path.read_text(encoding='utf-8')}</script>" for path in BARE)
    return f"""<!doctype html><meta charset="utf-8"><style>#a {{ width: {WIDTH}px; height: {HEIGHT}px }}</style>
<div id="a"></div>{scripts}<script>
const graph = new graphology.Graph();
{json.dumps(nodes)}.forEach((node, n) => graph.addNode(n, node));
{json.dumps(edges)}.forEach(([a, b]) => graph.addEdge(a, b));
window.renderer = new Sigma(graph, document.getElementById("a"));
</script>"""


def _pyvis(nodes: list[dict[str, Any]], edges: list[tuple[int, int]]) -> str:
    from pyvis.network import Network

    drawn = Network(height=f"{HEIGHT}px", width=f"{WIDTH}px", cdn_resources="in_line")
    # Its own add_node takes minutes for so many; the lists it would make are filled at once.
    drawn.nodes = [
        {**node, "id": number, "x": node["x"] * 60, "y": node["y"] * 60, "shape": "dot"}
        for number, node in enumerate(nodes)
    ]
    drawn.edges = [{"from": source, "to": target} for source, target in edges]
    drawn.toggle_physics(False)
    html: str = drawn.generate_html()
    return html


def _open(browser: Any, path: Path, ready: str, pan: str) -> Callable[[int], float]:
    """Open a page and give a function that pans it so many times and gives the seconds of one drawing."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True, bypass_csp=True).new_page()
    page.goto(path.as_uri(), timeout=180_000)
    page.wait_for_function(f"() => ({ready}) && ({DRAWN})", timeout=180_000)
    page.evaluate(PAN)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))

    def redraw(frames: int) -> float:
        page.bring_to_front()
        page.evaluate(pan, 3)
        before = busy()
        drawn = page.evaluate(pan, frames)
        if not drawn:
            raise SystemExit(f"{path.name} was not drawn while it was moved")
        return (busy() - before) / drawn

    return redraw


def _version(name: str) -> str:
    return str(json.loads((MODULES / name / "package.json").read_text(encoding="utf-8"))["version"])


if __name__ == "__main__":
    main()
