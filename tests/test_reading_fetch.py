"""Addresses: what is fetched, what is refused. The servers are real ones, on this machine."""

from __future__ import annotations

import gzip
import http.server
import ipaddress
import json
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_reading_pdf import body, pdf

from dateline.reading import Document, Failure, fetch, limits, read
from dateline.reading.addresses import is_public

STORY = "The army said that three men had been arrested in Marib, and that one of them had a rifle with him."
PAGE = f"<html><head><title>Arrests</title></head><body><article><p>{STORY}</p></article></body></html>".encode()


class Handler(http.server.BaseHTTPRequestHandler):
    """A small site; /N redirects to /N-1."""

    asked: dict[str, str]

    def do_GET(self) -> None:
        type(self).asked = dict(self.headers)
        path = self.path
        if path.startswith("/hops/"):
            hops = int(path.removeprefix("/hops/"))
            self.answer(302, b"", "text/html", Location=f"/hops/{hops - 1}" if hops else "/page")
        elif path == "/elsewhere":
            self.answer(301, b"", "text/html", Location="http://10.1.2.3/secret")
        elif path == "/metadata":
            self.answer(307, b"", "text/html", Location="http://169.254.169.254/latest/")
        elif path == "/to-file":
            self.answer(302, b"", "text/html", Location="file:///etc/hostname")
        elif path == "/nowhere":
            self.answer(302, b"", "text/html")
        elif path in ("/403", "/404", "/429", "/500"):
            self.answer(int(path[1:]), PAGE, "text/html")
        elif path == "/cyrillic":
            page = PAGE.decode().replace(STORY, "Вооружённые люди напали на деревню. " * 5)
            self.answer(200, page.encode("cp1251"), "text/html; charset=windows-1251")
        elif path == "/packed":
            self.answer(200, gzip.compress(PAGE), "text/html", **{"Content-Encoding": "gzip"})
        elif path == "/bomb":
            self.answer(200, gzip.compress(b"0" * (30 * 1024 * 1024)), "text/html", **{"Content-Encoding": "gzip"})
        elif path == "/large":
            self.answer(200, b"", "text/html", **{"Content-Length": str(limits.MAX_DOCUMENT_BYTES + 1)})
        elif path == "/endless":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"word " * 20_000)
            except OSError:
                pass
        elif path == "/drip":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            try:
                for _ in range(200):
                    self.wfile.write(b"word ")
                    time.sleep(0.05)
            except OSError:
                pass
        elif path == "/silent":
            time.sleep(2)
        elif path == "/short":
            self.answer(200, PAGE[:40], "text/html", **{"Content-Length": str(len(PAGE))})
        else:
            kind, content = {
                "/page": ("text/html; charset=utf-8", PAGE),
                "/text": ("text/plain", f" {STORY}\r\n".encode()),
                "/report.pdf": ("application/octet-stream", pdf(body(STORY))),
                "/report": ("application/pdf", pdf(body(STORY))),
                "/rows": ("application/x-ndjson", json.dumps({"id": "r-1", "text": STORY}).encode()),
                "/rows.jsonl": ("text/plain", json.dumps({"id": "r-2", "text": STORY}).encode()),
                "/untyped": ("", PAGE),
                "/image": ("image/png", b"\x89PNG"),
                "/video": ("video/mp4", b"0"),
                "/empty": ("text/html", b""),
                "/app": ("text/html", b"<html><body><div id=app></div></body></html>"),
            }[path]
            self.answer(200, content, kind)

    def answer(self, status: int, content: bytes, kind: str, **headers: str) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def get(url: str, allow_private: bool = True) -> Document | Failure:
    (item,) = read([url], allow_private=allow_private)
    return item


def reason(url: str, allow_private: bool = True) -> str:
    item = get(url, allow_private)
    assert isinstance(item, Failure), item
    assert item.input == url
    assert "\n" not in item.reason
    return item.reason


@pytest.mark.parametrize("path", ["/page", "/packed", "/untyped", "/hops/0", "/hops/4"])
def test_pages(path: str, site: str) -> None:
    found = get(site + path)
    assert isinstance(found, Document), found
    assert (found.id, found.text, found.title, found.language) == (site + path, STORY, "Arrests", "en")
    assert found.url == (site + "/page" if "hops" in path else site + path), "where it was in the end"


def test_other_kinds(site: str) -> None:
    for path, text in [("/text", f" {STORY}\r\n"), ("/report.pdf", STORY), ("/report", STORY)]:
        found = get(site + path)
        assert isinstance(found, Document), found
        assert found.text == text
        assert found.url == site + path
    assert [get(site + path).id for path in ("/rows", "/rows.jsonl")] == ["r-1", "r-2"]  # type: ignore[union-attr]
    found = get(site + "/cyrillic")
    assert isinstance(found, Document)
    assert found.text.startswith("Вооружённые люди")


def test_what_the_server_is_told(site: str) -> None:
    get(site.replace("127.0.0.1", "localhost") + "/page")
    assert Handler.asked["Host"] == site.removeprefix("http://").replace("127.0.0.1", "localhost")
    assert "dateline/" in Handler.asked["User-Agent"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/403", "refuses (a login, a paywall or a robot check) (HTTP 403)"),
        ("/404", "the server has no such page (HTTP 404)"),
        ("/429", "too many requests, try later (HTTP 429)"),
        ("/500", "has an error of its own, try later (HTTP 500)"),
        ("/image", "the server sends image/png: only HTML, PDF"),
        ("/video", "the server sends video/mp4"),
        ("/empty", "empty"),
        ("/app", "no article text"),
        ("/large", "larger than 20 MB"),
        ("/bomb", "larger than 20 MB"),
        ("/endless", "larger than 20 MB"),
        ("/short", "the connection broke off"),
        ("/nowhere", "a redirect without an address"),
        ("/hops/5", "more than 5 redirects"),
        ("/to-file", "only http and https addresses are fetched, this is file"),
    ],
)
def test_answers_that_are_no_report(path: str, words: str, site: str) -> None:
    assert words in reason(site + path)


@pytest.mark.parametrize("path", ["/page", "/hops/0"])
def test_this_machine_is_private(path: str, site: str) -> None:
    assert "127.0.0.1, not a public address" in reason(site + path, allow_private=False)
    assert "not a public address" in reason(site.replace("127.0.0.1", "localhost") + path, allow_private=False)


@pytest.mark.parametrize("path", ["/elsewhere", "/metadata"])
def test_a_redirect_to_a_private_address(path: str, site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first address is let through, as if this machine were public; the second is judged by itself."""
    here = ipaddress.ip_address("127.0.0.1")
    monkeypatch.setattr("dateline.reading.addresses.is_public", lambda address: address == here or is_public(address))
    said = reason(site + path, allow_private=False)
    assert "not a public address" in said
    assert ("10.1.2.3" in said) == (path == "/elsewhere")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1", "fc00::1",
        "fd12::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:db8::1", "2001:0:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://[::1]/",
        "http://[::ffff:7f00:1]/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
        "http://0/",
        "https://10.0.0.1/",
        "HTTP://192.168.0.1:8080/a",
    ],
)
def test_private_addresses_however_written(url: str) -> None:
    # Where the system does not know a way of writing, it is no address at all.
    assert any(words in reason(url, allow_private=False) for words in ("not a public address", "cannot be resolved"))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://", "no host in the address"),
        ("http://user:secret@news.example/", "a user name or password"),
        ("http://[::1", "not a web address"),
        ("http://host.invalid/", "'host.invalid' cannot be resolved"),
        ("http://" + "a" * 300 + ".example/", "cannot be resolved"),
        ("http://127.0.0.1:99999/", "not a web address"),
    ],
)
def test_addresses_that_are_none(url: str, words: str) -> None:
    assert words in reason(url)


def test_a_name_is_resolved_once_and_that_address_is_connected_to(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the name server gives another address when asked again."""
    port = int(site.rpartition(":")[2])
    asked: list[str] = []

    def getaddrinfo(host: str, port_: object, *args: object, **kwargs: object) -> list[object]:
        if host != "news.example":
            return real(host, port_, *args, **kwargs)  # type: ignore[arg-type, return-value]
        asked.append(host)
        address = "127.0.0.1" if len(asked) == 1 else "10.9.9.9"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    found = get(f"http://news.example:{port}/page")
    assert isinstance(found, Document), found
    assert asked == ["news.example"]
    assert Handler.asked["Host"] == f"news.example:{port}"


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def getaddrinfo(*args: object, **kwargs: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("1.1.1.1", "10.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert "'news.example' is at 10.0.0.1, not a public address" in reason("http://news.example/", allow_private=False)


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert "cannot be reached" in reason(f"http://127.0.0.1:{port}/")


def test_no_http(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"220 mail.example ready\r\n")

        threading.Thread(target=serve, daemon=True).start()
        assert "the connection broke off" in reason(f"http://127.0.0.1:{server.getsockname()[1]}/")


def test_https_spoken_to_an_http_server(site: str) -> None:
    assert "check whether the address begins with http://" in reason(site.replace("http:", "https:") + "/page")


@pytest.fixture
def safe_site(tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """An https server for news.example, and its certificate."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example",
         "-addext", "subjectAltName=DNS:news.example", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1], certificate
    server.shutdown()
    server.server_close()


def test_certificates_are_checked_against_the_name(
    safe_site: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, certificate = safe_site
    here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: here)
    assert "is not trusted" in reason(f"https://news.example:{port}/page")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    found = get(f"https://news.example:{port}/page")
    assert isinstance(found, Document), found
    assert found.text == STORY
    assert "is not trusted" in reason(f"https://other.example:{port}/page")


def test_slow_servers(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "TOTAL_SECONDS", 0.5)
    for path in ("/drip", "/silent"):
        started = time.monotonic()
        assert "no complete answer within" in reason(site + path)
        assert time.monotonic() - started < 1.5


def test_a_bad_address_stops_nothing(site: str) -> None:
    items = list(read([f"{site}/404", f"{site}/page", f"{site}/page"], allow_private=True))
    assert [type(item) for item in items] == [Failure, Document, Document]
    assert [item.id for item in items if isinstance(item, Document)] == [f"{site}/page", f"{site}/page#2"]
