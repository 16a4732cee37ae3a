"""Davis's Southern Women (networkx has them) as a package of tables: equal to what others compute from them."""

import csv
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from scipy import stats

from comity.data import open_package
from comity.graph.analysis.bicm import degrees_of, probabilities
from comity.graph.analysis.significance import poisson_binomial_tail
from comity.graph.build.snapshot import build_graph
from comity.graph.network.network import Network, compute_network
from comity.graph.store.embedded import open_snapshot
from tests.packages import write_package

# p-values of the 139 ties by the R package backbone 2.1.3: fixedrow, sdsm (whose Poisson-binomial
# tail is an approximation) and disparity.
RECORDED = Path(__file__).with_name("davis_p_values.csv")
DAVIS = nx.davis_southern_women_graph()


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    women, events = (DAVIS.graph[side] for side in ("top", "bottom"))
    tables = {
        "sources": [
            {"id": "davis", "url": "https://example.org/davis", "language": "en", "publisher": "x", "kind": "web-page"}
        ],
        "places": [{"id": "USA", "name": "United States", "kind": "country"}],
        "actors": [
            {"id": slug(name), "name": name, "kind": "national-body", "collective": "no", "certainty": "certain"}
            for name in women
        ],
        "activities": [
            {
                "id": slug(name),
                "kind": "meeting",
                "title": name,
                "date_precision": "unknown",
                "year_ground": "inferred",
                "mode": "in-person",
                "mode_ground": "inferred",
                "source": "davis",
            }
            for name in events
        ],
        "participations": [
            {"activity": slug(event), "actor": slug(woman), "role": "participant", "ground": "stated"}
            for woman in women
            for event in DAVIS[woman]
        ],
    }
    folder = tmp_path_factory.mktemp("davis")
    build_graph([open_package(write_package(folder / "package", tables, name="davis"))], folder / "store")
    return compute_network(open_snapshot(folder / "store"))


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def recorded() -> dict[tuple[str, str], dict[str, float]]:
    with RECORDED.open(encoding="utf-8", newline="") as file:
        found = {}
        for row in csv.DictReader(file):
            one, other = sorted((slug(row.pop("a")), slug(row.pop("b"))))
            found[one, other] = {name: float(value) for name, value in row.items()}
        return found


def chances(network: Network, model: str) -> dict[tuple[str, str], float]:
    kept = network.backbone(model, alpha=1, correction="none")
    return {(row["source"], row["target"]): row["p_value"] for row in kept.rows}


def test_there_are_139_ties_that_weigh_322(network: Network) -> None:
    assert len(network.selection.nodes) == 18
    assert network.summary().activities == 14
    assert len(network.rows) == 139
    assert sum(row["weight"] for row in network.rows) == 322


def test_betweenness_equals_networkx_and_igraph(network: Network) -> None:
    """Lengths 1/w are fractions for networkx: as floats, 1/3 + 1/6 is not always 1/2, and it misses shortest paths."""
    import igraph

    projected = nx.bipartite.weighted_projected_graph(DAVIS, DAVIS.graph["top"])
    for _, _, data in projected.edges(data=True):
        data["distance"] = Fraction(1, data["weight"])
    ours = {row.actor: row.value for row in network.rank("betweenness", 20).rows}
    wanted = {slug(name): value for name, value in nx.betweenness_centrality(projected, weight="distance").items()}
    assert ours == pytest.approx(wanted, abs=1e-9)
    graph = igraph.Graph.from_networkx(projected)
    pairs = (18 - 1) * (18 - 2) / 2
    raw = graph.betweenness(weights=[float(length) for length in graph.es["distance"]])
    assert ours == pytest.approx(
        {slug(name): value / pairs for name, value in zip(projected, raw, strict=True)}, abs=1e-9
    )


def test_hypergeometric_p_values_equal_scipy_and_those_recorded_from_r(network: Network) -> None:
    ours, wanted = chances(network, "hypergeometric"), recorded()
    assert ours == pytest.approx({pair: row["hypergeometric"] for pair, row in wanted.items()}, abs=1e-9)
    degree = {slug(name): DAVIS.degree(name) for name in DAVIS.graph["top"]}
    for (one, other), p in ours.items():
        shared = wanted[one, other]["shared"]
        assert p == pytest.approx(stats.hypergeom.sf(shared - 1, 14, degree[one], degree[other]), abs=1e-12)


def test_disparity_p_values_equal_those_recorded_from_r(network: Network) -> None:
    wanted = {pair: row["disparity"] for pair, row in recorded().items()}
    assert chances(network, "disparity") == pytest.approx(wanted, abs=1e-9)


def test_the_sdsm_backbone_is_that_of_r(network: Network) -> None:
    ours, wanted = chances(network, "sdsm"), {pair: row["sdsm"] for pair, row in recorded().items()}
    # R takes a normal approximation of the exact tail.
    assert ours == pytest.approx(wanted, abs=0.02)
    for alpha in (0.01, 0.05, 0.15):
        kept = network.backbone("sdsm", alpha, "none").rows
        assert {(row["source"], row["target"]) for row in kept} == {pair for pair, p in wanted.items() if p <= alpha}
    # With the same approximation of the same probabilities the numbers are the same.
    p = probabilities(*(side.astype(int) for side in degrees_of(network.view.sides[0])))
    for (one, other), row in recorded().items():
        both = p[network.selection.find(one)] * p[network.selection.find(other)]
        assert refined_normal_tail(row["shared"], both) == pytest.approx(row["sdsm"], abs=1e-7)


def refined_normal_tail(shared: float, p: np.ndarray) -> float:
    """Approximate P(X >= shared) for independent trials with the chances *p* (Volkova 1996)."""
    variance = float((p * (1 - p)).sum())
    skew = float((p * (1 - p) * (1 - 2 * p)).sum()) / variance**1.5
    x = (shared - 0.5 - float(p.sum())) / variance**0.5
    return float(min(1.0, max(0.0, stats.norm.sf(x) - skew / 6 * (1 - x**2) * stats.norm.pdf(x))))


def test_the_tail_is_that_of_enumeration() -> None:
    random = np.random.default_rng(3)
    for _ in range(20):
        p = random.uniform(size=8)
        mass = np.zeros(9)
        for outcome in range(2**8):
            hits = np.array([outcome >> bit & 1 for bit in range(8)], bool)
            mass[hits.sum()] += np.where(hits, p, 1 - p).prod()
        assert poisson_binomial_tail(p, np.ones(8, int)) == pytest.approx(np.cumsum(mass[::-1])[::-1], abs=1e-12)


@pytest.mark.filterwarnings("ignore:First-class function type")  # numba's, of the library
def test_probabilities_and_p_values_equal_bicm(network: Network) -> None:
    bicm = pytest.importorskip("bicm", reason="the library bicm is not installed (extra: suites)")
    matrix = np.asarray(network.view.sides[0].todense())
    graph = bicm.BipartiteGraph()
    graph.set_biadjacency_matrix(matrix)
    graph.solve_tool(method="newton", tol=1e-12, verbose=False)
    theirs = graph.get_bicm_matrix()
    ours = probabilities(*(side.astype(int) for side in degrees_of(network.view.sides[0])))
    assert pytest.approx(theirs, abs=1e-7) == ours.T
    ones = np.ones(len(theirs), int)
    for row in network.backbone("sdsm", 1, "none").rows:
        one, other = (network.selection.find(row[end]) for end in ("source", "target"))
        wanted = poisson_binomial_tail(theirs[:, one] * theirs[:, other], ones)[row["activities"]]
        assert row["p_value"] == pytest.approx(wanted, abs=1e-7)


def test_r_gives_the_same_betweenness_and_p_values(network: Network) -> None:
    found = run_r(network)
    ours = {row.actor: row.value for row in network.rank("betweenness", 20).rows}
    assert ours == pytest.approx(found["betweenness"], abs=1e-9)
    for (one, other), p in chances(network, "hypergeometric").items():
        assert p == pytest.approx(found["hypergeometric"][f"{one} {other}"], abs=1e-9)


SCRIPT = """
suppressMessages(library(igraph))
edges <- read.csv(commandArgs(TRUE)[1])
n <- function(x) as.list(setNames(x, NULL))
g <- graph_from_data_frame(edges[c("source", "target")], directed = FALSE)
b <- betweenness(g, weights = 1 / edges$weight, normalized = TRUE)
h <- phyper(edges$weight - 1, edges$one, 14 - edges$one, edges$other, lower.tail = FALSE)
cat(sprintf("betweenness\\t%s\\t%.15g\\n", names(b), b), sep = "")
cat(sprintf("hypergeometric\\t%s %s\\t%.15g\\n", edges$source, edges$target, h), sep = "")
"""


def run_r(network: Network) -> dict[str, dict[str, float]]:
    """Compute in R with igraph; skip where there is none."""
    program = shutil.which("Rscript")
    if not program or subprocess.run([program, "-e", "library(igraph)"], capture_output=True, check=False).returncode:
        pytest.skip("R with igraph is not installed (r-base-core, r-cran-igraph)")
    import tempfile

    degree = {slug(name): DAVIS.degree(name) for name in DAVIS.graph["top"]}
    with tempfile.TemporaryDirectory() as name:
        edges, script = Path(name, "edges.csv"), Path(name, "davis.R")
        rows = [{**row, "one": degree[row["source"]], "other": degree[row["target"]]} for row in network.rows]
        with edges.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        script.write_text(SCRIPT, encoding="utf-8")
        text = subprocess.run([program, str(script), str(edges)], capture_output=True, check=True, text=True).stdout
    found: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        what, key, value = line.split("\t")
        found.setdefault(what, {})[key] = float(value)
    return found
