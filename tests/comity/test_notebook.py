"""The notebook of the documentation: it runs, and gives what it shows."""

from pathlib import Path

import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


@pytest.mark.filterwarnings("ignore")  # Jupyter's own
def test_the_notebook_gives_what_it_shows(built_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("COMITY_STORE", str(built_store))
    shown = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    run = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(run, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parents[1])}}).execute()
    for before, after in zip(shown.cells, run.cells, strict=True):
        assert outputs(before) == outputs(after), after.source


def outputs(cell: dict) -> list[str]:  # type: ignore[type-arg]
    found = []
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        found.append(data.get("text/html") or data.get("text/plain") or output.get("text") or "")
    return found
