"""The Python interface: open a graph, ask it, take networks and maps from it."""

import sys
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Never

from .data import SHIPPED, Package, QueryWarning, RangeError, open_package
from .data.cells import check_known, quote
from .data.dates import first_day, last_day
from .graph.analysis.choices import DRAWS, SEED
from .graph.network.network import Network as TieNetwork
from .graph.network.network import compute_network
from .graph.query.answers import Answer
from .graph.query.saved import SavedQuery, find_query, saved_queries
from .graph.store.manifest import Manifest
from .graph.store.open import open_store
from .graph.store.protocol import Store
from .graph.store.values import bind_values
from .graph.ties.filters import Filters
from .graph.ties.ties import find_tie
from .settings import store_folder, store_place

if TYPE_CHECKING:
    import pyarrow
    from pyvis.network import Network as PyvisNetwork

    from .viz.map.network_map import NetworkMap
    from .viz.report import Report

Day = str | int | date
Names = str | int | Iterable[str | int]


class Network(TieNetwork):
    """A network that can also be drawn."""

    def map(self, title: str | None = None, part: str | None = None, around: str | None = None) -> "NetworkMap":
        """Draw the network as one self-contained page; ``.save(path)`` writes it.

        *part* is top, core or backbone: what of a large network the page holds; *around* is an actor
        that it holds with its strongest partners instead.
        """
        from .viz.map.network_map import draw_map

        return draw_map(self, title, part, around)

    def large_map(self, title: str | None = None) -> "NetworkMap":
        """Draw the network with WebGL as one self-contained page, up to 50,000 nodes."""
        from .viz.map.large_map import draw_large_map

        return draw_large_map(self, title)

    def to_pyvis(self) -> "PyvisNetwork":
        """Make of the network a ``pyvis.network.Network``, placed and coloured as on the map."""
        from .viz.map.pyvis_network import to_pyvis

        return to_pyvis(self)


@dataclass(frozen=True)
class Graph:
    """A graph that was opened; everything is read from its store when asked for."""

    store: Store

    def __repr__(self) -> str:
        return f"<Graph: {self.store}>"

    @property
    def version(self) -> str:
        """What to cite: packages, their versions, and a digest of what was built."""
        return self.store.version

    @property
    def queries(self) -> dict[str, SavedQuery]:
        """Return the saved queries by name."""
        return saved_queries()

    def query(self, query: str, **values: object) -> Answer:
        """Ask *query*: the name of a saved query, or SPARQL text; keywords bind variables.

        Warns (``QueryWarning``) of variables that nothing binds, and when the answer turns out empty of terms
        that are neither in the vocabulary nor in the graph.

        >>> open().query("partners-of", actor="icmpd").columns
        ['partner', 'name', 'activities', 'stated', 'inferred']
        """
        saved = find_query(query)
        texts = {name: str(value) for name, value in values.items()}
        return self.store.query(saved.text, bind_values(self.store, saved, texts), warn=_warn)

    def network(
        self,
        tie: str = "joint",
        between: str = "actors",
        weight: str = "activities",
        *,
        two_mode: bool = False,
        all_actors: bool = False,
        since: Day | None = None,
        until: Day | None = None,
        country: Names = (),
        actor_kind: Names = (),
        within: bool = False,
        place: Names = (),
        role: Names = (),
        kind: Names = (),
        theme: Names = (),
        phase: Names = (),
        stated_only: bool = False,
        **unknown: Never,
    ) -> Network:
        """Compute a network: who is tied to whom, under one definition of a tie and one set of filters.

        - *tie*: what counts as a tie (joint, expertise, peer, …; ``comity network --help`` says what each means);
        - *between*: actors, agencies or countries;
        - *weight*: the number of activities, or ``newman`` or ``days``;
        - *two_mode*: actors and their activities, instead of ties between actors;
        - *all_actors*: with programmes, actors named only collectively, and states without a named body.

        Filters choose what counts; those that take names take one or several:

        - *since*, *until*: a year, a month or a day, as 2015, "2015-04", "2015-04-30" or a date; what may have
          taken place in the period counts;
        - *country*, *actor_kind*: ties of actors that stand for these countries, as "TKM", or are of these kinds;
          one side of a tie at least, with *within* both;
        - *place*: towns and countries in which an activity took place;
        - *role*, *kind*, *theme*: the role of an actor, the kind and the theme of an activity, with narrower ones;
        - *phase*: phases of the programme;
        - *stated_only*: only what a source states, nothing inferred.

        Raises ``NotFoundError`` for a name that means nothing, with what was probably meant, and ``RangeError`` for
        a period that ends before it begins.

        >>> open().network(tie="joint", since="2015", between="agencies").graph.number_of_nodes() > 50
        True
        """
        filters = _filters(locals())
        computed = compute_network(self.store, tie, between, weight, filters, two_mode=two_mode, all_actors=all_actors)
        return Network(**{name: getattr(computed, name) for name in computed.__dataclass_fields__})

    def ties(
        self,
        tie: str = "joint",
        between: str = "actors",
        weight: str = "activities",
        *,
        all_actors: bool = False,
        since: Day | None = None,
        until: Day | None = None,
        country: Names = (),
        actor_kind: Names = (),
        within: bool = False,
        place: Names = (),
        role: Names = (),
        kind: Names = (),
        theme: Names = (),
        phase: Names = (),
        stated_only: bool = False,
        **unknown: Never,
    ) -> "pyarrow.Table":
        """Compute ties alone, with DuckDB, which needs no more memory than their own.

        The same rows as ``network(...).to_arrow()``; *tie*, *between*, *weight* and filters as there.

        >>> open().ties("expertise", since="2017").column_names
        ['source', 'target', 'weight', 'activities', 'stated', 'inferred', 'first', 'last']
        """
        filters = _filters(locals())
        from .graph.ties.relational import ties_by_duckdb

        return ties_by_duckdb(self.store, find_tie(tie), between, weight, filters, all_actors=all_actors)

    def report(
        self,
        folder: Path | str | None = None,
        language: str = "en",
        *,
        all_actors: bool = False,
        draws: int = DRAWS,
        seed: int = SEED,
        progress: Callable[[str], None] = lambda _: None,
        since: Day | None = None,
        until: Day | None = None,
        country: Names = (),
        actor_kind: Names = (),
        within: bool = False,
        place: Names = (),
        role: Names = (),
        kind: Names = (),
        theme: Names = (),
        phase: Names = (),
        stated_only: bool = False,
        **unknown: Never,
    ) -> "Report":
        """Compose a report, and write it into *folder* when one is named.

        *language* is "en" or "ru"; intervals come from *draws* draws of the activities, drawn and split by *seed*;
        *progress* is told what is being done. *all_actors* and filters as of ``network``.
        """
        filters = _filters(locals())
        from .viz.report import compose_report

        report = compose_report(
            self.store, filters, language, all_actors=all_actors, draws=draws, seed=seed, progress=progress
        )
        if folder is not None:
            report.save(folder)
        return report


def open(store: Path | str | None = None) -> Graph:
    """Open the graph in the folder *store*, at the SPARQL endpoint of that address, or in the default folder."""
    return Graph(open_store(store_place(store)))


def build(packages: Iterable[Package | Path | str] = (), store: Path | str | None = None) -> Manifest:
    """Build the graph of *packages* (the shipped one by default) into the folder *store*."""
    from .graph.build.snapshot import build_graph

    opened = [each if isinstance(each, Package) else open_package(each) for each in packages]
    return build_graph(opened or [open_package(SHIPPED)], store_folder(store))


def _warn(text: str) -> None:
    """Warn whoever called this package, however deep within it the answer is read."""
    level, frame = 2, sys._getframe(1)
    while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] in ("comity", "functools"):
        level, frame = level + 1, frame.f_back
    warnings.warn(text, QueryWarning, stacklevel=level)


def _filters(arguments: dict[str, Any]) -> Filters:
    """Read the filters among the arguments of a method."""
    names = {each.name for each in fields(Filters)}
    chosen = {name: value for name, value in arguments.items() if name in names}
    return read_filters(**chosen, **arguments["unknown"])


def read_filters(**given: Any) -> Filters:
    """Read filters as a user gives them: by the names of the fields of ``Filters``, one value or several.

    >>> read_filters(since="2017", until="2017", role="expert").describe()
    '2017-01-01 to 2017-12-31; role expert'
    """
    usual = {each.name: each.default for each in fields(Filters)}
    chosen: dict[str, Any] = {}
    for name, value in given.items():
        check_known(name, usual, "the filters")
        if isinstance(usual[name], bool):
            if not isinstance(value, bool):
                raise RangeError(f"{name} is {quote(str(value))}; give True or False")
            chosen[name] = value
        elif value is None or value is False or (not isinstance(value, int) and not value):
            continue
        elif usual[name] is None:
            text = value.isoformat()[:10] if isinstance(value, date) else str(value)
            chosen[name] = last_day(text) if name == "until" else first_day(text)
        else:
            chosen[name] = (str(value),) if isinstance(value, str | int) else tuple(str(each) for each in value)
    return Filters(**chosen)
