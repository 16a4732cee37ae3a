"""Count the statements of files with Apache Jena: ``python -m tests.publish.jena_count FILE…``."""

import sys

from tests.publish.jena import start


def main(files: list[str]) -> None:
    """Print the number of statements of each file."""
    manager = start().JClass("org.apache.jena.riot.RDFDataMgr")
    for file in files:
        print(sum(1 for _ in manager.loadDatasetGraph(file).find()))


if __name__ == "__main__":
    main(sys.argv[1:])
