"""Endpoints: real HTTP on the loopback, with a server that answers well and one that fails in every way."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest

from kgbuild import queries
from kgbuild.errors import QueryError
from kgbuild.queries import Answer, Table, remote
from kgbuild.queries.sources import read

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent / "cases"
STORE = read(CASES / "acts.ttl")
FAILURES: dict[str, tuple[int, str, bytes]] = {
    "/400": (400, "text/plain", b"Virtuoso 37000 Error SP030: syntax error"),
    "/401": (401, "text/plain", b"who are you?"),
    "/404": (404, "text/html", b"<html><h1>Not   here</h1></html>"),
    "/500": (500, "text/plain", b"out of memory"),
    "/503": (503, "text/plain", b"come back later"),
    "/html": (200, "text/html; charset=utf-8", b"<html><body>Please log in</body></html>"),
    "/broken": (200, "application/sparql-results+json", b'{"head": {"vars": ["a"]}, "results": {"bind'),
    "/untyped": (200, "", b"?"),
}


class Endpoint(BaseHTTPRequestHandler):
    """Answers queries as the SPARQL 1.1 protocol says; the paths of FAILURES fail."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self._answer("GET", urlsplit(self.path).query)

    def do_POST(self) -> None:
        self._answer("POST", self.rfile.read(int(self.headers["Content-Length"])).decode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class has
        pass

    def _answer(self, method: str, form: str) -> None:
        path, text = urlsplit(self.path).path, parse_qs(form)["query"][0]
        self.asked.append((method, text))
        if path in FAILURES:
            self._send(*FAILURES[path])
            return
        if path == "/slow":
            time.sleep(1.5)
        result, accept = STORE.query(text), self.headers["Accept"]
        if isinstance(result, ox.QueryTriples):
            assert "text/turtle" in accept
            self._send(200, "text/turtle", result.serialize(format=ox.RdfFormat.TURTLE) or b"")
        else:
            assert "application/sparql-results+json" in accept
            body = result.serialize(format=ox.QueryResultsFormat.JSON) or b""
            limit = {"X-SPARQL-MaxRows": "2"} if path == "/limited" else {}
            self._send(200, "application/sparql-results+json", body, limit)

    def _send(self, status: int, media: str, body: bytes, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        if media:
            self.send_header("Content-Type", media)
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("name", "params"),
    [("acts", {}), ("acts", {"victim": "rudolf hess"}), ("overview", {}), ("schema-org", {})],
)
def test_endpoint_gives_what_a_file_gives(name: str, params: dict[str, str], endpoint: str) -> None:
    assert queries.run(name, f"{endpoint}/sparql", params) == queries.run(name, STORE, params)


def test_yes_or_no(endpoint: str) -> None:
    assert queries.run("ASK { ?s a <x:Nothing> }", endpoint) == Answer(False)


def test_short_queries_go_by_get_and_long_ones_by_post(endpoint: str) -> None:
    Endpoint.asked.clear()
    queries.run("# why not?\nASK { ?s ?p '#' }", endpoint)
    queries.run(f"ASK {{ ?s ?p '{'long ' * 500}' }}", endpoint)
    assert [method for method, _ in Endpoint.asked] == ["GET", "POST"]
    assert Endpoint.asked[0][1] == "ASK { ?s ?p '#' }"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/400", "SP030: syntax error"),
        ("/401", "Unauthorized|denied"),
        ("/404", "Not here"),
        ("/500", "out of memory"),
        ("/503", "503 .*come back later"),
        ("/html", "the answer is text/html.*not query results.*Please log in"),
        ("/broken", "the answer is broken"),
        ("/untyped", "the answer is of no type"),
    ],
)
def test_failure_says_what_the_server_said(path: str, said: str, endpoint: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        queries.run("SELECT * { ?s ?p ?o }", endpoint + path)
    assert caught.value.place == endpoint + path


def test_graph_that_is_no_rdf_is_refused(endpoint: str) -> None:
    with pytest.raises(QueryError, match=r"the answer is text/html"):
        queries.run("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", f"{endpoint}/html")


def test_silence_ends_after_a_time(endpoint: str) -> None:
    with pytest.raises(QueryError, match=r"gave no answer in 1 s"):
        remote.ask(f"{endpoint}/slow", "ASK { ?s ?p ?o }", timeout=1)


def test_nobody_there() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        with pytest.raises(QueryError, match=r"cannot be reached"):
            queries.run("ASK { ?s ?p ?o }", f"http://127.0.0.1:{port}/sparql")


def test_name_that_nothing_bears_costs_an_endpoint_no_second_question(endpoint: str) -> None:
    Endpoint.asked.clear()
    assert queries.run("acts", endpoint, {"victim": "nobody at all"}) == Table(queries.load()["acts"].columns, ())
    assert len(Endpoint.asked) == 1


def test_update_is_refused_before_it_is_sent(endpoint: str) -> None:
    Endpoint.asked.clear()
    with pytest.raises(QueryError, match=r"DELETE changes data"):
        remote.ask(endpoint, "DELETE WHERE { ?s ?p ?o }")
    assert not Endpoint.asked


def test_table_that_the_server_may_have_cut_says_so(endpoint: str) -> None:
    found = queries.run("SELECT ?s { ?s ?p ?o } LIMIT 2", f"{endpoint}/limited")
    assert isinstance(found, Table)
    assert found.notes == ("the endpoint gives at most 2 rows; there may be more",)
    assert queries.run("SELECT ?s { ?s ?p ?o } LIMIT 1", f"{endpoint}/limited").notes == ()  # type: ignore[union-attr]
