"""Validate with TopBraid SHACL: ``python -m tests.publish.topbraid_validate DATA SHAPES…``."""

import sys

from tests.publish.jena import start

SHACL = "http://www.w3.org/ns/shacl#"


def main(data: str, shapes: list[str]) -> None:
    """Print severity, focus node and path of each result, one a line."""
    jpype = start()
    manager = jpype.JClass("org.apache.jena.riot.RDFDataMgr")
    validation = jpype.JClass("org.topbraid.shacl.validation.ValidationUtil")
    factory = jpype.JClass("org.apache.jena.rdf.model.ResourceFactory")
    parts = [factory.createProperty(SHACL + name) for name in ("resultSeverity", "focusNode", "resultPath")]
    model = manager.loadModel(data)
    for file in shapes:
        report = validation.validateModel(model, manager.loadModel(file), True)
        for statement in report.listProperties(factory.createProperty(SHACL + "result")):
            result = statement.getResource()
            found = [result.getProperty(part) for part in parts]
            print(*(str(each.getObject()) if each else "-" for each in found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
