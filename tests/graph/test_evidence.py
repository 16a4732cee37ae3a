"""Evidence begins with the surest, in every activity."""

from pathlib import Path

from comity.graph.read.evidence import read_activities
from comity.graph.store.embedded import open_snapshot


def test_what_is_stated_comes_first_and_of_readings_the_one_followed(built_store: Path) -> None:
    store = open_snapshot(built_store)
    names = store.table("activities")["activity"].to_pylist()
    records = read_activities(store, names)
    assert [record.id for record in records] == names
    for record in records:
        inferred = [part.ground != "stated" for part in record.parts]
        assert inferred == sorted(inferred), record.id
        readings = [(reading.point, not reading.followed) for reading in record.conflicts]
        assert readings == sorted(readings), record.id
    assert any({part.ground for part in record.parts} >= {"stated", "from-group"} for record in records)
    assert any(len({reading.followed for reading in record.conflicts}) == 2 for record in records)
