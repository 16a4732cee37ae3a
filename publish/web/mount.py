"""Where the application stands: below which path, behind which proxy, at which address."""

import re
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from ...data.errors import ComityError

Networks = Sequence[IPv4Network | IPv6Network]
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?")


class Mount:
    """An application below *root_path*, which may stand behind the *proxies* that are named.

    What a proxy says in ``X-Forwarded-For``, ``-Proto`` and ``-Host`` counts when it is one of these; nobody else's
    word does. A proxy may hand over the path with *root_path* or without.
    """

    def __init__(self, app: ASGIApp, root_path: str = "", proxies: Networks = ()) -> None:
        self._app, self._root, self._proxies = app, root_path, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as one that came to the address that its sender sees."""
        if scope["type"] == "http":
            scope = {**scope, **self._placed(scope), **self._forwarded(scope)}
        await self._app(scope, receive, send)

    def _placed(self, scope: Scope) -> Scope:
        path: str = scope["path"]
        if path == self._root:
            path += "/"
        return {"root_path": self._root, "path": path if path.startswith(f"{self._root}/") else self._root + path}

    def _forwarded(self, scope: Scope) -> Scope:
        client = scope.get("client") or ("", 0)
        if not self._is_proxy(client[0]):
            return {}
        headers = Headers(scope=scope)
        forwarded: Scope = {}
        # Of several values the last is the one that the proxy itself wrote.
        senders = [each.strip() for value in headers.getlist("x-forwarded-for") for each in value.split(",")]
        if sender := next((each for each in reversed(senders) if not self._is_proxy(each)), ""):
            forwarded["client"] = (sender, 0)
        scheme = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
        if scheme in _PORTS:
            forwarded["scheme"] = scheme
        if host := _HOST.fullmatch(headers.get("x-forwarded-host", "").rpartition(",")[2].strip()):
            forwarded["server"] = (host[1], int(host[2] or _PORTS[forwarded.get("scheme", scope["scheme"])]))
        return forwarded

    def _is_proxy(self, address: str) -> bool:
        try:
            ip = ip_address(address.strip("[]"))
        except ValueError:
            return False
        ip = getattr(ip, "ipv4_mapped", None) or ip
        return any(ip in network for network in self._proxies)


def read_networks(addresses: Sequence[str]) -> Networks:
    """Read the addresses of proxies, or their networks, as ``10.0.0.0/8``."""
    try:
        return [ip_network(address) for address in addresses]
    except ValueError as error:
        raise ComityError(f"a proxy is named by its address or network, as 10.0.0.1 or 10.0.0.0/8 ({error})") from None


def read_root_path(path: str) -> str:
    """Read the path below which the application stands; "" and "/" are the root of the server."""
    root = "/" + path.strip("/") if path.strip("/") else ""
    if not re.fullmatch(r"(/[\w.~-]*[\w~-][\w.~-]*)*", root, re.ASCII):
        raise ComityError(f'the root path "{path}" will not do; write letters, digits and -._~ between slashes, as /kg')
    return root


def root_of(request: Request) -> str:
    """Return the path below which the application stands, "" for the root of the server."""
    root: str = request.scope.get("root_path", "")
    return root


def path_of(request: Request) -> str:
    """Return the path asked for, below that of the application."""
    path: str = request.scope["path"]
    return path.removeprefix(root_of(request)) or "/"


def address_of(request: Request) -> str:
    """Return the address of the application, which ends in a slash.

    It is what the socket or a named proxy says. The header ``Host`` is anybody's word, and would let anyone make
    the catalogue and the description of the service name another server.
    """
    scheme = request.scope["scheme"]
    host, port = request.scope.get("server") or ("localhost", None)
    host = f"[{host}]" if ":" in host and not host.startswith("[") else host
    where = host if port in (None, _PORTS.get(scheme)) else f"{host}:{port}"
    return f"{scheme}://{where}{root_of(request)}/"


def accept_of(request: Request) -> str:
    """Join what a request says that it accepts, in however many headers."""
    return ",".join(request.headers.getlist("accept"))
