"""What every store can do, wherever the statements are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from ..query.answers import Answer

if TYPE_CHECKING:
    import pyarrow

Values = Mapping[str, ox.NamedNode | ox.Literal]
Warn = Callable[[str], object]


@dataclass(frozen=True)
class QueryDataset:
    """The graphs a query is asked over, chosen beside its text, which then has no say."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Store(Protocol):
    """What can be asked, wherever the statements are."""

    @property
    def prefixes(self) -> dict[str, str]:
        """Prefixes that a query may use without declaring them."""

    @property
    def bases(self) -> tuple[str, ...]:
        """What the IRIs of the packages begin with."""

    @property
    def version(self) -> str:
        """What to cite: packages, their versions, and a digest of what was built."""

    def query(self, text: str, values: Values | None = None, *, warn: Warn | None = None) -> Answer:
        """Ask a query, with variables bound to terms; *warn* is told what makes its answer mislead."""

    def table(self, name: str) -> "pyarrow.Table":
        """Return the table *name* (participations, activities, actors) that analysis works on."""
