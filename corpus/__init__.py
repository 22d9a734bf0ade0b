"""The training corpus: news prose written for this project, with every slot of the record marked in line.

`read` gives its items; `python -m corpus` checks it and counts what it covers; README.md says what it is.
"""

from corpus.files import Part, read
from corpus.markup import MarkupError, parse
from corpus.records import Attribution, Entity, Event, Incident, Item, Mention, Relation, Time

__all__ = [
    "Attribution",
    "Entity",
    "Event",
    "Incident",
    "Item",
    "MarkupError",
    "Mention",
    "Part",
    "Relation",
    "Time",
    "parse",
    "read",
]
