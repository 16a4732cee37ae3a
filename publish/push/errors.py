"""What goes wrong when the graph is sent to others, and where the credentials for that are."""

from ...data import ComityError
from ...graph.store.http import Credentials

CREDENTIALS = Credentials.named("COMITY_PUSH")


class PushError(ComityError):
    """The server that was pushed to refused, or could not be reached."""

    http_status = 502
