"""What is said of queries that cannot be read: the place, what stands there, what would do."""

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.data import QueryError
from comity.graph.query.saved import saved_queries
from comity.graph.query.syntax_errors import explain_syntax, find_fault
from comity.graph.query.tokens import inspect

PREFIXES = {"comity": "https://w3id.org/comity/ns#", "dct": "http://purl.org/dc/terms/"}
FAULTS = {
    "SELECT * WHER { ?s ?p ?o }": '1, column 10: "WHER" is no word of SPARQL; did you mean WHERE?',
    "SELECT * { OPTONAL { ?s ?p ?o } }": '1, column 12: "OPTONAL" is no word of SPARQL; did you mean OPTIONAL?',
    "SELECT * { FILTER(REGX(?s, 'a')) }": '1, column 19: "REGX" is no word of SPARQL; did you mean REGEX?',
    "SELECT * { ?s ?p ?o } GRUP BY ?s": '1, column 23: "GRUP" is no word of SPARQL; did you mean GROUP?',
    "SELECT * { ?s ?p ?o FILTER(?s = 1 AND ?o = 2) }": '1, column 35: "AND" is no word of SPARQL; write &&',
    "SELECT * { ?s ?p ?o FILTER(?o == 1) }": '1, column 31: "==" is no operator of SPARQL; write =',
    "SELECT * { ?s ?p ?o": '1, column 10: this "{" is never closed; add "}"',
    "SELECT * {\n ?s ?p ?o } }": '2, column 13: this "}" closes nothing; remove it',
    "SELECT * { ?s ?p ?o FILTER(?o = 1 }": '1, column 35: ")" is missing before this "}"',
    "SELECT * { ?s ?p }": '1, column 18: a statement has subject, predicate and object; before this "}" stand 2',
    "SELECT * {\n ?x a comity:Actor\n ?x dct:title ?y }": '3, column 2: "." or ";" is missing before "?x"',
    "SELECT * { ?x a ?c ; dct:title ?y ?z }": '1, column 35: "." or ";" is missing before "?z"',
    "ASK { nope:x ?p ?o }": "1, column 7: the prefix nope: is not declared; write PREFIX nope: <…>",
    "ASK { ?s comitty:x ?o }": "1, column 10: the prefix comitty: is not declared; did you mean comity:?",
    "PREFIX ex <http://x/> ASK {}": "1, column 8: a colon is missing; write PREFIX ex: <…>",
    "SELECT ?s, ?p { ?s ?p ?o }": "1, column 10: columns stand side by side without commas",
    "SELECT (COUNT(?s) ?n) { ?s ?p ?o }": "1, column 21: a computed column needs a name; write ( … AS ?name)",
    "SELECT COUNT(?s) { ?s ?p ?o }": "a computed column stands in parentheses; write (COUNT( … ) AS ?name)",
    "SELECT * { ?s ?p ?o FILTER ?o > 1 }": "1, column 28: the condition of FILTER stands in parentheses",
    "SELECT * { ?s ?p ?o } ORDER ?s": '1, column 29: after ORDER comes "BY", not "?s"',
    "SELECT * { ?s ?p ?o } ORDER BY DESC ?s": '1, column 37: after DESC comes "(", not "?s"',
    "SELECT * { ?s ?p ?o } LIMIT ten": '1, column 29: after LIMIT comes a number, not "ten"',
    "SELECT * { ?s ?p ?o } LIMIT": "1, column 28: after LIMIT comes a number, not the end",
    "SELECT ?s WHERE ?s ?p ?o": '1, column 17: after WHERE comes "{", not "?s"',
    "SELECT * { ?s ?p 'abc }": "1, column 18: the text that begins with ' is not closed",
    "SELECT * { ?s ?p <http://exa mple/> }": "1, column 18: this IRI is not closed, or holds a space",
    "SELECT * { ?s ?p 5x }": '1, column 18: "5x" is neither a number nor a name',
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }": "a column of SELECT is neither in GROUP BY nor in an aggregate",
    "SELECT ?x ?x { ?x ?p ?o }": "a column of SELECT is named twice",
    "SELECT * { VALUES (?a ?b) { (1) } }": "a row of VALUES has more terms than it has variables, or fewer",
    "SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }": "perhaps AS names a variable that is in use already",
    "SELECT * { ?s ?p ?o } LIMIT 5 LIMIT 6": '"6" is not expected here; what could be: OFFSET, VALUES',
    "CONSTRUCT { ?s ?p ?o }": 'the query ends here; what could be: "{"',
}


def explained(text: str) -> str:
    with pytest.raises(SyntaxError) as caught:
        ox.Store().query(text, prefixes=PREFIXES)
    return explain_syntax(text, str(caught.value), PREFIXES)


@pytest.mark.parametrize("text", FAULTS)
def test_a_fault_is_told(text: str) -> None:
    assert FAULTS[text] in explained(text)


@pytest.mark.parametrize("text", FAULTS)
def test_what_is_told_is_short_and_marks_the_place(text: str) -> None:
    head, shown, mark = explained(text).split("\n")
    assert head.startswith("line ")
    assert len(head) < 150
    assert "\\u" not in head
    assert "[" not in head
    column = int(head.partition("column ")[2].partition(":")[0])
    assert len(mark) == column + 2
    assert shown.strip() in text


def test_a_long_line_is_cut() -> None:
    text = "SELECT * { " + "?s ?p ?o . " * 500 + "?s WHER ?o }"
    head, shown, mark = explained(text).split("\n")
    assert '"WHER"' in head
    assert len(shown) < 130
    assert shown[mark.index("^") :].startswith("WHER")


@pytest.mark.parametrize("name", list(saved_queries()))
def test_nothing_is_wrong_with_a_sound_query(name: str) -> None:
    """The checks that count and match find nothing in queries that the engine reads."""
    from comity.graph.store.embedded import open_snapshot
    from comity.settings import store_folder

    assert find_fault(saved_queries()[name].text, open_snapshot(store_folder()).prefixes) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SELCT * { ?s ?p ?o }", 'line 1, column 1: did you mean SELECT by "SELCT"?'),
        ("PREFIX a: <b>\nDESCRIB <x>", 'line 2, column 1: did you mean DESCRIBE by "DESCRIB"?'),
    ],
)
def test_a_misspelt_form_is_told(text: str, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        inspect(text, {})
    assert says in str(caught.value)


@given(st.text(alphabet="{}()<>\"'#?:@=,.;aSELCT \n\\-1"))
def test_any_text_is_explained(text: str) -> None:
    assert explain_syntax(text, "error at 1:1: expected OPTIONAL")
    assert explain_syntax(text, f"error at 1:{len(text) + 1}: expected one of [_], SELECT")
