"""Measure: interleaved runs, CPU seconds over all threads, medians."""

import argparse
import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

Run = Callable[[], object]


def compare(title: str, runs: dict[str, Run], repeat: int) -> dict[str, float]:
    """Run each of *runs* in turn, *repeat* times; print the median of each and its ratio to the first."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(repeat):
        for name, run in runs.items():
            gc.collect()
            before = _cpu()
            run()
            seconds[name].append(_cpu() - before)
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    ours, *others = runs
    print(f"{title}")
    print(f"  {ours:<34}{medians[ours] * 1000:12.1f} ms")
    for name in others:
        ratio = medians[ours] / medians[name] if medians[name] else float("nan")
        word = f"ours takes {ratio:.2f} x" if ratio >= 1 else f"ours is {1 / ratio:.1f} x faster"
        print(f"  {name:<34}{medians[name] * 1000:12.1f} ms   {word}")
    sys.stdout.flush()
    return medians


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def arguments(description: str, default: int = 10_000) -> argparse.Namespace:
    """Read ``--activities`` and ``--repeat``, and print the versions that are measured."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--activities", type=int, default=default)
    parser.add_argument("--repeat", type=int, default=5)
    found = parser.parse_args()
    names = ("comity", "pyoxigraph", "rdflib", "networkx", "igraph", "scipy", "pyarrow", "pyvis")
    print(" ".join(f"{name} {version(name)}" for name in names))
    return found
