"""The words of the report in one language; texts stand in ``words/*.toml``, names come from the data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ...data.cells import check_known
from ...graph.ties.selection import Node
from ...ontology import load_scheme
from ..choices import LANGUAGES

FOLDER = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Words:
    """Texts by key, with fields in braces, and what is counted, in its forms for one, few and many."""

    language: str
    texts: dict[str, str]
    forms: dict[str, list[str]]

    def __call__(self, key: str, **fields: Any) -> str:
        """Write the text *key*; whole numbers among *fields* get their separators."""
        return self.texts[key].format_map({name: self.number(value) for name, value in fields.items()})

    def __contains__(self, key: str) -> bool:
        return key in self.texts

    def count(self, number: int, what: str) -> str:
        """Say how many: "1 activity", "176 activities"."""
        forms = self.forms[what]
        return f"{self.number(number)} {forms[min(self._form(number), len(forms) - 1)]}"

    def _form(self, number: int) -> int:
        if self.language != "ru":
            return 0 if number == 1 else 1
        if number % 10 == 1 and number % 100 != 11:
            return 0
        return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2

    def number(self, value: Any) -> Any:
        """Write a whole number with separators between thousands; anything else stays."""
        if isinstance(value, int) and not isinstance(value, bool):
            return f"{value:,}".replace(",", "," if self.language == "en" else "\u00a0")
        return value

    def cell(self, value: Any) -> Any:
        """Write a value of a table."""
        if isinstance(value, float):
            return f"{value:.4g}".replace(".", "." if self.language == "en" else ",")
        return self.number(value)

    def decimal(self, value: float, digits: int = 2) -> str:
        """Write a number with decimals."""
        return f"{value:.{digits}f}".replace(".", "." if self.language == "en" else ",")

    def signed(self, value: float) -> str:
        """Write a whole number with its sign: "+3", "−5", "0"."""
        return f"{value:+.0f}".replace("-", "−") if round(value) else "0"

    def period(self, label: str) -> str:
        """Write the label of a period."""
        if label.startswith("phase "):
            return self("phase", name=label.removeprefix("phase "))
        return label.replace("..", "–")

    def share(self, part: float, whole: float) -> str:
        """Write a share as a whole per cent."""
        return f"{part / whole:.0%}".replace("%", "%" if self.language == "en" else "\u00a0%") if whole else "–"

    def concept(self, scheme: str, notation: str) -> str:
        """Return the label of a concept."""
        concept = load_scheme(scheme).concepts.get(notation)
        return concept.labels.get(self.language, concept.labels["en"]) if concept else notation

    def concept_pair(self, english: str, russian: str) -> str:
        """Choose between a label in English and in Russian."""
        return russian if self.language == "ru" and russian else english

    def node(self, node: Node) -> str:
        """Return the name of a node."""
        return self.name(node.name, node.name_ru, node.name_ru_ground)

    def name(self, english: str, russian: str, ground: str) -> str:
        """Choose the name in this language where the data has it; a translated one says so."""
        if self.language != "ru" or not russian:
            return english
        return f"{russian} ({self.concept('name-ground', ground)})" if ground == "translated" else russian

    @property
    def certainty(self) -> dict[str, str]:
        """Pair the words and colours of the two parts of every mark: what is stated, and what is inferred."""
        return {self("stated"): "stated", self("inferred"): "inferred"}

    def among(self, names: list[str]) -> str:
        """List names: "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self('and')} {names[-1]}"


@cache
def load_words(language: str) -> Words:
    """Read the words of *language*; raises ``NotFoundError`` for one that there is not."""
    check_known(language, LANGUAGES, "the languages of the report")
    tables = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return Words(language, tables["texts"], tables["forms"])
