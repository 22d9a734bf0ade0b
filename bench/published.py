"""What others have published on the same corpora, beside which our figures stand.

Nearly all are on the corpus's test part, ours on the development part: they say where the field is, not who
wins. What differs in the protocol is said with each figure. Key: task, corpus, name of our figure, our metric.
"""

from __future__ import annotations

COFENET = "BERT-CofeNet, test part, by sentence (Wang et al., COLING 2022)"
EUPEG = "EUPEG's stored outputs of 9 geoparsers, rescored with its metric"
TE3 = "TempEval-3 platinum"
ZSP = "Zero-shot NLI, the pair given, from the stored predictions of Hu et al. (ACL 2024) on this part"
PETRARCH = "all 322 records, parses by a spaCy parser trained on GUM; measured by this project"

PUBLISHED: dict[tuple[str, str, str, str], str] = {
    ("attribution", "polnear", "source exact", "f1"): f".832 {COFENET}",
    ("attribution", "polnear", "cue exact", "f1"): f".753 {COFENET}",
    ("attribution", "polnear", "content exact", "f1"): f".729 {COFENET}",
    (
        "attribution",
        "polnear",
        "source tokens",
        "f1",
    ): ".841 BERT, test part, verbal cues (Van Timmeren 2022, rescored)",
    ("attribution", "polnear", "cue tokens", "f1"): ".729 BERT, as above",
    ("attribution", "polnear", "content tokens", "f1"): ".869 BERT, as above",
    (
        "places",
        "lgl",
        "recognised, overlap",
        "f1",
    ): f".713 best of {EUPEG} (DBpedia Spotlight; match by name and place)",
    ("places", "lgl", "resolved", "within_161km_of_resolved"): f".819 best of {EUPEG} (Edinburgh)",
    ("places", "lgl", "resolved", "within_161km_of_all"): f".411 best of {EUPEG} (Yahoo PlaceSpotter)",
    ("places", "geovirus", "recognised, overlap", "f1"): f".915 best of {EUPEG} (Stanford NER)",
    ("places", "geovirus", "resolved", "within_161km_of_resolved"): f".807 best of {EUPEG} (Edinburgh)",
    ("places", "geovirus", "resolved", "within_161km_of_all"): f".618 best of {EUPEG} (CamCoder)",
    ("times", "timebank", "strict", "f1"): f".818 HeidelTime, .921 SynTime, on {TE3}",
    ("times", "timebank", "relaxed", "f1"): f".907 HeidelTime, .950 SynTime, on {TE3}",
    ("times", "timebank", "value", "f1"): f".776 HeidelTime, .674 SUTime, on {TE3} (at second hand)",
    ("types", "plover_gsr", "type in sentence", "r"): f".550 UniversalPetrarch, .261 PETRARCH2: {PETRARCH}",
    ("types", "plover_gsr", "type in sentence", "p"): ".34 UniversalPetrarch, .49 PETRARCH2: as above",
    ("pairs", "plv", "its type right", "accuracy"): f".760 {ZSP}",
    ("pairs", "plv", "its type right", "macro_f1"): ".743 as above",
    (
        "webpages",
        "trafilatura",
        "strings",
        "f1",
    ): ".926 trafilatura itself, all 990 pages of the source; measured by this project",
}
