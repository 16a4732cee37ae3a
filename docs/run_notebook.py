"""Run the notebook on the shipped graph and keep what it shows: ``python docs/run_notebook.py``."""

import os
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

import comity

NOTEBOOK = Path(__file__).parent / "notebook.ipynb"

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as store:
        comity.build(store=store)
        os.environ["COMITY_STORE"] = store
        notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
        NotebookClient(notebook, timeout=120).execute()
    for cell in notebook.cells:
        cell.metadata = {}
    nbformat.write(notebook, NOTEBOOK)  # type: ignore[no-untyped-call]
