"""Queries and requests meant to break a service: nested, long, wide, explosive, odd, and reaching outside."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

Shape = Callable[[int], str]


def patterns(n: int) -> str:
    """Give *n* patterns that share nothing, each of which fits every statement."""
    return " ".join(f"?a{k} ?b{k} ?c{k} ." for k in range(n))


NESTED: dict[str, Shape] = {
    "braces": lambda n: "ASK " + "{" * n + "}" * n,
    "braces left open": lambda n: "ASK " + "{" * n,
    "optional": lambda n: "ASK {" + "OPTIONAL {" * n + "}" * n + "}",
    "union": lambda n: "ASK {" + "{ ?s ?p ?o } UNION {" * n + "}" * n + "}",
    "minus": lambda n: "ASK { ?s ?p ?o " + "MINUS {" * n + "}" * n + "}",
    "graph": lambda n: "ASK {" + "GRAPH ?g {" * n + "}" * n + "}",
    "sub-select": lambda n: "ASK {" + "{ SELECT * {" * n + "}}" * n + "}",
    "parentheses": lambda n: "ASK { FILTER(" + "(" * n + "1" + ")" * n + ") }",
    "not": lambda n: "ASK { FILTER(" + "!" * n + "true) }",
    "minus signs": lambda n: "ASK { FILTER(" + "- " * n + "1 > 0) }",
    "and": lambda n: "ASK { FILTER(" + "true && " * n + "true) }",
    "or": lambda n: "ASK { FILTER(" + "false || " * n + "true) }",
    "plus": lambda n: "ASK { FILTER(0" + " + 1" * n + " > 0) }",
    "exists": lambda n: "ASK { FILTER" + " EXISTS { FILTER" * n + "(true)" + "}" * n + " }",
    "if": lambda n: "ASK { FILTER(" + "IF(true," * n + "true" + ",false)" * n + ") }",
    "concat": lambda n: "ASK { FILTER(" + "CONCAT(" * n + '"a"' + ")" * n + ' = "a") }',
    "path parentheses": lambda n: "ASK { ?s " + "(" * n + "rdf:type" + ")" * n + " ?o }",
    "path stars": lambda n: "ASK { ?s " + "(" * n + "rdf:type" + ")*" * n + " ?o }",
    "path inverse": lambda n: "ASK { ?s " + "^(" * n + "rdf:type" + ")" * n + " ?o }",
    "lists": lambda n: "ASK { ?s ?p " + "(" * n + ")" * n + " }",
    "blank nodes": lambda n: "ASK { ?s ?p " + "[ ?p " * n + "1" + "]" * n + " }",
    "lists in blank nodes": lambda n: "ASK { ?s ?p " + "[ ?p ( 1 " * n + ") ]" * n + " }",
    "all kinds of brackets": lambda n: "ASK {" + "{ OPTIONAL { FILTER EXISTS { ?s ?p ( [] ) " * n + "}}}" * n + "}",
    "triple terms": lambda n: "ASK { ?s ?p " + "<<( ?s ?p " * n + "1" + " )>>" * n + " }",
    "reified triples": lambda n: "ASK { " + "<< " * n + "?s ?p ?o" + " >> ?p ?o" * n + " }",
    "annotations": lambda n: "ASK { ?s ?p ?o " + "{| ?p ?o " * n + "|}" * n + " }",
}

LONG: dict[str, Shape] = {
    "path sequence": lambda n: "ASK { ?s rdf:type" + "/rdf:type" * n + " ?o }",
    "path alternatives": lambda n: "ASK { ?s (rdf:type" + "|rdf:type" * n + ")* ?o }",
    "path exclusions": lambda n: "ASK { ?s !(rdf:type" + "|^rdf:type" * n + ") ?o }",
    "bind": lambda n: "ASK {" + " ".join(f"BIND({k} AS ?v{k})" for k in range(n)) + "}",
    "bind, each on the one before": lambda n: (
        "ASK { BIND(1 AS ?v0) " + " ".join(f"BIND(?v{k} + 1 AS ?v{k + 1})" for k in range(n)) + "}"
    ),
    "values": lambda n: "ASK { VALUES ?v {" + " 1" * n + "} }",
    "values in rows": lambda n: "SELECT * { VALUES (?a ?b ?c) {" + ' (1 "{}" UNDEF)' * n + "} ?a ?b ?c }",
    "values in columns": lambda n: (
        "ASK { VALUES (" + " ".join(f"?v{k}" for k in range(n)) + ") { (" + "1 " * n + ") } }"
    ),
    "in": lambda n: "SELECT * { ?s ?p ?o FILTER(?o IN (" + "1, " * n + "2)) }",
    "not in": lambda n: "SELECT * { ?s ?p ?o FILTER(?o NOT IN (" + '"a", ' * n + "2)) } LIMIT 1",
    "coalesce": lambda n: "ASK { FILTER(COALESCE(" + "?x, " * n + "true)) }",
    "patterns that share nothing": lambda n: "ASK {" + patterns(n) + "}",
    "patterns in a chain": lambda n: "ASK {" + " ".join(f"?v{k} ?p ?v{k + 1} ." for k in range(n)) + "}",
    "patterns of one subject": lambda n: "ASK { ?s ?p ?o" + " ; ?p ?o" * n + " }",
    "objects of one subject": lambda n: "ASK { ?s ?p ?o" + ", ?o" * n + " }",
    "unions side by side": lambda n: "ASK { {?s ?p ?o}" + " UNION {?s ?p ?o}" * n + "}",
    "optionals side by side": lambda n: "ASK { ?s ?p ?o" + " OPTIONAL { ?s ?p ?o }" * n + "}",
    "filters side by side": lambda n: "ASK { ?s ?p ?o" + " FILTER(?s != ?o)" * n + "}",
    "columns": lambda n: "SELECT " + " ".join(f"({k} AS ?v{k})" for k in range(n)) + " {}",
    "group by": lambda n: "SELECT (1 AS ?x) { ?s a comity:Actor } GROUP BY" + " ?s" * n + " LIMIT 1",
    "having": lambda n: "SELECT ?s { ?s a comity:Actor } GROUP BY ?s HAVING" + " (COUNT(*) > 0)" * n + " LIMIT 1",
    "order by": lambda n: "SELECT * { ?s a comity:Actor } ORDER BY" + " STR(?s)" * n + " LIMIT 1",
    "a template": lambda n: "CONSTRUCT {" + " ?s ?p ?o ." * n + "} WHERE { ?s ?p ?o } LIMIT 3",
    "things to describe": lambda n: "DESCRIBE" + " <urn:a>" * n,
    "graphs of FROM": lambda n: "ASK" + " FROM <urn:a>" * n + " {}",
    "prefixes": lambda n: " ".join(f"PREFIX p{k}: <urn:{k}>" for k in range(n)) + " ASK {}",
    "comments": lambda n: "ASK " + "#\n" * n + "{}",
    "strings left open": lambda n: 'ASK { ?s ?p """' + '"" ' * n,
    "an IRI": lambda n: "ASK { <urn:" + "a" * n + "> ?p ?o }",
    "a literal": lambda n: 'ASK { ?s ?p "' + "я" * n + '" }',
    "escapes": lambda n: 'ASK { ?s ?p "' + "\\u0041\\n" * n + '" }',
    "a variable": lambda n: "ASK { ?" + "ы" * n + " ?p ?o }",
    "marks on a letter": lambda n: 'ASK { ?s ?p "a' + "\u0301" * n + '" }',
    "a prefixed name": lambda n: "ASK { comity:" + "a\\," * n + " ?p ?o }",
    "a number": lambda n: "ASK { ?s ?p " + "9" * n + " }",
    "an exponent": lambda n: "ASK { FILTER(1e" + "9" * n + " > 0) }",
}
SIZES = (10, 100, 1_000, 2_500, 10_000, 100_000)

BOMBS: dict[str, Shape] = {
    "cross product": lambda n: f"SELECT (COUNT(*) AS ?n) {{ {patterns(n)} }}",
    "cross product, distinct": lambda n: "SELECT DISTINCT * {" + " ".join(f"?a{k} a ?c{k} ." for k in range(n)) + "}",
    "cross product, sorted": lambda n: f"SELECT * {{ {patterns(n)} }} ORDER BY ?c0 LIMIT 1",
    "cross product, sorted by chance": lambda n: f"SELECT * {{ {patterns(n)} }} ORDER BY RAND() LIMIT 1",
    "cross product of optionals": lambda n: (
        "SELECT (COUNT(*) AS ?n) {" + " ".join(f"OPTIONAL {{ ?a{k} ?b{k} ?c{k} }}" for k in range(n)) + "}"
    ),
    "cross product of sub-selects": lambda n: (
        "SELECT (COUNT(*) AS ?n) {"
        + " ".join(f"{{ SELECT ?a{k} {{ ?a{k} ?b ?c }} ORDER BY ?c }}" for k in range(n))
        + "}"
    ),
    "cross product of lists": lambda n: (
        "SELECT (COUNT(*) AS ?n) {"
        + " ".join(f"VALUES ?v{k} {{ {' '.join(map(str, range(200)))} }}" for k in range(n))
        + "}"
    ),
    "cross product, taken away": lambda n: f"SELECT (COUNT(*) AS ?n) {{ {patterns(n)} MINUS {{ {patterns(n)} }} }}",
    "cross product for each row": lambda n: (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER NOT EXISTS {"
        + " ".join(f"?a{k} ?b{k} ?c{k} ." for k in range(n))
        + " FILTER(?a0 = ?c1 && ?s = 1) } }"
    ),
    "grouped": lambda n: f"SELECT ?a0 (GROUP_CONCAT(STR(?c1)) AS ?g) {{ {patterns(n)} }} GROUP BY ?a0",
    "grouped by every row": lambda n: (
        f"SELECT (COUNT(DISTINCT ?c0) AS ?x) {{ {patterns(n)} }} GROUP BY " + " ".join(f"?a{k} ?c{k}" for k in range(n))
    ),
    "counted distinct": lambda n: f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {patterns(n)} }}",
    "constructed": lambda n: f"CONSTRUCT {{ ?a0 ?b0 ?c1 }} WHERE {{ {patterns(n)} }}",
    "described": lambda n: f"DESCRIBE ?a0 ?b0 ?c0 {{ {patterns(n)} }}",
    "concat doubled": lambda n: (
        'SELECT (STRLEN(?x) AS ?n) { BIND("aaaaaaaaaaaaaaaa" AS ?v0) '
        + " ".join(f"BIND(CONCAT(?v{k}, ?v{k}) AS ?v{k + 1})" for k in range(n * 15))
        + f" BIND(?v{n * 15} AS ?x) }}"
    ),
    "replace doubled": lambda n: (
        'SELECT (STRLEN(?x) AS ?n) { BIND("aa" AS ?v0) '
        + " ".join(f'BIND(REPLACE(?v{k}, "a", "aaaa") AS ?v{k + 1})' for k in range(n * 8))
        + f" BIND(?v{n * 8} AS ?x) }}"
    ),
    "encoded again and again": lambda n: (
        'SELECT (STRLEN(?x) AS ?n) { BIND("яя" AS ?v0) '
        + " ".join(f"BIND(ENCODE_FOR_URI(CONCAT(?v{k}, ?v{k})) AS ?v{k + 1})" for k in range(n * 6))
        + f" BIND(?v{n * 6} AS ?x) }}"
    ),
    "long rows": lambda n: (
        'SELECT ?s ?long { ?s ?p ?o BIND("aaaaaaaaaaaaaaaa" AS ?v0) '
        + " ".join(f"BIND(CONCAT(?v{k}, ?v{k}) AS ?v{k + 1})" for k in range(n * 3))
        + f" BIND(?v{n * 3} AS ?long) }}"
    ),
    "digests": lambda n: (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?t ?q ?r FILTER("
        + "SHA512(" * n
        + "CONCAT(STR(?o), STR(?r))"
        + ")" * n
        + ' = "") }'
    ),
    "regex": lambda n: (
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?t ?q ?r FILTER(REGEX(CONCAT(STR(?o), STR(?r)), "
        + '"'
        + "(a|aa)+" * n
        + '$")) }'
    ),
    "regex that repeats": lambda n: (
        'SELECT * { ?s ?p ?o FILTER(REGEX(STR(?o), "' + "(" * n + "a{1,99}" + "){1,99}" * n + '")) } LIMIT 1'
    ),
    "regex from the data": lambda n: (
        'SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?t ?q ?r FILTER(REGEX(STR(?r), CONCAT("' + ".*" * n + '", STR(?o)))) }'
    ),
    "long paths": lambda n: "SELECT (COUNT(*) AS ?n) { ?s (!rdf:nil)" + "/(!rdf:nil)*" * n + " ?o }",
    "paths both ways": lambda n: "SELECT (COUNT(*) AS ?n) { ?s ((!rdf:nil)|^(!rdf:nil))* ?o" + " . ?s ?p ?q" * n + " }",
    "closures of closures": lambda n: (
        "SELECT (COUNT(*) AS ?n) { ?s " + "(" * n + "(!rdf:nil)|^(!rdf:nil)" + ")+" * n + " ?o }"
    ),
}
SCALES = (2, 3, 4, 6, 9)

REFUSED = [
    "SELECT * { SERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> {} }",
    "SELECT * { SERVICE ?s {} }",
    "SELECT * { { { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } }",
    "SELECT * { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> {} } }",
    "SELECT * { ?s ?p ?o . # a comment\n SERVICE\n#\n<http://127.0.0.1:9/> {} }",
    "select * { service<http://127.0.0.1:9/>{} }",
    "SELECT * { SERV\\u0049CE <http://127.0.0.1:9/> {} }",
    "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> {} }",
    "SELECT * FROM <http://127.0.0.1:9/> {}",
    "SELECT * FR\\u004FM <file:///etc/hostname> {}",
    "SELECT * FROM NAMED <http://127.0.0.1:9/> {}",
    "SELECT * FROM <file:///etc/hostname> { ?s ?p ?o }",
    "LOAD <http://127.0.0.1:9/>",
    "LOAD SILENT <file:///etc/hostname>",
    "INSERT DATA { <urn:a> <urn:b> 1 }",
    "PREFIX x: <urn:x> CLEAR ALL",
    "DROP ALL",
    "DELETE WHERE { ?s ?p ?o }",
    "ASK {} ; CLEAR ALL",
    "ASK {} ; INSERT DATA { <urn:a> <urn:b> 1 }",
    "SELECT (<urn:function>(1) AS ?x) {}",
    "SELECT (<http://127.0.0.1:9/>(1) AS ?x) {}",
    "\x00",
    "ASK {} \x00 ASK {}",
    "\ufeff\ufeff\ufeff",
    "\u202e}{ KSA",
    "ＡＳＫ {}",
    "",
    " ",
    "#",
    "ASK { ?s ?p \ud7ff }",
    'ASK { ?s ?p "\\uD800" }',
    'ASK { ?s ?p "\\U00110000" }',
    'ASK { ?s ?p "\\x" }',
    "ASK { ?s ?p <http://[::1> }",
    "ASK { ?s ?p 1 } LIMIT -1",
    "ASK { ?s ?p 1 } LIMIT 99999999999999999999999999",
    "SELECT * { ?s ?p 1 } OFFSET 99999999999999999999999999",
]


@dataclass(frozen=True)
class Sent:
    """A request, and the statuses that answer it well."""

    target: str
    status: tuple[int, ...]
    method: str = "GET"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


_ASK = "/sparql?query=ASK%7B%7D"
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_QUERY = {"Content-Type": "application/sparql-query"}
_GRAPH = b"&default-graph-uri=urn:a"
_COUNT = "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")

REQUESTS: dict[str, Sent] = {
    "5,000 fields": Sent(_ASK + "&a=1" * 5_000, (400,)),
    "200,000 fields of a form": Sent("/sparql", (400,), "POST", b"a&" * 200_000 + b"query=ASK{}", _FORM),
    "fields without a name": Sent(_ASK + "&" * 100 + "=" + "&=" * 50, (200,)),
    "150 default graphs": Sent(_COUNT + "&default-graph-uri=urn:a" * 150, (400,)),
    "5,000 default graphs": Sent(
        "/sparql", (400,), "POST", b"query=ASK{}" + b"&default-graph-uri=urn:a" * 5_000, _FORM
    ),
    "150 named graphs": Sent(_COUNT + "&named-graph-uri=urn:a" * 150, (400,)),
    "a graph with a long name": Sent(
        "/sparql", (400,), "POST", b"query=ASK{}&default-graph-uri=urn:" + b"a" * 10**6, _FORM
    ),
    "a file as a graph": Sent(_COUNT + "&default-graph-uri=file:///etc/hostname", (400,)),
    "a server as a graph": Sent(_COUNT + "&default-graph-uri=http://127.0.0.1:9/", (400,)),
    "a script as a graph": Sent(_COUNT + "&default-graph-uri=javascript:alert(1)", (400,)),
    "a graph that closes its IRI": Sent(_COUNT + "&default-graph-uri=" + quote("urn:a> {} #"), (400,)),
    "a graph without a name": Sent(_COUNT + "&default-graph-uri=", (400,)),
    "a broken percent sign": Sent("/sparql?query=ASK%7B%7D%", (400,)),
    "a percent sign and no digits": Sent("/sparql?query=ASK%GG", (400,)),
    "percent-encoded twice": Sent("/sparql?query=ASK%257B%257D", (400,)),
    "percent-encoded nothing": Sent("/sparql?query=%00", (400,)),
    "percent-encoded too long": Sent("/sparql?query=ASK%C0%AF", (400,)),
    "half a pair": Sent("/sparql?query=%ED%A0%80", (400,)),
    "bytes of no encoding": Sent("/sparql", (400,), "POST", b"query=\xff\xfe", _FORM),
    "a body of no encoding": Sent("/sparql", (400,), "POST", b"ASK {} # \xff", _QUERY),
    "a body in UTF-16": Sent("/sparql", (400,), "POST", "ASK {}".encode("utf-16"), _QUERY),
    "a body after a mark": Sent("/sparql", (200, 400), "POST", b"\xef\xbb\xbfASK {}", _QUERY),
    "two queries": Sent(_ASK + "&query=ASK%7B%7D", (400,)),
    "a query and an update": Sent(_ASK + "&update=CLEAR%20ALL", (400, 403)),
    "a query in both places": Sent(_ASK, (400,), "POST", b"query=ASK%7B%7D", _FORM),
    "an update by form": Sent("/sparql", (403,), "POST", b"update=CLEAR%20ALL", _FORM),
    "a form in parts": Sent("/sparql", (415,), "POST", b"--x\r\n", {"Content-Type": "multipart/form-data; boundary=x"}),
    "a type of 60,000 letters": Sent("/sparql", (415,), "POST", b"ASK {}", {"Content-Type": "a/" + "b" * 60_000}),
    "3 MB": Sent("/sparql", (413,), "POST", b"x" * 3_000_000, _QUERY),
    "20,000 ranges": Sent(_ASK, (200, 406), headers={"Accept": "text/csv;q=0.1," * 20_000}),
    "ranges of odd quality": Sent(_ASK, (200, 406), headers={"Accept": "*/*;q=nan, */*;q=-1, a/b;q=1e999, ;;;,,,"}),
    "a format that is a path": Sent(_ASK + "&format=../../../../etc/passwd", (406,)),
    "a format of 60,000 letters": Sent(_ASK + "&format=" + "a" * 60_000, (406,)),
    "a method of its own": Sent(_ASK, (405,), "BREW"),
    "a path upwards": Sent("/sparql/../../etc/passwd", (404,)),
    "a path upwards, encoded": Sent("/sparql/%2e%2e/%2e%2e/etc/passwd", (400,)),
}
