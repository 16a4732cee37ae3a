"""Measure: interleaved runs, CPU seconds over all threads, medians."""

import argparse
import gc
import resource
import statistics
import sys
import time
from collections.abc import Callable, Container, Mapping
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

Run = Callable[[], object]


def compare(title: str, runs: Mapping[str, Run], repeat: int, once: Container[str] = ()) -> dict[str, float]:
    """Run each of *runs* in turn, *repeat* times; print the median of each and its ratio to the first.

    Those in *once* are run in the first round only.
    """
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(repeat):
        for name, run in runs.items():
            if number and name in once:
                continue
            gc.collect()
            before = _cpu()
            run()
            seconds[name].append(_cpu() - before)
    return report(title, seconds)


def report(title: str, seconds: Mapping[str, list[float]]) -> dict[str, float]:
    """Print the median of each, and its ratio to the first."""
    medians = {name: statistics.median(found) for name, found in seconds.items()}
    ours, *others = seconds
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


def peak(run: Callable[..., object], *given: object) -> float:
    """Give the most memory, in MiB, that a process of its own holds while it runs ``run(*given)``."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_peak, run, given).result()


def _peak(run: Callable[..., object], given: tuple[object, ...]) -> float:
    run(*given)
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage gives would include the process that started this one
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


def arguments(description: str, default: int = 10_000, also: tuple[str, ...] = ()) -> argparse.Namespace:
    """Read ``--activities`` and ``--repeat``, and print the versions that are measured, those of *also* with them."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--activities", type=int, default=default)
    parser.add_argument("--repeat", type=int, default=5)
    found = parser.parse_args()
    names = ("comity", "pyoxigraph", "rdflib", "networkx", "igraph", "scipy", "pyarrow", "pyvis", *also)
    print(" ".join(f"{name} {version(name)}" for name in names))
    return found
