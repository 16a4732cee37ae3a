"""The catalogue in DCAT-AP 3.0.1: datasets, their files, and the SPARQL endpoint."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ..about import About, Party
from ..files import PublishedFile
from ..release.release import Release
from .authorities import (
    AVAILABILITIES,
    EU,
    FILE_TYPES,
    IANA,
    LANGUAGES,
    LICENCE_TYPES,
    LICENCES,
    TABLES,
    THEMES,
    ZIP,
    authority,
)
from .coverage import Coverage
from .statements import Statements, Value, phrase, to_iri, typed

PROFILE = "http://data.europa.eu/r5r/"
PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
# The shapes of DCAT-AP want this IRI to begin with https; SPDX itself writes http.
SHA256 = "https://spdx.org/rdf/terms#checksumAlgorithm_sha256"


@dataclass(frozen=True)
class PublishedDataset:
    """One dataset of the catalogue: the name at the end of its IRI, what it is, and its files."""

    name: str
    title: str
    description: str
    files: tuple[PublishedFile, ...]
    served: bool = False


def describe_catalogue(
    about: About, coverage: Coverage, datasets: Iterable[PublishedDataset], releases: tuple[Release, ...]
) -> Statements:
    """Describe everything; *releases* come oldest first, the last being this one."""
    return _Catalogue(about, coverage, releases).describe(list(datasets))


class _Catalogue:
    def __init__(self, about: About, coverage: Coverage, releases: tuple[Release, ...]) -> None:
        self.about, self.coverage, self.releases = about, coverage, releases
        self.statements = Statements()
        self.describe_thing = self.statements.describe
        self.issued, self.modified = typed(releases[0].date, "xsd:date"), typed(releases[-1].date, "xsd:date")

    def iri(self, name: str) -> str:
        return f"{self.about.catalogue}#{name}"

    def describe(self, datasets: list[PublishedDataset]) -> Statements:
        about = self.about
        catalogue = self.describe_thing(
            self.iri("catalog"),
            "dcat:Catalog",
            dct_title=phrase(f"{about.title}: linked data"),
            dct_description=phrase(about.description or f"{about.title} as linked data."),
            dct_publisher=self.publisher(),
            dct_issued=self.issued,
            dct_modified=self.modified,
            dct_conformsTo=self.standard(PROFILE, "DCAT-AP 3.0.1"),
            dct_language=self.languages(),
            dct_license=self.licence(),
            dct_spatial=self.places(),
            dcat_themeTaxonomy=self.table("data-theme"),
            foaf_homepage=self.document(about.address, f"{about.title}: linked data"),
        )
        for dataset in datasets:
            self.statements.add(catalogue, "dcat:dataset", self.dataset(dataset))
        if about.endpoint:
            served = [self.iri(dataset.name) for dataset in datasets if dataset.served]
            self.statements.add(catalogue, "dcat:service", self.service(served))
        return self.statements

    def dataset(self, dataset: PublishedDataset) -> str:
        about = self.about
        this = self.describe_thing(
            self.iri(dataset.name),
            "dcat:Dataset",
            dct_title=phrase(dataset.title),
            dct_description=phrase(dataset.description),
            dct_identifier=ox.Literal(self.iri(dataset.name)),
            dct_publisher=self.publisher(),
            dcat_contactPoint=self.contact(),
            dct_accessRights=self.public(),
            dct_issued=self.issued,
            dct_modified=self.modified,
            dct_language=self.languages(),
            dct_spatial=self.places(),
            dct_temporal=self.period(),
            dct_provenance=self.provenance(),
            dct_conformsTo=self.standard("https://w3id.org/comity/ns", "Comity vocabulary"),
            dcat_keyword=tuple(phrase(keyword) for keyword in about.keywords),
            dcat_theme=tuple(self.concept("data-theme", code, THEMES[code]) for code in about.themes),
            dcat_landingPage=self.document(about.address, f"{about.title}: linked data"),
            dcat_version=ox.Literal(about.version),
            adms_versionNotes=phrase(f"What changed: {about.address}releases/{self.releases[-1].id}/CHANGES.md"),
            foaf_page=tuple(self.changes(release) for release in self.releases),
        )
        for file in dataset.files:
            self.statements.add(this, "dcat:distribution", self.distribution(dataset, file))
        if dataset.served and about.endpoint:
            self.statements.add(this, "dcat:distribution", self.endpoint_distribution(dataset))
        return this

    def distribution(self, dataset: PublishedDataset, file: PublishedFile) -> str:
        kind, url = file.type, f"{self.about.address}{file.path}"
        assert kind
        how = {"": "", ZIP: ", all tables in one zip file"}.get(file.packed, ", packed with gzip")
        packing = "dcat:packageFormat" if file.packed == ZIP else "dcat:compressFormat"
        checksum = self.describe_thing(
            f"{self.iri(file.path)}.sha256",
            "spdx:Checksum",
            spdx_algorithm=self.algorithm(),
            spdx_checksumValue=typed(file.digest, "xsd:hexBinary"),
        )
        this = self._distribution(self.iri(file.path), f"{dataset.title}: {file.path.rsplit('/', 1)[1]}", url)
        self.describe_thing(
            this,
            "dcat:Distribution",
            dct_description=phrase(f"{dataset.title} as {kind.label}{how}."),
            dcat_downloadURL=self.describe_thing(url, "rdfs:Resource"),
            dct_format=self.concept("file-type", kind.code, kind.label, "dct:MediaTypeOrExtent"),
            dcat_mediaType=self.media_type(kind.media_type),
            dcat_byteSize=typed(str(file.size), "xsd:nonNegativeInteger"),
            spdx_checksum=checksum,
        )
        if file.packed:
            self.statements.add(this, packing, self.media_type(file.packed))
        return this

    def endpoint_distribution(self, dataset: PublishedDataset) -> str:
        """Describe what the endpoint answers with; it is no file, and so has no size, checksum or download."""
        kind = FILE_TYPES["ttl"]
        title = f"{dataset.title}: SPARQL endpoint"
        this = self._distribution(self.iri(f"{dataset.name}/sparql"), title, self.about.endpoint)
        return self.describe_thing(
            this,
            "dcat:Distribution",
            dct_description=phrase(f"{dataset.title}, asked with SPARQL 1.1; CONSTRUCT answers in Turtle."),
            dct_format=self.concept("file-type", kind.code, kind.label, "dct:MediaTypeOrExtent"),
            dcat_mediaType=self.media_type(kind.media_type),
            dcat_accessService=self.iri("sparql"),
        )

    def _distribution(self, this: str, title: str, url: str) -> str:
        """Say what files and the endpoint have in common."""
        about = self.about
        return self.describe_thing(
            this,
            "dcat:Distribution",
            dct_title=phrase(title),
            dcat_accessURL=self.describe_thing(url, "rdfs:Resource"),
            dct_license=self.licence(),
            dct_rights=self.rights(),
            dct_issued=self.issued,
            dct_modified=self.modified,
            dct_language=self.languages(),
            dcatap_availability=self.concept(
                "planned-availability", about.availability, AVAILABILITIES[about.availability]
            ),
        )

    def service(self, served: list[str]) -> str:
        about = self.about
        return self.describe_thing(
            self.iri("sparql"),
            "dcat:DataService",
            dct_title=phrase(f"{about.title}: SPARQL endpoint"),
            dct_description=phrase("Answers the SPARQL 1.1 Protocol, for reading."),
            dcat_endpointURL=self.describe_thing(about.endpoint, "rdfs:Resource"),
            dcat_endpointDescription=self.describe_thing(f"{about.address}service.ttl", "rdfs:Resource"),
            dcat_servesDataset=tuple(served),
            dcat_contactPoint=self.contact(),
            dct_publisher=self.publisher(),
            dct_conformsTo=self.standard(PROTOCOL, "SPARQL 1.1 Protocol"),
            dct_license=self.licence(),
            dct_accessRights=self.public(),
            dcat_keyword=tuple(phrase(keyword) for keyword in about.keywords),
            dcat_theme=tuple(self.concept("data-theme", code, THEMES[code]) for code in about.themes),
            dct_format=tuple(
                self.concept("file-type", FILE_TYPES[each].code, FILE_TYPES[each].label, "dct:MediaTypeOrExtent")
                for each in ("ttl", "nt", "jsonld", "rdf", "csv")
            ),
        )

    # What several of the above point to.

    def publisher(self) -> str | None:
        party = self.about.publisher
        if party is None:
            return None
        this = self.describe_thing(party.url or self.iri("publisher"), "foaf:Agent", foaf_name=phrase(party.name))
        if party.url:
            self.statements.add(this, "foaf:homepage", self.document(party.url, party.name))
        return this

    def contact(self) -> str | None:
        party: Party | None = self.about.contact
        if party is None:
            return None
        return self.describe_thing(
            self.iri("contact"),
            "vcard:Kind",
            rdf_type="vcard:Organization",
            vcard_fn=phrase(party.name),
            vcard_hasURL=self.describe_thing(party.url, "rdfs:Resource") if party.url else None,
            vcard_hasEmail=f"mailto:{party.email}" if party.email else None,
        )

    def licence(self) -> str | None:
        address = self.about.licence
        if not address:
            return None
        known = LICENCES.get(address.rstrip("/"))
        if known is None:
            return self.describe_thing(address, "dct:LicenseDocument")
        kind = self.describe_thing(
            f"http://purl.org/adms/licencetype/{known.kind}",
            "skos:Concept",
            skos_prefLabel=phrase(known.kind),
            skos_inScheme=self.describe_thing(LICENCE_TYPES, "skos:ConceptScheme", dct_title=phrase("Licence type")),
        )
        this = self.concept("licence", known.code, known.title, "dct:LicenseDocument")
        self.statements.add(this, "dct:type", kind)
        self.statements.add(this, "rdfs:seeAlso", address)
        return this

    def rights(self) -> str:
        known = LICENCES.get(self.about.licence.rstrip("/"))
        under = f", under {known.title if known else self.about.licence}" if self.about.licence else ""
        text = f"May be read and copied by everyone{under}. Cite as: {self.about.version}."
        return self.describe_thing(self.iri("rights"), "dct:RightsStatement", rdfs_label=phrase(text))

    def public(self) -> str:
        return self.concept("access-right", "PUBLIC", "public", "dct:RightsStatement")

    def places(self) -> tuple[str, ...]:
        iris = [
            self.describe_thing(country.iri, "dct:Location", rdfs_label=phrase(country.name))
            for country in self.coverage.countries
        ]
        if box := self.coverage.box:
            iris.append(
                self.describe_thing(
                    self.iri("extent"),
                    "dct:Location",
                    rdfs_label=phrase("Smallest box around the places of all activities"),
                    dcat_bbox=typed(box.wkt, "geosparql:wktLiteral"),
                    dcat_centroid=typed(box.centre, "geosparql:wktLiteral"),
                )
            )
        return tuple(iris)

    def period(self) -> str | None:
        if not self.coverage.first:
            return None
        return self.describe_thing(
            self.iri("period"),
            "dct:PeriodOfTime",
            dcat_startDate=typed(self.coverage.first, "xsd:date"),
            dcat_endDate=typed(self.coverage.last, "xsd:date"),
        )

    def provenance(self) -> str:
        count = self.coverage.counts.get("Source", 0)
        text = (
            f"Read from {count:,} sources and reviewed. Every statement stands in the named graph of its source, and "
            "every fact names the passage on which it rests; what was inferred is marked as inferred."
        )
        return self.describe_thing(self.iri("provenance"), "dct:ProvenanceStatement", rdfs_label=phrase(text))

    def languages(self) -> tuple[str, ...]:
        return tuple(
            self.concept("language", *LANGUAGES[tag], "dct:LinguisticSystem")
            for tag in self.coverage.languages
            if tag in LANGUAGES
        )

    def changes(self, release: Release) -> str:
        url = f"{self.about.address}releases/{release.id}/CHANGES.md"
        return self.document(url, f"What changed in {release.version}")

    def algorithm(self) -> str:
        return self.describe_thing(
            SHA256,
            "spdx:ChecksumAlgorithm",
            owl_sameAs="spdx:checksumAlgorithm_sha256",
            rdfs_label=phrase("SHA-256"),
        )

    def media_type(self, name: str) -> str:
        return self.describe_thing(f"{IANA}{name}", "dct:MediaType", rdfs_label=ox.Literal(name))

    def document(self, url: str, title: str) -> str:
        return self.describe_thing(url, "foaf:Document", dct_title=phrase(title))

    def standard(self, url: str, title: str) -> str:
        return self.describe_thing(url, "dct:Standard", dct_title=phrase(title))

    def table(self, name: str) -> str:
        title: Value = phrase(TABLES[name])
        return self.describe_thing(f"{EU}{name}", "skos:ConceptScheme", dct_title=title)

    def concept(self, table: str, code: str, label: str, kind: str = "skos:Concept") -> str:
        """Describe an entry of one of the EU's tables as far as shapes ask for it."""
        this = authority(table, code)
        self.statements.add(this, "rdf:type", to_iri(kind))
        return self.describe_thing(
            this,
            "skos:Concept",
            skos_prefLabel=phrase(label),
            skos_inScheme=self.table(table),
            dct_identifier=ox.Literal(code),
        )
