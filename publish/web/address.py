"""Where the page of an IRI is on this server."""

from urllib.parse import quote, unquote

from ...graph.store.embedded import EmbeddedStore
from ...ontology.namespaces import ROOT


def cite_as(store: EmbeddedStore) -> dict[str, str]:
    """Write the headers by which an answer says what to cite for it: the graph's own IRI and its release (RFC 8574)."""
    names = (quote(base, safe=":/?#[]@!$&'()*+,;=%-._~") for base in store.bases)
    return {"Comity-Graph": store.version, "Link": ", ".join(f'<{name}>; rel="cite-as"' for name in names)}


class Addresses:
    """Turn IRIs of the graph into paths of this server, and back.

    The things of a package stand below its name, the words of the vocabulary at the root.
    """

    def __init__(self, store: EmbeddedStore) -> None:
        packages = store.manifest.packages
        self.bases = [(package["base"], f"/{quote(package['name'])}/") for package in packages] + [(ROOT, "/")]

    def path(self, iri: str) -> str:
        """Return the path of an IRI; an IRI of somebody else is its own address."""
        for base, path in self.bases:
            if iri.startswith(base):
                return path + quote(iri[len(base) :], safe="/-._~#")
        return iri

    def page(self, iri: str) -> str:
        """Return the address of the page about an IRI; an IRI of somebody else is its own address."""
        path, mark, part = self.path(iri).partition("#")
        if path == iri.partition("#")[0]:
            return iri
        return f"{path}index.html{mark}{part}" if path.endswith("/") else f"{path}.html{mark}{part}"

    def iris(self, path: str) -> list[str]:
        """List the IRIs that a path can stand for."""
        return [base + unquote(path[len(own) :]) for base, own in self.bases if path.startswith(own)]
