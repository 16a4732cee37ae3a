"""One table of addresses and Accept headers, alike for `comity serve`, for nginx, and for Apache."""

import getpass
import http.client
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from comity.graph.store.embedded import open_snapshot
from comity.publish.portal.apache_rules import htaccess
from comity.publish.portal.gone import GONE as GONE_FILE
from comity.publish.portal.nginx_rules import nginx_maps, nginx_server
from comity.publish.web.documents import Documents
from comity.publish.web.negotiation import FORMS, OFFERED, negotiate, types_of_form

from .addresses import ACCEPTS, ADDRESSES, BROWSER, GONE, ODD_ADDRESSES, PART, THING
from .running import free_port, serving, wait_for
from .test_negotiation import CASES

PLACES = "/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin"
NGINX, APACHE = shutil.which("nginx", path=PLACES), shutil.which("apache2", path=PLACES)
MODULES = Path("/usr/lib/apache2/modules")
SERVERS = ("serve", "nginx", "apache")


@pytest.fixture(scope="module")
def documents(built_store: Path) -> Documents:
    return Documents(open_snapshot(built_store))


@pytest.fixture(scope="module")
def site(documents: Documents, published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole publication, in which one thing is gone, with files that do not belong to it."""
    folder = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(published, folder)
    (folder / GONE_FILE).write_text(f"{GONE}\n", encoding="utf-8")
    (folder / ".htaccess").write_text(htaccess(documents.known.parts, frozenset({GONE})), encoding="utf-8")
    for name in (".git/config", "dumps/.htaccess", ".htpasswd", "bomca/.hidden", ".well-known/other/x"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("# not published", encoding="utf-8")
    return folder


@contextmanager
def started(command: list[str], port: int) -> Iterator[str]:
    """Start a file server, and end it by its own process."""
    with subprocess.Popen(command) as server:
        try:
            wait_for(server, port)
            yield f"127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="module")
def nginx(documents: Documents, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if NGINX is None:
        pytest.skip("no nginx on this machine (Debian: nginx-light)")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    (folder / "maps.conf").write_text(nginx_maps(documents.known.parts, frozenset({GONE})), encoding="utf-8")
    (folder / "site.conf").write_text(nginx_server(str(site)), encoding="utf-8")
    (folder / "nginx.conf").write_text(
        f"""user {getpass.getuser()}; worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    include {folder}/maps.conf;
    server {{ listen 127.0.0.1:{port}; include {folder}/site.conf; }}
}}
""",
        encoding="utf-8",
    )
    with started(
        [NGINX, "-p", str(folder), "-e", str(folder / "log"), "-c", str(folder / "nginx.conf")], port
    ) as found:
        yield found


@pytest.fixture(scope="module")
def apache(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if APACHE is None or not MODULES.is_dir():
        pytest.skip("no Apache on this machine (Debian: apache2-bin)")
    folder, port = tmp_path_factory.mktemp("apache"), free_port()
    names = ("mpm_event", "authz_core", "mime", "dir", "filter", "deflate", "headers", "rewrite", "unixd")
    files = ((name, MODULES / f"mod_{name}.so") for name in names)
    user = "User nobody\nGroup nogroup" if getpass.getuser() == "root" else ""  # as Debian names them
    modules = "\n".join(f"LoadModule {name}_module {file}" for name, file in files if file.is_file())
    (folder / "httpd.conf").write_text(
        f"""{modules}
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
{user}
TypesConfig /dev/null
DocumentRoot {site}
<Directory {site}>
    AllowOverride All
    Options FollowSymLinks
    Require all granted
</Directory>
""",
        encoding="utf-8",
    )
    command = [APACHE, "-d", str(folder), "-f", str(folder / "httpd.conf"), "-D", "FOREGROUND"]
    with readable(site), started(command, port) as found:
        yield found


@contextmanager
def readable(folder: Path) -> Iterator[None]:
    """Let others look into the folders above, when Apache is started by root and gives up its rights."""
    closed = {above: above.stat().st_mode for above in folder.parents if above.stat().st_mode & 0o5 != 0o5}
    closed = closed if getpass.getuser() == "root" else {}
    for above, mode in closed.items():
        above.chmod(mode | 0o005)
    try:
        yield
    finally:
        for above, mode in closed.items():
            above.chmod(mode)


@pytest.fixture(scope="module")
def serve(built_store: Path, site: Path) -> Iterator[str]:
    with serving(built_store, "--site", str(site)) as found:
        yield f"127.0.0.1:{found.port}"


@pytest.fixture(scope="module", params=SERVERS)
def server(request: pytest.FixtureRequest) -> tuple[str, str]:
    """Each server: its name, and where it answers."""
    return request.param, request.getfixturevalue(request.param)


@dataclass(frozen=True)
class Answer:
    """What came back; where a client is sent is told without the name of the server."""

    status: int
    where: str
    headers: dict[str, list[str]]
    content: bytes

    def header(self, name: str) -> str:
        return ", ".join(self.headers.get(name, []))


def ask(place: str, path: str, **headers: str | None) -> Answer:
    """Send a request for a path as it is written."""
    client = http.client.HTTPConnection(place, timeout=30)
    client.putrequest("GET", path, skip_accept_encoding=True)
    for name, value in headers.items():
        if value is not None:
            client.putheader(name.replace("_", "-"), value)
    client.endheaders()
    answer = client.getresponse()
    content = answer.read()
    client.close()
    found: dict[str, list[str]] = {}
    for name, value in answer.getheaders():
        found.setdefault(name.lower(), []).append(value)
    to = urlsplit(found.get("location", [""])[0])
    return Answer(answer.status, unquote(to.path), found, content)


# Apache decodes an address before its rules see it, and reads an .htaccess without the list of all parts.
APACHE_SAYS = {
    **{path: 404 for path in ODD_ADDRESSES if "%2f" in path.lower() or "%00" in path},
    f"{PART}.ttl": 303,
    f"{PART}x": 303,
    PART.replace("lva", "LVA"): 303,
    f"/bomca/actor/{'a' * 1000}": 403,
}


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_address(path: str, server: tuple[str, str]) -> None:
    name, place = server
    status, what = ADDRESSES[path]
    answer = ask(place, path, Accept=BROWSER)
    assert b"not published" not in answer.content
    if name == "apache" and path in APACHE_SAYS:
        assert answer.status == APACHE_SAYS[path]
        return
    assert answer.status == status
    if status == 200:
        assert answer.header("content-type").lower() == what
    if status == 303:
        assert answer.where == what
    for header, begin in (
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("content-security-policy", "default-src 'none'; "),
    ):
        assert answer.header(header).startswith(begin) or status == 400
        assert len(answer.headers.get(header, "1")) == 1


@pytest.mark.parametrize("accept", ACCEPTS)
def test_what_a_client_accepts(accept: str, server: tuple[str, str]) -> None:
    form = ACCEPTS[accept]
    answer = ask(server[1], THING, Accept=accept)
    assert (answer.status, answer.where) == ((303, f"{THING}.{form}") if form else (406, ""))
    if form:
        assert "Accept" in answer.header("vary").split(", ")
        links = {f'<{THING}.{each}>; rel="alternate"; type="{types_of_form(each)[2]}"' for each in FORMS}
        assert set(answer.header("link").split(", ")) == links
        document = ask(server[1], answer.where, Accept="image/png")
        assert document.status == 200
        assert document.header("content-type").lower() == FORMS[form]
        assert set(document.header("link").split(", ")) == links


@pytest.mark.parametrize(("path", "accept", "form", "status", "where"), CASES)
def test_the_table_of_negotiation(
    path: str, accept: str, form: str, status: int, where: str, server: tuple[str, str]
) -> None:
    answer = ask(server[1], f"{path}?format={form}" if form else path, Accept=accept)
    if server[0] == "apache" and path in APACHE_SAYS:
        status, where = 303, f"/bomca/activity/{path.split('/')[3]}.ttl"
    assert answer.status == status
    if status == 303:
        assert answer.where == where
    if status == 200:
        assert answer.header("content-type").lower() == FORMS[where]


def test_what_clients_might_say(documents: Documents, server: tuple[str, str]) -> None:
    """Many headers put together by chance are read as the function reads them."""
    chance = random.Random(7)
    types = [media for form in OFFERED for media in types_of_form(form)[2:]]
    types += ["*/*", "text/*", "application/*", "image/png", "image/*", "text/turtl", "*", ""]
    weights = [
        "",
        ";q=1",
        ";q=0",
        ";q=0.5",
        ";q=0.51",
        "; q=0.505",
        ";q=0.5;x=1",
        ";x=1;q=0.4",
        ";q=1.0",
        ";q=x",
        " ; q=0.05 ",
    ]
    for _ in range(300):
        ranges = [chance.choice(types) + chance.choice(weights) for _ in range(chance.randint(1, 5))]
        accept = chance.choice([",", ", ", " ,"]).join(ranges)
        wanted = negotiate(THING, accept, "", documents.known)
        answer = ask(server[1], THING, Accept=accept)
        assert (answer.status, answer.where) == (wanted.status, wanted.location), accept
    nothing = ask(server[1], THING)
    assert nothing.where == f"{THING}.ttl"


def test_every_iri_leads_to_its_document(documents: Documents, server: tuple[str, str]) -> None:
    things, parts = documents.things(), documents.parts()
    every = chance_of(things, server[0]) + chance_of(list(parts), server[0])
    for iri in every:
        document = documents.addresses.path(parts.get(iri, iri))
        document += "index" if document.endswith("/") else ""
        answer = ask(server[1], documents.addresses.path(iri), Accept="text/turtle")
        assert (answer.status, answer.where) == (303, unquote(f"{document}.ttl")), iri
        assert ask(server[1], f"{document}.ttl").status == 200


def chance_of(names: list[str], server: str) -> list[str]:
    """Give all names for nginx, whose table is written out, and some for the others."""
    return names if server == "nginx" else names[::13]


@pytest.mark.parametrize("path", ["/ns.ttl", "/dumps/graph.nq", "/SHA256SUMS", "/static/site.css"])
def test_an_unchanged_file_is_not_sent_again(path: str, server: tuple[str, str]) -> None:
    plain = ask(server[1], path)
    packed = ask(server[1], path, Accept_Encoding="gzip")
    assert packed.header("content-encoding") == "gzip"
    assert len(packed.content) < len(plain.content)
    assert "Accept-Encoding" in packed.header("vary")
    for first, more in ((plain, {}), (packed, {"Accept_Encoding": "gzip"})):
        again = ask(server[1], path, If_None_Match=first.header("etag"), **more)
        assert (again.status, again.content) == (304, b"")
        assert ask(server[1], path, If_None_Match='"other"', **more).status == 200
    if modified := plain.header("last-modified"):
        assert ask(server[1], path, If_Modified_Since=modified).status == 304
        assert ask(server[1], path, If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT").status == 200
    else:
        assert server[0] == "serve"
        assert path == "/ns.ttl"


def test_what_is_packed_is_not_packed_again(server: tuple[str, str]) -> None:
    for path in ("/dumps/graph.ttl.gz", "/package/bomca.csv.zip", "/tables/actors.parquet"):
        assert ask(server[1], path, Accept_Encoding="gzip").header("content-encoding") == ""


def test_a_part_of_a_file_is_never_a_part_of_something_else(server: tuple[str, str]) -> None:
    """A download that began compressed does not go on with bytes of the plain file."""
    plain = ask(server[1], "/dumps/graph.nq")
    tag = ask(server[1], "/dumps/graph.nq", Accept_Encoding="gzip").header("etag")
    part = ask(server[1], "/dumps/graph.nq", Range="bytes=10-19")
    assert (part.status, part.content) == (206, plain.content[10:20])
    rest = ask(server[1], "/dumps/graph.nq", Range="bytes=10-19", If_Range=tag)
    assert rest.status == 200 or tag == plain.header("etag")
