"""Fetches a report from an http(s) address, within limits, and from no place inside the user's network.

The address that was checked is the address that is connected to: the name is resolved once and the connection made to
the numbers, with the name in the Host header and in the TLS handshake, so that a second answer of the name server (DNS
rebinding) changes nothing. Every redirect goes through the same check. Proxies named in the environment are not used:
through them, the check would mean nothing.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from email.message import Message
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple
from urllib.parse import urljoin

from .addresses import resolve
from .errors import UnreadableError, one_line
from .limits import CONNECT_SECONDS, MAX_DOCUMENT_BYTES, MAX_REDIRECTS, READ_SECONDS, TOTAL_SECONDS, megabytes

_REDIRECTS = (301, 302, 303, 307, 308)
_PIECE = 64 * 1024

_ANSWERS = {
    401: "asks for a login",
    402: "asks for payment",
    403: "refuses (a login, a paywall or a robot check)",
    404: "has no such page",
    410: "has taken the page down",
    429: "says: too many requests, try later",
    451: "may not show it for legal reasons",
}


class Fetched(NamedTuple):
    """What an address gave."""

    data: bytes
    url: str
    """Where it was in the end, after redirects."""
    media_type: str
    """Lower case, without parameters; empty where the server says none."""
    charset: str | None


def fetch(url: str, allow_private: bool = False) -> Fetched:
    """Fetch `url`. Raises UnreadableError for everything that goes wrong."""
    deadline = time.monotonic() + TOTAL_SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        with _answer(url, allow_private, deadline) as response:
            if response.status in _REDIRECTS:
                target = response.headers.get("Location")
                if not target:
                    raise UnreadableError("a redirect without an address: open it in a browser and save the page")
                # Header bytes outside ASCII arrive as Latin-1; servers mean UTF-8.
                with contextlib.suppress(UnicodeError):
                    target = target.encode("latin-1").decode("utf-8")
                url = urljoin(url, target)
                continue
            if response.status != 200:
                why = _ANSWERS.get(
                    response.status,
                    "has no page to give" if response.status < 500 else "has an error of its own, try later",
                )
                raise UnreadableError(f"the server {why} (HTTP {response.status})")
            media_type, charset = _media_type(response.headers.get("Content-Type", ""))
            return Fetched(_body(response, deadline), url, media_type, charset)
    raise UnreadableError(f"more than {MAX_REDIRECTS} redirects: open it in a browser and give the last address")


@contextlib.contextmanager
def _answer(url: str, allow_private: bool, deadline: float) -> Iterator[Any]:
    """Connect to a checked address of the host of `url` and ask for it.

    The connection is closed at the end, or cut at the deadline.
    """
    from urllib3.exceptions import HTTPError, LocationParseError
    from urllib3.util import parse_url

    try:
        parts = parse_url(url)
    except LocationParseError:
        raise UnreadableError("not a web address: expected http://host/path or https://host/path") from None
    if parts.scheme not in ("http", "https"):
        raise UnreadableError(
            f"only http and https addresses are fetched, this is {parts.scheme or 'none'}: {one_line(url, 80)}"
        )
    if not parts.host:
        raise UnreadableError("no host in the address: expected http://host/path or https://host/path")
    if parts.auth:
        raise UnreadableError("a user name or password in the address: save the page from a browser and give the file")
    host = parts.host.strip("[]")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = _connect(parts.scheme, host, port, resolve(host, port, allow_private), deadline)
    # Each reading has its own time limit; only this ends a server that sends a byte every few seconds.
    # The socket itself: http.client takes it from the connection once the answer has begun.
    watch = threading.Timer(max(0.0, deadline - time.monotonic()), _hang_up, (connection.sock,))
    watch.daemon = True
    watch.start()
    try:
        connection.request("GET", parts.request_uri, headers=_headers(parts.netloc or host), preload_content=False)
        yield connection.getresponse()
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        if time.monotonic() >= deadline:
            raise UnreadableError(_too_slow()) from None
        raise UnreadableError(f"the connection broke off ({one_line(error, 100)}): try again later") from None
    finally:
        watch.cancel()
        connection.close()


def _connect(scheme: str, host: str, port: int, addresses: list[str], deadline: float) -> Any:
    """An open connection to the first of `addresses` that answers."""
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.exceptions import HTTPError
    from urllib3.util import Timeout

    last: Exception | None = None
    for address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            raise UnreadableError(_too_slow())
        timeout = Timeout(connect=min(CONNECT_SECONDS, left), read=READ_SECONDS)
        connection: Any
        if scheme == "https":
            connection = HTTPSConnection(
                address,
                port,
                timeout=timeout.connect_timeout,
                ssl_context=_tls(),
                server_hostname=host,
                assert_hostname=host,
            )
        else:
            connection = HTTPConnection(address, port, timeout=timeout.connect_timeout)
        try:
            connection.connect()
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:  # a wrong name is a ValueError
            connection.close()
            last = error
            continue
        connection.sock.settimeout(READ_SECONDS)
        return connection
    why = one_line(last, 100)
    if "certificate" in why.lower() or isinstance(last, ValueError):
        raise UnreadableError(
            f"the certificate of {host!r} is not trusted ({why}): open it in a browser and save the page"
        )
    if isinstance(last, ssl.SSLError):
        raise UnreadableError(f"no safe connection to {host!r} ({why}): check whether the address begins with http://")
    raise UnreadableError(f"{host!r} cannot be reached ({why}): check the address and the connection")


def _tls() -> ssl.SSLContext:
    """The system's trusted certificates, and those of certifi where it is installed: some Pythons have no store."""
    context = ssl.create_default_context()
    with contextlib.suppress(ImportError, OSError):
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _headers(netloc: str) -> dict[str, str]:
    try:
        release = version("dateline")
    except PackageNotFoundError:  # run from a source tree
        release = "0"
    return {
        "Host": netloc,
        "User-Agent": f"Mozilla/5.0 (compatible; dateline/{release})",
        "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
        "Accept-Language": "en",
        "Connection": "close",
    }


def _hang_up(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)  # wakes a reading that waits, which closing does not


def _body(response: Any, deadline: float) -> bytes:
    """The content, unpacked, up to the limit."""
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > MAX_DOCUMENT_BYTES:
        raise UnreadableError(f"larger than {megabytes(MAX_DOCUMENT_BYTES)}: no single report")
    parts: list[bytes] = []
    size = 0
    for part in response.stream(_PIECE, decode_content=True):
        size += len(part)
        if size > MAX_DOCUMENT_BYTES:
            raise UnreadableError(f"larger than {megabytes(MAX_DOCUMENT_BYTES)}: no single report")
        parts.append(part)
    if time.monotonic() >= deadline:  # hung up on: what is there looks complete and may not be
        raise UnreadableError(_too_slow())
    return b"".join(parts)


def _too_slow() -> str:
    return f"no complete answer within {TOTAL_SECONDS:.0f} seconds: try later, or save the page and give the file"


def _media_type(header: str) -> tuple[str, str | None]:
    message = Message()
    message["Content-Type"] = one_line(header, 200) or "application/octet-stream"
    charset = message.get_param("charset")
    return (message.get_content_type() if header else ""), charset if isinstance(charset, str) else None
