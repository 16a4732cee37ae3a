"""Write the datasets of a site's catalogue into a CKAN, by its action API."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...data import ComityError, NotFoundError
from .errors import CREDENTIALS, PushError

if TYPE_CHECKING:
    import rdflib

CATALOGUE = "catalog.ttl"


def push_catalogue(site: Path, url: str, organisation: str = "") -> list[str]:
    """Create each dataset of *site* in the CKAN at *url*, or update the one of that name; give what was done.

    The API token comes from ``$COMITY_PUSH_TOKEN``. Raises ``PushError`` when the CKAN refuses.
    """
    try:
        import ckanapi
        import requests
    except ImportError:
        raise ComityError('pushing to a CKAN takes more libraries; run: pip install "comity[publish]"') from None
    datasets = read_datasets(site)
    token = os.environ.get(CREDENTIALS.token, "")
    done = []
    with ckanapi.RemoteCKAN(url, apikey=token or None, user_agent="comity") as ckan:
        for dataset in datasets:
            wanted = {**dataset, **({"owner_org": organisation} if organisation else {})}
            try:
                how = _write(ckan, wanted)
            except ckanapi.NotAuthorized:
                raise PushError(
                    f"{url} does not allow it; give an API token that may in ${CREDENTIALS.token}"
                ) from None
            except ckanapi.ValidationError as error:
                faults = {key: value for key, value in error.error_dict.items() if key != "__type"}
                raise PushError(f"{url} refuses {dataset['name']}: {faults}") from None
            except (ckanapi.CKANAPIError, requests.RequestException) as error:
                raise PushError(f"{url} does not answer as a CKAN does ({str(error)[:200]})") from None
            done.append(f"{how} {url.rstrip('/')}/dataset/{dataset['name']}")
    return done


def _write(ckan: Any, wanted: dict[str, Any]) -> str:
    """Create or update one dataset; what the CKAN holds beside it, such as its organisation, is kept."""
    from ckanapi import NotFound

    try:
        held = ckan.call_action("package_show", {"id": wanted["name"]})
    except NotFound:
        ckan.call_action("package_create", wanted)
        return "created"
    ckan.call_action("package_update", {**{key: held[key] for key in ("id", "owner_org") if key in held}, **wanted})
    return "updated"


def read_datasets(site: Path) -> list[dict[str, Any]]:
    """Read the datasets of a site as CKAN has them."""
    import rdflib
    from rdflib import DCAT, RDF

    path = site / CATALOGUE
    if not path.is_file():
        raise NotFoundError(f"{site} has no {CATALOGUE}; name a folder that comity publish wrote")
    graph = rdflib.Graph().parse(path)
    things = sorted(graph.subjects(RDF.type, DCAT.Dataset), key=str)
    return [_dataset(graph, thing) for thing in things]


def _dataset(graph: "rdflib.Graph", thing: Any) -> dict[str, Any]:
    from rdflib import DCAT, DCTERMS, FOAF, URIRef

    def text(*path: Any) -> str:
        value = thing
        for name in path:
            value = graph.value(value, name) if value is not None else None
        return str(value) if value is not None else ""

    def texts(name: Any) -> list[str]:
        return sorted(str(value) for value in graph.objects(thing, name))

    extras = {
        "uri": str(thing),
        "identifier": text(DCTERMS.identifier),
        "issued": text(DCTERMS.issued),
        "modified": text(DCTERMS.modified),
        "theme": " ".join(texts(DCAT.theme)),
        "language": " ".join(texts(DCTERMS.language)),
        "access_rights": text(DCTERMS.accessRights),
        "temporal_start": text(DCTERMS.temporal, DCAT.startDate),
        "temporal_end": text(DCTERMS.temporal, DCAT.endDate),
        "publisher_name": text(DCTERMS.publisher, FOAF.name),
        "provenance": text(DCTERMS.provenance, URIRef("http://www.w3.org/2000/01/rdf-schema#label")),
    }
    distributions = sorted(graph.objects(thing, DCAT.distribution), key=str)
    return {
        "name": _name(str(thing)),
        "title": text(DCTERMS.title),
        "notes": text(DCTERMS.description),
        "url": text(DCAT.landingPage),
        "version": text(URIRef(str(DCAT) + "version"))[:100],
        "tags": [{"name": re.sub(r"[^\w .-]+", "-", word)} for word in texts(DCAT.keyword)],
        "extras": [{"key": key, "value": value} for key, value in extras.items() if value],
        "resources": [_resource(graph, each) for each in distributions],
    }


def _resource(graph: "rdflib.Graph", thing: Any) -> dict[str, Any]:
    from rdflib import DCAT, DCTERMS, Namespace

    spdx = Namespace("http://spdx.org/rdf/terms#")
    checksum = graph.value(thing, spdx.checksum)
    form = graph.value(thing, DCTERMS.format)
    fields = {
        "name": graph.value(thing, DCTERMS.title),
        "description": graph.value(thing, DCTERMS.description),
        "url": graph.value(thing, DCAT.downloadURL) or graph.value(thing, DCAT.accessURL),
        "format": str(form).rsplit("/", 1)[-1] if form else None,
        "mimetype": str(graph.value(thing, DCAT.mediaType) or "").partition("media-types/")[2] or None,
        "size": graph.value(thing, DCAT.byteSize),
        "hash": graph.value(checksum, spdx.checksumValue) if checksum else None,
        "license": graph.value(thing, DCTERMS.license),
    }
    return {key: int(value) if key == "size" else str(value) for key, value in fields.items() if value is not None}


def _name(iri: str) -> str:
    """Make the name by which a CKAN knows a dataset: that of the site and its own.

    >>> _name("https://w3id.org/comity/bomca/catalog.ttl#graph")
    'w3id-org-comity-bomca-graph'
    """
    text = iri.partition("://")[2].replace("/catalog.ttl#", "/")
    return re.sub(r"[^a-z0-9_-]+", "-", text.lower()).strip("-")[:100]
