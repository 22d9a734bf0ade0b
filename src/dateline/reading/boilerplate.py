"""What stands on a news page and is not the article: tables to read and to extend.

Two passes: `prune` takes elements out of the page by their class, id and role before the article is looked for;
`is_boilerplate` then drops whole lines of the extracted text.
"""

from __future__ import annotations

import re
from typing import Any

_ALWAYS_DROPPED = frozenset(("script", "style", "template", "noscript", "figcaption"))
"""Never prose of the article: `noscript` holds browser warnings, `figcaption` captions and photo credits."""

_DROPPED_TAGS = frozenset(
    ("iframe", "object", "embed", "form", "button", "nav", "aside", "footer", "dialog", "select", "textarea", "svg")
)
"""Not the article, unless most of the page is in one: some sites put the whole page into a form."""

_DROPPED_ROLES = frozenset(
    (
        "navigation",
        "banner",
        "search",
        "complementary",
        "contentinfo",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
    )
)
"""WAI-ARIA roles of what is around an article."""

_NAMES = re.compile(
    r"""
    (?:^|[\s_-])(?:
        newsletters? | subscrib\w* | sign-?up | (?:email|mail)-(?:form|alerts?)
      | related | (?:see|read|watch|listen)-?also | (?:read|more)-(?:more|next|on|from|stories|news) | readmore
      | recirc\w* | recommend\w* | also-(?:like|read) | (?:most|top)-(?:read|popular|viewed|stories)
      | mostread | mostpopular | trending | popular
      | promos? | advert\w* | ads? | adsense | sponsor\w* | outbrain | taboola | zergnet | affiliate\w*
      | disclosure | disclaimer | cookies? | consent | gdpr | privacy | onetrust
      | (?:browser|js|javascript|outdated|unsupported|noscript)-?
        (?:upgrade|update|warning|support|message|happy|disabled|required)
      | browsehappy
      | captions? | wp-caption-text | credits? | photographer | copyright
      | (?:photo|image|img|media|picture)-?(?:credits?|captions?|source|info|by|copyright|legend)
      | share | sharing | shares | social | addthis | sharedaddy | follow-us
      | comments? | commentlist | disqus | respond | livefyre
      | breadcrumbs? | pagination | pager | skip-?(?:link|nav|to)\w* | sr-only | screen-reader-text | visually-?hidden
      | paywall | regwall | donate | donation | membership
      | (?:post|article|entry|news)-?tags | tags?-?(?:list|cloud|links) | taglist
      | author-(?:bio|box|info|card|profile) | about-the-author | byline
      | date-?line-?published | timestamp | time-?stamp | dateposted | posted-on | published-?(?:date|at|on)
      | (?:entry|post|article)-meta
    )(?:$|[\s_-])
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Parts of class names and ids that say what an element is for, at word boundaries."""

_SHARE_OF_PAGE = 0.3
"""An element that holds more of the page's paragraph text than this is the article, whatever its class is called
("has-related", "comments-open")."""

_KEPT_TAGS = frozenset(("html", "body", "head", "main", "article", "h1", "table", "tbody", "tr", "td"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def prune(tree: Any) -> None:
    """Take what is not the article out of a parsed page (lxml), in place."""
    total = sum(len(text) for p in tree.iter("p") for text in p.itertext()) or 1
    doomed = [element for element in tree.iter() if _is_around(element, total)]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _is_around(element: Any, total: int) -> bool:
    tag = element.tag
    if not isinstance(tag, str):
        return True  # comments, processing instructions
    if tag in _ALWAYS_DROPPED:
        return True
    if tag in _KEPT_TAGS:
        return False
    get = element.get
    names = f"{get('class', '')} {get('id', '')}"
    named = (
        tag in _DROPPED_TAGS
        or get("role") in _DROPPED_ROLES
        or get("aria-hidden") == "true"
        or (tag == "time" and not any(True for _ in element.iterancestors("p")))
        or _NAMES.search(names) is not None
        or _HIDDEN.search(get("style", "")) is not None
    )
    if not named:
        return False
    held = sum(len(text) for p in element.iter("p") for text in p.itertext())
    return held <= _SHARE_OF_PAGE * total or len(element) == 0


_LINES = re.compile(
    r"""
    (?:
        (?:sign\ up|subscribe|register\ (?:now|here|today|for|to))\b.{0,160}
        (?:newsletter|e-?mail|inbox|daily|full\ story|edition|updates|today|free|stories|alerts).{0,80}
      | (?:get|receive)\b.{0,80}\b(?:newsletter|by\ e-?mail|(?:in|to)\ your\ inbox|daily\ edition).{0,80}
      | for\ the\ latest\ (?:stories|news|updates)\b.{0,140} | (?:download|get)\b.{0,40}\bapps?\b.{0,80}
      | (?:read|see|watch|listen)\ (?:more|also|next|now|all)\b\s*[:|-].{0,200} | (?:read|see)\ (?:more|also)
      | (?:related|recommended|more)\ (?:stories|articles|news|coverage|content|topics|reading|links)
        (?:\ (?:from|on|in|by)\ [\w'\ ]{1,40})?\s*:?
      | you\ (?:may|might)\ also\ (?:like|be\ interested\ in).{0,60} | most\ (?:read|popular|viewed)
      | (?:advertisement|sponsored(?:\ content)?|ad|promoted)\W*
      | article\ continues\ (?:below|after\ (?:this\ )?(?:advertisement|ad))\W*
      | this\ (?:post|article|page|story)\ (?:may\ )?contains?\ (?:references|affiliate|links)\b.{0,400}
      | share | tweet | print | e-?mail | whatsapp | facebook | twitter | copy\ link | save | listen | comments?
      | share\ (?:this|on)\b.{0,60}
      | follow\ (?:us|[@\w\ .']{1,30})\ on\ (?:twitter|x|facebook|instagram|telegram|whatsapp)\b.{0,80}
      | (?:(?:file\ )?photo|photograph|photography|picture|image|credit
          |(?:photo|image)\ credit|image\ caption|image\ source
          |getty\ images)\s*(?:by|courtesy|credit|source)?\s*[:/].{0,160}
      | (?:©|\(c\)|copyright\b).{0,200} | .{0,80}\ball\ rights\ reserved\b.{0,80}
      | (?:last\ (?:modified|updated)|updated|(?:release|news)\ date|date\ posted|posted\ on|published(?:\ on|\ at)?
          |category|categories|tags?|filed\ under)\s*:.{0,120}
      | (?:about\ )?\d{1,2}\ (?:second|minute|hour|day|week)s?\ ago | \d{1,2}\ min(?:ute)?s?\ read
      | .{0,120}\b(?:we|this\ (?:web)?site)\ uses?\ cookies\b.{0,300} | (?:accept|reject|manage)\ (?:all\ )?cookies
      | .{0,80}\b(?:enable\ javascript|javascript\ (?:is\ )?(?:disabled|required|turned\ off)
          |javascript\ enabled)\b.{0,160}
      | .{0,40}\byour\ (?:web\ )?browser\ (?:is|does|may)\b.{0,200}
      | .{0,60}\b(?:upgrade|update)\ your\ browser\b.{0,160}
      | (?:skip|jump)\ to\ (?:main\ )?(?:content|navigation)
      | back\ to\ top | load\ more | show\ more | view\ all | click\ here\b.{0,60}
      | (?:leave|post|add)\ (?:a|your)\ (?:reply|comment).{0,60} | \d+\ comments? | view\ comments
    )[.!…»>]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 400
"""Longer lines are prose, whatever words they open with."""


def is_boilerplate(line: str) -> bool:
    """Is this whole line of extracted text an advertisement, a warning, a credit or the like?"""
    return len(line) <= _LONGEST and _LINES.fullmatch(line) is not None
