"""What the catalogue says in the words of others: authority tables of the EU, media types of IANA, ADMS."""

from dataclasses import dataclass

EU = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
LICENCE_TYPES = "http://purl.org/adms/licencetype/1.0"

TABLES = {
    "access-right": "Access right",
    "data-theme": "Data theme",
    "file-type": "File type",
    "language": "Language",
    "licence": "Licence",
    "planned-availability": "Planned availability",
}

THEMES = {
    "AGRI": "Agriculture, fisheries, forestry and food",
    "ECON": "Economy and finance",
    "EDUC": "Education, culture and sport",
    "ENER": "Energy",
    "ENVI": "Environment",
    "GOVE": "Government and public sector",
    "HEAL": "Health",
    "INTR": "International issues",
    "JUST": "Justice, legal system and public safety",
    "OP_DATPRO": "Provisional data",
    "REGI": "Regions and cities",
    "SOCI": "Population and society",
    "TECH": "Science and technology",
    "TRAN": "Transport",
}
AVAILABILITIES = {
    "AVAILABLE": "Available",
    "EXPERIMENTAL": "Experimental",
    "STABLE": "Stable",
    "TEMPORARY": "Temporary",
}

# Languages by their tag: code in the EU's table, and name.
LANGUAGES = {
    "bg": ("BUL", "Bulgarian"),
    "cs": ("CES", "Czech"),
    "da": ("DAN", "Danish"),
    "de": ("DEU", "German"),
    "el": ("ELL", "Greek"),
    "en": ("ENG", "English"),
    "es": ("SPA", "Spanish"),
    "et": ("EST", "Estonian"),
    "fi": ("FIN", "Finnish"),
    "fr": ("FRA", "French"),
    "hu": ("HUN", "Hungarian"),
    "it": ("ITA", "Italian"),
    "lt": ("LIT", "Lithuanian"),
    "lv": ("LAV", "Latvian"),
    "nl": ("NLD", "Dutch"),
    "pl": ("POL", "Polish"),
    "pt": ("POR", "Portuguese"),
    "ro": ("RON", "Romanian"),
    "ru": ("RUS", "Russian"),
    "sk": ("SLK", "Slovak"),
    "sl": ("SLV", "Slovenian"),
    "sv": ("SWE", "Swedish"),
    "uk": ("UKR", "Ukrainian"),
}


@dataclass(frozen=True)
class Licence:
    """A licence that the EU's table has: its code there, title, and type in ADMS."""

    code: str
    title: str
    kind: str


# By the address under which a package names it, without a last "/".
LICENCES = {
    "https://creativecommons.org/licenses/by/4.0": Licence(
        "CC_BY_4_0", "Creative Commons Attribution 4.0 International", "Attribution"
    ),
    "https://creativecommons.org/publicdomain/zero/1.0": Licence(
        "CC0", "Creative Commons CC0 1.0 Universal", "PublicDomain"
    ),
}


@dataclass(frozen=True)
class FileType:
    """A kind of file: what people call it, its code in the EU's table, and its media type."""

    label: str
    code: str
    media_type: str


FILE_TYPES = {
    "nq": FileType("N-Quads", "RDF_N_QUADS", "application/n-quads"),
    "trig": FileType("TriG", "RDF_TRIG", "application/trig"),
    "ttl": FileType("Turtle", "RDF_TURTLE", "text/turtle"),
    "nt": FileType("N-Triples", "RDF_N_TRIPLES", "application/n-triples"),
    "jsonld": FileType("JSON-LD", "JSON_LD", "application/ld+json"),
    "rdf": FileType("RDF/XML", "RDF_XML", "application/rdf+xml"),
    "csv": FileType("CSV", "CSV", "text/csv"),
    "json": FileType("JSON", "JSON", "application/json"),
    "parquet": FileType("Parquet", "PARQUET", "application/vnd.apache.parquet"),
}
GZIP, ZIP = "application/gzip", "application/zip"


def authority(table: str, code: str) -> str:
    """Name the IRI of an entry of one of the EU's tables.

    >>> authority("file-type", "CSV")
    'http://publications.europa.eu/resource/authority/file-type/CSV'
    """
    return f"{EU}{table}/{code}"
