"""What compares answers in the W3C's suite tells equal from different."""

import pyoxigraph as ox
import pytest

from tests.publish.matching import Row, same_graph, same_rows

A, B = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
X, Y, Z = ox.BlankNode("x"), ox.BlankNode("y"), ox.BlankNode("z")


def number(text: str, kind: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ([], [], True),
        ([{}], [], False),
        ([{"v": A}, {"v": B}], [{"v": B}, {"v": A}], True),
        ([{"v": A}, {"v": A}, {"v": B}], [{"v": A}, {"v": B}, {"v": B}], False),
        ([{"v": A}], [{"w": A}], False),
        ([{"v": A, "w": None}], [{"v": A}], True),
        ([{"v": X, "w": X}], [{"v": Y, "w": Y}], True),
        ([{"v": X, "w": X}], [{"v": Y, "w": Z}], False),
        ([{"v": X}, {"v": Y, "w": A}], [{"v": Z}, {"v": Z, "w": A}], False),
        ([{"v": number("1.0", "decimal")}], [{"v": number("1", "decimal")}], True),
        ([{"v": number("1", "integer")}], [{"v": number("1", "decimal")}], False),
        ([{"v": number("1e0", "double")}], [{"v": number("1.0", "double")}], True),
        ([{"v": number("0", "boolean")}], [{"v": number("false", "boolean")}], True),
        ([{"v": number("1", "boolean")}], [{"v": number("false", "boolean")}], False),
        ([{"v": ox.Literal("a", language="en")}], [{"v": ox.Literal("a")}], False),
    ],
)
def test_rows(one: list[Row], other: list[Row], same: bool) -> None:
    assert same_rows(one, other) is same


def test_graphs() -> None:
    assert same_graph([ox.Triple(X, A, Y), ox.Triple(Y, A, X)], [ox.Triple(Z, A, Y), ox.Triple(Y, A, Z)])
    assert not same_graph([ox.Triple(X, A, Y)], [ox.Triple(X, A, X)])
