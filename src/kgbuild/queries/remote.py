"""Queries to a SPARQL endpoint over HTTP; the one place that needs SPARQLWrapper, which is slow to import."""

from __future__ import annotations

import ast
import re
import urllib.error
from http.client import HTTPException
from typing import TYPE_CHECKING

import pyoxigraph as ox
from SPARQLWrapper import GET, JSON, POST, TURTLE, SPARQLExceptions, SPARQLWrapper

from kgbuild.errors import QueryError
from kgbuild.queries.results import Table, collect, triples
from kgbuild.queries.syntax import form, without_comments
from kgbuild.release import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kgbuild.queries.results import Result

AGENT = f"kgbuild/{VERSION} (SPARQLWrapper)"
TIMEOUT = 60  # seconds; public endpoints give up on a query at about that time themselves
LONGEST_GET = 1800  # characters; longer queries go by POST, as servers limit the length of an address
_ROW_LIMIT = "x-sparql-maxrows"


def ask(endpoint: str, text: str, timeout: int = TIMEOUT) -> Result:
    """Send a query and read the answer; every way in which an endpoint can fail raises QueryError.

    Where the server says that it cuts long answers off and this one is as long as may be, the table says so.
    """
    sent = without_comments(text).strip()
    graph = form(sent) in {"CONSTRUCT", "DESCRIBE"}
    wrapper = SPARQLWrapper(endpoint, agent=AGENT)
    wrapper.setQuery(sent)
    wrapper.queryType = form(sent)
    wrapper.setReturnFormat(TURTLE if graph else JSON)
    wrapper.setOnlyConneg(True)
    wrapper.setMethod(GET if len(sent) < LONGEST_GET else POST)
    wrapper.setTimeout(timeout)
    body, headers = _fetch(wrapper, endpoint, timeout)
    result = _parse(body, headers.get("content-type", ""), endpoint, graph=graph)
    limit = headers.get(_ROW_LIMIT, "")
    if isinstance(result, Table) and limit.isdecimal() and len(result.rows) >= int(limit):
        note = f"the endpoint gives at most {limit} rows; there may be more"
        return Table(result.columns, result.rows, (note,))
    return result


def _fetch(wrapper: SPARQLWrapper, endpoint: str, timeout: int) -> tuple[bytes, Mapping[str, str]]:
    """Return the body and the headers (names in lower case) of the endpoint's answer."""
    try:
        response = wrapper.query().response
        return response.read(), {name.lower(): value for name, value in response.headers.items()}
    except SPARQLExceptions.SPARQLWrapperException as error:
        raise QueryError(f"the endpoint refused: {error.msg}", place=endpoint, hint=_said(_body(error))) from error
    except urllib.error.HTTPError as error:
        with error:
            said = _said(error.read())
        reason = f"the endpoint answered {error.code} {error.reason}"
        raise QueryError(reason, place=endpoint, hint=said) from error
    except TimeoutError as error:
        raise QueryError(f"the endpoint gave no answer in {timeout} s", place=endpoint) from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise QueryError(f"the endpoint gave no answer in {timeout} s", place=endpoint) from error
        raise QueryError(f"the endpoint cannot be reached: {error.reason}", place=endpoint) from error
    except (OSError, HTTPException, ValueError) as error:
        raise QueryError(f"the connection failed: {error!r}", place=endpoint) from error


def _parse(body: bytes, media: str, endpoint: str, *, graph: bool) -> Result:
    """Read the answer in whichever RDF or results format the endpoint chose."""
    try:
        if graph:
            rdf = ox.RdfFormat.from_media_type(media)
            if rdf is None:
                raise _unreadable(body, media, endpoint)
            return triples([quad.triple for quad in ox.parse(body, format=rdf, base_iri=endpoint)])
        results = ox.QueryResultsFormat.from_media_type(media)
        if results is None:
            raise _unreadable(body, media, endpoint)
        return collect(ox.parse_query_results(body, format=results))
    except (SyntaxError, ValueError) as error:
        raise QueryError(f"the answer is broken: {error}", place=endpoint, hint=_said(body)) from error


def _unreadable(body: bytes, media: str, endpoint: str) -> QueryError:
    """Say that what came back is no answer to a query: a login page, an error page, a form."""
    reason = f"the answer is {media or 'of no type'}, not query results"
    return QueryError(reason, place=endpoint, hint=_said(body))


def _body(error: SPARQLExceptions.SPARQLWrapperException) -> bytes:
    """Return what the server said: SPARQLWrapper keeps it as the repr of bytes at the end of its message."""
    shown = str(error).partition("Response:\n")[2]
    body = ast.literal_eval(shown) if shown else b""
    return body if isinstance(body, bytes) else b""


def _said(body: bytes) -> str:
    """Return the beginning of what a server said, on one line and without markup."""
    text = " ".join(re.sub(r"<[^>]*>", " ", body.decode("utf-8", "replace")).split())
    return f"it said: {text[:200]}" if text else ""
