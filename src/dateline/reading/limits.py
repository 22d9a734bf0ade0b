"""How much is too much: every limit of this room, with its reason.

A limit turns a document that would stall or exhaust a run of a million into one `Failure` line.
"""

from __future__ import annotations

MAX_DOCUMENT_BYTES = 20 * 1024 * 1024
"""Bytes of one document. The longest news page or report seldom has 5 MB; larger files are dumps of many documents."""

MAX_HTML_BYTES = 5 * 1024 * 1024
"""Bytes of one web page. The largest news pages have one; each megabyte costs up to three seconds to clean."""

MAX_CHARACTERS = 5_000_000
"""Characters of one text: more than the longest book. Coding holds one document in memory at a time, all of it."""

MAX_LINE_BYTES = 40 * 1024 * 1024
"""Bytes of one line of JSON Lines or CSV: a document of the largest size whose JSON escapes double it."""

MAX_ELEMENT_DEPTH = 250
"""Elements inside one another on a page. libxml2 gives up at 256, Python's recursion limit is not far beyond."""

MAX_PDF_PAGES = 2_000
"""Pages of one PDF file: longer ones are volumes, to be split into reports."""

BATCH_ROWS = 64
"""Rows of a Parquet file held at a time: few, because each may hold a whole article."""

MAX_REDIRECTS = 5
"""Redirects followed from one address: browsers allow 20, honest news sites need one or two."""

CONNECT_SECONDS = 10.0
"""To reach one server."""

READ_SECONDS = 20.0
"""Between two pieces of an answer."""

TOTAL_SECONDS = 60.0
"""For one address, redirects and all: a server that drips bytes cannot hold up a run."""

MEGABYTE = 1024 * 1024


def megabytes(size: int) -> str:
    """A size in bytes, for a message: `20 MB`."""
    return f"{size / MEGABYTE:.0f} MB"
