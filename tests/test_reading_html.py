"""The article on a page, and nothing of what is around it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reading import Document, Failure, limits, read
from dateline.reading.boilerplate import is_boilerplate
from dateline.reading.errors import UnreadableError
from dateline.reading.html import read_page
from dateline.reading.pagedata import date_line

FIRST = (
    "SANAA (Agency) - Gunmen of the Blue Ridge Front attacked a checkpoint near Marib on Tuesday and killed two "
    "soldiers, officials said."
)
SECOND = "The governor told reporters that the attackers had come from the hills, and that the army was after them."
THIRD = "Nobody claimed the attack, the third of its kind since the truce ended in the province four weeks ago."

PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Two soldiers killed near Marib | The Harbour Gazette</title>
<meta property="og:title" content="Two soldiers killed near Marib">
<meta property="og:site_name" content="The Harbour Gazette">
<meta property="article:published_time" content="2019-03-14T09:15:00+03:00">
<meta name="author" content="Lina Okafor">
<link rel="canonical" href="https://gazette.example/2019/03/14/marib">
</head><body>
<div class="browser-upgrade">Your browser is out of date. Please upgrade your browser to see this page.</div>
<div id="cookie-consent"><p>We use cookies to make this site work. By going on you accept all of them.</p></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World news</a></li></ul></nav>
<article>
<h1>Two soldiers killed near Marib</h1>
<p class="byline">By Lina Okafor</p>
<time datetime="2019-03-14">14 March 2019</time>
<figure><img src="a.jpg"><figcaption>Smoke over the road to Marib. Photo: Omar Haddad/Agency</figcaption></figure>
<p>{FIRST}</p>
<div class="newsletter-signup"><p>Sign up for our morning newsletter and never miss a story.</p></div>
<p>{SECOND}</p>
<div class="wp-caption"><img src="b.jpg"><p class="wp-caption-text">A street in the old town of Sanaa</p></div>
<span class="photo-credit">Photograph: Omar Haddad</span>
<p>Read more: <a href="/x">Ten things to know about Marib</a></p>
<p>{THIRD}</p>
</article>
<section class="related-stories"><h2>Related</h2><p>Harbour strike enters its second week in the south</p></section>
<section id="comments"><p>First! What a sad story this is, I lived there once as a child.</p></section>
<footer><p>© 2019 The Harbour Gazette. All rights reserved.</p></footer>
<noscript>Please enable JavaScript to see this page.</noscript>
</body></html>"""


def read_file(content: str | bytes, tmp_path: Path, suffix: str = ".html") -> Document | Failure:
    path = tmp_path / f"page{suffix}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    (item,) = read([path])
    return item


def document(content: str | bytes, tmp_path: Path, suffix: str = ".html") -> Document:
    item = read_file(content, tmp_path, suffix)
    assert isinstance(item, Document), item
    return item


def failure(content: str, tmp_path: Path) -> str:
    item = read_file(content, tmp_path)
    assert isinstance(item, Failure), item
    assert item.input == str(tmp_path / "page.html")
    return item.reason


def test_the_article_and_what_is_known_of_it(tmp_path: Path) -> None:
    found = document(PAGE, tmp_path)
    assert found == Document(
        id=str(tmp_path / "page.html"),
        text=f"{FIRST}\n{SECOND}\n{THIRD}",
        published="2019-03-14",
        url="https://gazette.example/2019/03/14/marib",
        title="Two soldiers killed near Marib",
        publisher="The Harbour Gazette",
        authors=["Lina Okafor"],
        language="en",
        warnings=[],
    )


@pytest.mark.parametrize("suffix", [".htm", ".HTML", ".xhtml"])
def test_other_names_for_pages(suffix: str, tmp_path: Path) -> None:
    assert document(PAGE, tmp_path, suffix).text.startswith("SANAA (Agency) - ")


def test_short_pages_and_pieces_of_pages(tmp_path: Path) -> None:
    for piece in (
        f"<p>{FIRST}</p>",
        f"<html><body><p>{FIRST}</p></body></html>",
        f"<div>{FIRST}</div>",
        f"{FIRST}<br>",
    ):
        assert document(piece, tmp_path).text == FIRST


def test_line_breaks_inside_a_sentence_are_closed_up(tmp_path: Path) -> None:
    found = document(
        "<p>The men, who had come by boat,<br>left at dawn.<br>Nobody followed them to the shore.</p>", tmp_path
    )
    assert found.text == "The men, who had come by boat, left at dawn.\nNobody followed them to the shore."


def test_mixed_up_encodings_are_repaired(tmp_path: Path) -> None:
    html = f"<html><body><p>{FIRST}</p><p>The “café” on the square was shut.</p></body></html>"
    found = document(html.encode().decode("latin-1"), tmp_path)
    assert "The “café” on the square" in found.text
    assert found.warnings == ["encoding repaired: the page mixed up UTF-8 and another encoding"]


@pytest.mark.parametrize("name", ["windows-1251", "koi8-r", "shift_jis"])
def test_declared_encodings(name: str, tmp_path: Path) -> None:
    text = {"shift_jis": "武装集団が村を襲った。"}.get(name, "Вооружённые люди напали на деревню.")
    html = f'<html><head><meta charset="{name}"></head><body><p>{text}</p><p>{text * 3}</p></body></html>'
    assert text in document(html.encode(name), tmp_path).text


def test_an_article_only_in_the_pages_data(tmp_path: Path) -> None:
    data = {
        "@graph": [
            {"@type": "NewsArticle", "articleBody": f"{FIRST}\n\n{SECOND} {THIRD}", "datePublished": "2019-03-14"}
        ]
    }
    html = (
        f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head>'
        '<body><div id="app">Loading</div></body></html>'
    )
    found = document(html, tmp_path)
    assert found.text == f"{FIRST}\n{SECOND} {THIRD}"
    assert found.published == "2019-03-14"


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("<html><body></body></html>", "no article text"),
        (
            '<html><body><div id="app"></div><script>draw("a story about a harbour")</script></body></html>',
            "no article text",
        ),
        (
            "<html><body><noscript>Please enable JavaScript to see this page.</noscript></body></html>",
            "no article text",
        ),
        ("<html><body><p>Please enable JavaScript to see this page.</p></body></html>", "no article text"),
        ("<html><body>" + "<div>" * 100_000 + FIRST, "nested too deeply"),
        ("<b>" * 3_000 + FIRST, "nested too deeply"),
        ("<p" * 50_000, "no article text"),
        ("%PDF-1.7 this is no page", "not HTML but a PDF file"),
    ],
)
def test_pages_without_an_article(html: str, reason: str, tmp_path: Path) -> None:
    assert reason in failure(html, tmp_path)


def test_too_large_a_page(tmp_path: Path) -> None:
    assert failure("<p>word</p>" * (limits.MAX_HTML_BYTES // 11 + 1), tmp_path).startswith(
        "a web page larger than 5 MB"
    )


def test_nothing_is_dated_by_a_guess(tmp_path: Path) -> None:
    html = (
        f"<html><body><article><p>{FIRST}</p><p>The treaty of 4 May 2017 had ended.</p></article>"
        "<footer>© 2021 Gazette</footer></body></html>"
    )
    assert document(html, tmp_path).published is None


def test_a_date_under_the_headline(tmp_path: Path) -> None:
    for line in ("4 May 2017", "Posted on Thursday, May 4, 2017 at 10:15 GMT", "2017-05-04"):
        html = (
            "<html><head><title>Two soldiers killed near Marib</title></head><body><p>1 January 2020</p>"
            f"<h1>Two soldiers killed near Marib</h1><p>{line}</p><p>{FIRST}</p><p>{SECOND}</p></body></html>"
        )
        assert document(html, tmp_path).published == "2017-05-04"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("May 4, 2017", "2017-05-04"),
        ("Published: 4th Sept. 2017 | Updated 5 Sept. 2017", "2017-09-04"),
        ("Mon, 01 Jan 2018 12:00:00 +0000", "2018-01-01"),
        ("2017-05-04T10:00", "2017-05-04"),
        ("04/05/2017", None),
        ("31 February 2017", None),
        ("On 4 May 2017 gunmen attacked", None),
        ("May 2017", None),
    ],
)
def test_date_lines(line: str, date: str | None) -> None:
    assert date_line(line) == date


def test_the_same_page_gives_the_same_date_on_any_day() -> None:
    html = f"<html><head><meta property='article:published_time' content='2087-03-14'></head><body><p>{FIRST}</p>"
    assert read_page(html).data.published == "2087-03-14"
    assert read_page(html, latest="2030-01-01").data.published is None, "an archive of 2029 holds no page of 2087"


def test_titles_and_authors(tmp_path: Path) -> None:
    def known(title: str, author: str, headline: str = "") -> tuple[str | None, list[str]]:
        html = (
            f"<html><head><title>Home</title><meta property='og:title' content='{title}'>"
            "<meta property='og:site_name' content='Harbour Gazette'>"
            f"<meta name='author' content='{author}'></head><body>{headline}<p>{FIRST}</p><p>{SECOND}</p></body></html>"
        )
        found = document(html, tmp_path)
        return found.title, found.authors

    assert known("Two killed near Marib - Harbour Gazette", "Staff Reporter") == ("Two killed near Marib", [])
    assert known("Marib: two killed", "Lina Okafor; Omar Haddad") == (
        "Marib: two killed",
        ["Lina Okafor", "Omar Haddad"],
    )
    longer = "Two soldiers killed by gunmen near Marib"
    assert known("Soldiers killed near Marib", "Harbour Gazette", f"<h1>{longer}</h1>") == (longer, [])
    motto = "<h1>The paper of the whole harbour</h1>"
    assert known("Soldiers killed near Marib", "", motto)[0] == "Soldiers killed near Marib"


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Sign up for our daily newsletter",
        "Photo: Omar Haddad/Agency",
        "© 2019 The Harbour Gazette",
        "Your browser is not supported. Please use a newer one.",
        "This website uses cookies.",
        "Read more: Ten things to know",
        "5 hours ago",
        "Related articles",
    ],
)
def test_lines_that_are_not_the_article(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "More stories emerged from the besieged town on Tuesday.",
        "Register offices were attacked today by a crowd.",
        "Printers in the capital went on strike.",
        "Share prices fell after the attack.",
        "Photographs of the scene showed smoke.",
        "Save the Children said that two of its staff had been wounded.",
        "About 20 minutes later, a second bomb went off.",
        "Images of the dead were shared by the group.",
        "Copies of the leaflet were found at the market.",
        "Comments by the minister drew protests.",
        "Followers of the cleric marched on Facebook's office.",
        "Updated figures put the number of dead at nine.",
    ],
)
def test_lines_that_only_begin_like_it(line: str) -> None:
    assert not is_boilerplate(line)


def test_a_page_whose_body_is_named_like_an_advertisement(tmp_path: Path) -> None:
    html = (
        '<html><body class="has-newsletter"><div class="promo sponsored"><form>'
        f"<p>{FIRST}</p><p>{SECOND}</p></form></div></body></html>"
    )
    assert document(html, tmp_path).text == f"{FIRST}\n{SECOND}"


TAG = st.sampled_from(
    ["p", "div", "b", "table", "td", "script", "a", "h1", "article", "li", "br", "!--", "![CDATA[", "?xml"]
)
MARKUP = st.lists(
    st.one_of(
        st.builds("<{}>".format, TAG),
        st.builds("</{}>".format, TAG),
        st.builds("<{}".format, TAG),
        st.sampled_from(
            ["&#0;", "&#xD800;", "&bogus;", "&", "<", ">", '"', FIRST, "-->", "]]>", "\0", "\ud800", "é", "ï»¿"]
        ),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(MARKUP)
def test_any_markup_gives_a_text_or_a_reason(pieces: list[str]) -> None:
    try:
        page = read_page("".join(pieces))
    except UnreadableError as error:
        assert str(error)
        assert "\n" not in str(error)
    else:
        assert page.text.strip()
        page.text.encode()


def test_nothing_is_loaded_that_is_not_needed(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(f"{FIRST} {SECOND}", encoding="utf8")
    heavy = "trafilatura", "htmldate", "lxml", "pyarrow", "py3langid", "warcio", "pypdfium2", "ftfy", "urllib3", "numpy"
    code = (
        "import sys; from dateline.reading import read; (item,) = read([sys.argv[1]]); assert item.text;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_the_extractors_say_nothing_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><div id=app></div></body></html>", encoding="utf8")
    code = "import sys; from dateline.reading import read; print(list(read([sys.argv[1]])))"
    ended = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert ended.stderr == ""
    assert "no article text" in ended.stdout
