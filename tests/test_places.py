"""Which words are places, where they lie, and the dateline. All texts are invented; the geography is real."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding.place_resolution import country_filed_from
from dateline.coding.places import find_toponyms, locate_dateline, resolve_places
from dateline.records.analysis import Name, Token
from dateline.records.report import Place

WORD = re.compile(r"(?:[A-Z]\.){2,}|(?:Ill|Ky)\.|['’]s\b|\w+(?:['’](?!s\b)\w+)*|[^\w\s]")


def tokenise(text: str) -> list[Token]:
    """Words and marks; capitalised words as proper nouns."""
    return [
        Token(m.start(), m.end(), m[0], m[0].lower(), "PROPN" if m[0][0].isupper() else "X", -1, "dep")
        for m in WORD.finditer(text)
    ]


def found(text: str, names: list[Name] | None = None) -> list[str]:
    return [t.name for t in find_toponyms(text, tokenise(text), names or [])]


def resolved(text: str, **hints: str) -> dict[str, Place]:
    toponyms = find_toponyms(text, tokenise(text), [])
    return {t.name: p for t, p in zip(toponyms, resolve_places(text, toponyms, **hints), strict=True)}


def name_of(text: str, words: str, type: str) -> Name:
    tokens = tokenise(text)
    start = text.index(words)
    inside = [i for i, t in enumerate(tokens) if start <= t.start < start + len(words)]
    return Name(inside[0], inside[-1] + 1, type, True, 0.95)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Two shells fell on Deir ez-Zor and on al-Bab.", ["Deir ez-Zor", "al-Bab"]),
        (
            "Troops left the Democratic Republic of the Congo for Bangui.",
            ["Democratic Republic of the Congo", "Bangui"],
        ),
        ("In March the police said most of them had been reading.", []),
        ("Syrian and Kurdish officials met in Erbil.", ["Erbil"]),
        ("He said the U.S. would not tell us more.", ["U.S."]),
        ("Fighters shelled Marea, north of Aleppo, on Sunday.", ["Marea", "Aleppo"]),
        ("The WHO sent a team to Côte d'Ivoire.", ["Côte d'Ivoire"]),
        ("She lives in Reading, England.", ["Reading", "England"]),
        ("The raid in the Qalbazor district killed two.", ["Qalbazor"]),
        ("The Bank opened in The Hague.", ["The Hague"]),
    ],
)
def test_found_without_a_tagger(text: str, places: list[str]) -> None:
    assert found(text) == places


def test_persons_and_surnames_are_no_places() -> None:
    text = "The lawyer, Kevin Lancaster, met the mayor. Lancaster said nothing more."
    assert found(text) == []


def test_the_tagger_vetoes_and_supports() -> None:
    text = "Paris Hollow sang. The Bank of England raised rates. Rebels took Umm Qalbazor."
    names = [
        name_of(text, "Paris Hollow", "person"),
        name_of(text, "Bank of England", "organisation"),
        name_of(text, "Umm Qalbazor", "place"),
    ]
    assert found(text, names) == ["Umm Qalbazor"]


def test_a_place_that_nobody_knows_stays_without_coordinates() -> None:
    text = "Rebels took Umm Qalbazor."
    toponyms = find_toponyms(text, tokenise(text), [name_of(text, "Umm Qalbazor", "place")])
    (place,) = resolve_places(text, toponyms)
    assert (place.name, place.lat, place.lon, place.resolution, place.country_code) == (
        "Umm Qalbazor",
        None,
        None,
        None,
        None,
    )


def test_text_without_case_needs_more_evidence() -> None:
    assert found("the army said it had shelled positions in aleppo and in most of the reading rooms") == ["aleppo"]
    assert found("THE ARMY SAID IT HAD SHELLED POSITIONS IN ALEPPO FOR THE MOST PART OF MARCH") == ["ALEPPO"]


@pytest.mark.parametrize(
    ("text", "name", "country", "province"),
    [
        ("A fair was held in Paris, Texas, last week.", "Paris", "USA", "Texas"),
        ("He was arrested in Springfield, Ill., on Monday.", "Springfield", "USA", "Illinois"),
        ("A convoy was hit in Bab, in Aleppo province, on Monday.", "Bab", "SYR", "Aleppo"),
        ("Gunmen attacked Beni in the Democratic Republic of Congo.", "Beni", "COD", "Nord-Kivu"),
        ("Officials in Tbilisi said Georgia would reply.", "Georgia", "GEO", None),
        ("Rivers rose in Atlanta, Savannah and Macon, and elsewhere in Georgia.", "Georgia", "USA", "Georgia"),
    ],
)
def test_resolved_in_context(text: str, name: str, country: str, province: str | None) -> None:
    place = resolved(text)[name]
    assert place.country_code == country
    if province:
        assert place.province is not None
        assert place.province.replace("Nord-Kivu", "North Kivu") == province.replace("Nord-Kivu", "North Kivu")


def test_province_and_city_of_one_name() -> None:
    assert resolved("The bomb went off in Kunduz on Monday.")["Kunduz"].resolution == 4
    assert resolved("The bomb went off in Kunduz province on Monday.")["Kunduz"].resolution == 2


def test_hints() -> None:
    text = "Police in Tripoli made two arrests."
    assert resolved(text, dateline_country="LBN")["Tripoli"].country_code in ("LBN", "LBY")
    assert resolved("Police in Cordoba made two arrests.", dateline_country="AR")["Cordoba"].country_code == "ARG"
    assert resolved("Police in Cordoba made two arrests.", publisher_hint="Spain")["Cordoba"].country_code == "ESP"


def test_one_sense_a_document() -> None:
    text = "A fair was held in Paris, Texas. Later the mayor of Paris spoke."
    toponyms = find_toponyms(text, tokenise(text), [])
    places = [p for t, p in zip(toponyms, resolve_places(text, toponyms), strict=True) if t.name == "Paris"]
    assert [p.province for p in places] == ["Texas", "Texas"]


def test_confidence_follows_the_evidence() -> None:
    sure = resolved("He was arrested in Springfield, Ill., on Monday.")["Springfield"]
    open_ = resolved("He was arrested in Springfield on Monday.")["Springfield"]
    assert 0 <= open_.confidence < sure.confidence <= 1


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SANAA (Agency) - Two people died.", "SANAA"),
        ("LIMA, 2 FEB 90 -- Two people died.", "LIMA"),
        ("KABUL, Afghanistan — Two people died.", "KABUL"),
        ("Baghdad, Iraq (Agency) -- Two people died.", "Baghdad"),
        ("GAZA CITY/JERUSALEM (Agency) - Two people died.", "GAZA CITY"),
        ("DEIR EZ-ZOR, Syria, March 3 (Agency) — Two people died.", "DEIR EZ-ZOR"),
        ("Blaze in market kills two\n\nSANAA (Agency) - Two people died.", "SANAA"),
        ("Blaze in market kills two.\nBy A. Writer\n\nKABUL, Afghanistan — Two people died.", "KABUL"),
        ("BREAKING - Two people died.", None),
        ("Two people died in SANAA - officials.", None),
        ("", None),
    ],
)
def test_dateline(text: str, place: str | None) -> None:
    span = locate_dateline(text)
    assert (text[span[0] : span[1]] if span else None) == place


def test_the_kind_of_a_place_is_no_place() -> None:
    text = "They left the Mosul Dam and Talvik Air Base and slept at Battle Creek."
    names = [Name(first, last, "place", True, 0.9) for first, last in ((3, 5), (6, 9), (12, 14))]
    assert [t.name for t in find_toponyms(text, tokenise(text), names)] == ["Mosul", "Talvik Air Base", "Battle Creek"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="AaIiUuS SyriaParis,.-'\n\"é’()LondonTexas", max_size=80))
def test_any_text_gives_ordered_spans(text: str) -> None:
    tokens = tokenise(text)
    toponyms = find_toponyms(text, tokens, [])
    last = 0
    for toponym in toponyms:
        assert last <= toponym.first < toponym.last <= len(tokens)
        assert text[toponym.start : toponym.end] == toponym.name
        last = toponym.last
    places = resolve_places(text, toponyms)
    assert len(places) == len(toponyms)
    assert all(0 <= p.confidence <= 1 for p in places)
    locate_dateline(text)


def test_the_country_that_a_story_is_filed_from() -> None:
    def filed(text: str) -> str | None:
        opening = locate_dateline(text)
        assert opening is not None
        return country_filed_from(find_toponyms(text, tokenise(text), []), opening.start, opening.story)

    assert filed("BOR, South Sudan, March 13 (Nile Post) - Herders fled.") == "SSD"
    assert filed("BAGHDAD, March 13 (Tigris Post) - Police closed a bridge.") == "IRQ"


def test_names_without_coordinates_say_why_and_where_at_least() -> None:
    village = resolved("A shell hit Qasr Zzumar in Aleppo province on Monday.")["Aleppo"]
    assert (village.reason, village.country_code) == (None, "SYR")
    text = "Shells hit Lake Zzumar, in Aleppo province, on Monday."
    lake = resolved(text)["Lake Zzumar"]
    assert (lake.lat, lake.reason, lake.country_code, lake.province) == (None, "unknown_name", "SYR", "Aleppo")
