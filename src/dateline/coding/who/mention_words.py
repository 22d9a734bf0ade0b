"""Closed sets of words that mark mentions: pronouns, words that count, titles, names of no actor."""

from __future__ import annotations

from dateline.coding.scanning import word_set
from dateline.coding.who.phrases import PARTS

PERSONAL = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p", "it": "n", "its": "n", "itself": "n",
    "i": "s", "me": "s", "my": "s", "mine": "s", "myself": "s", "we": "w", "us": "w", "our": "w", "ours": "w",
    "ourselves": "w",
}  # fmt: skip
"""Pronouns by what they can stand for: one man, one woman, several or a body, a thing, the speaker, the speaker's
side."""

# Words that count or pick out, so that what they count is the noun after "of".
COUNTERS = word_set(
    "dozen hundred thousand million score number handful majority pair couple lot bunch plenty series rest total "
    "third quarter percent % one two three some many several few most all both each none any another other "
    "two-thirds minority scores dozens hundreds thousands kind type sort group crowd gang band team wave "
    "horde "
)
COLLECTIVES = frozenset({"group", "crowd", "gang", "band", "team", "wave", "horde"})
# Bare quantifiers that can stand for people on their own ("three were killed", "others fled").
STANDALONE = word_set(
    "dozen hundred thousand score other some many several one another few most all both someone somebody everyone "
    "everybody anyone"
)
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent", "iobj"})
PART_OF_NOUN = PARTS | {"nmod:desc", "amod", "det", "det:predet", "cc", "case", "punct"}
NO_NAMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december ramadan christmas easter eid internet god a.m. p.m. covid-19 covid "
    "english arabic french spanish gmt utc"
)
PERSON_TITLES = word_set(
    "mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady prof prof. gen gen. lt lt. col col. maj maj. capt capt. sgt "
    "sgt. sen sen. rep rep. gov gov. rev rev. hon hon. brig brig. adm adm. cpl cpl. pvt pvt. lieutenant-colonel "
    "general colonel major private sheikh mullah ayatollah maulana imam haji hajji abu st. saint pope king queen "
    "prince princess"
)
# Words among the titles that are kept as part of a name: "Abu Yusuf".
PART_OF_PERSON_NAMES = frozenset({"abu", "abou", "umm", "saint", "st."})
MALE_TITLES = word_set("mr mr. sir lord king prince sheikh mullah ayatollah maulana imam pope abu father brother")
FEMALE_TITLES = word_set("mrs mrs. ms ms. miss lady queen princess madam sister")
NOT_PEOPLE = frozenset({"checklist", "playlist", "shortlist", "blacklist", "talisman", "pacemaker"})
MASKED = frozenset({"armed", "masked", "hooded", "gun-wielding", "machete-wielding", "knife-wielding"})
