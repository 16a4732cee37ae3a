"""Lists as files to take away."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from ....data.spreadsheets import harmless


def as_file(rows: Sequence[dict[str, Any]], columns: Sequence[str], name: str, form: str) -> Response:
    """Send rows as a file; what a spreadsheet would take for a formula is escaped."""
    if form == "json":
        text = json.dumps(rows, ensure_ascii=False, indent=1, default=str)
        return Response(
            text, media_type="application/json", headers={"Content-Disposition": f"attachment; filename={name}.json"}
        )
    if form != "csv":
        return Response(f'"{form}" is no format of a list; write csv or json\n', 406, media_type="text/plain")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[harmless(each[column]) for column in columns] for each in rows])
    return Response(
        "\ufeff" + out.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename={name}.csv"},
    )
