"""What is the article, once the page around it is gone? Files, folders, archives and addresses to documents.

    for item in read(["reports/", "https://example.org/news.html"]):
        ...  # a Document, or a Failure that says why there is none

Given text (text files, "text" of JSON Lines, CSV and Parquet) is never changed: every offset holds. The text of web
pages, PDF files and web archives is extracted, repaired where its encoding was mixed up, and then frozen.
"""

from ..records.document import Document, Failure
from .reader import read

__all__ = ["Document", "Failure", "read"]
