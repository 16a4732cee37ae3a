"""The front door stays light: heavy libraries are loaded when they are used, not before."""

import subprocess
import sys

import pytest

HEAVY = (
    "pyoxigraph", "numpy", "scipy", "networkx", "rdflib", "pyvis", "IPython", "igraph", "pyarrow", "pandas", "polars",
    "rich", "jinja2", "filelock", "platformdirs", "starlette", "uvicorn", "pyshacl", "rocrate", "vl_convert",
    "yaml", "babel", "openpyxl", "python_calamine", "anyascii",
)  # fmt: skip

CASES = {
    "import comity": (),
    "import comity; comity.__version__": (),
    "from comity.__main__ import main; main(['--help'])": (),
    "from comity.__main__ import main; main(['network', '--help'])": (),
    "from comity.__main__ import main; main(['query', 'ASK {}'])": ("pyoxigraph", "rich", "platformdirs", "filelock"),
    "from comity.__main__ import main; main(['query', 'experts', '-f', 'csv'])": ("pyoxigraph",),
}


@pytest.mark.parametrize("code", CASES)
def test_only_what_is_needed_is_loaded(code: str) -> None:
    report = f"import sys; print('loaded:', *(m for m in {HEAVY!r} if m in sys.modules))"
    found = subprocess.run([sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=True)
    loaded = set(found.stdout.rsplit("loaded:", 1)[1].split())
    assert loaded <= set(CASES[code]), loaded


def test_a_network_takes_no_statistics_until_they_are_asked_for() -> None:
    code = "import sys, comity.graph.network.network; sys.exit('scipy.stats' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_names_of_the_front_door_are_all_there() -> None:
    import comity

    for name in comity.__all__:
        assert getattr(comity, name).__doc__, name
    assert {name for name in dir(comity) if not name.startswith("_")} == set(comity.__all__)
    assert {"open", "build", "Graph", "__version__", "__doc__"} <= set(dir(comity))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = comity.nothing
