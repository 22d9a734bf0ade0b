"""The packaged gazetteer, its folding, and the table of countries."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge import build_gazetteer
from dateline.knowledge.countries import by_demonym, by_iso2, by_iso3, by_name, countries
from dateline.knowledge.gazetteer import Gazetteer, fold, gazetteer, pack_population, unpack_population


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("Ra’s al ‘Ayn", "ras al ayn"),
        ("CÔTE D'IVOIRE", "cote divoire"),
        ("  Al\nBāb ", "al bab"),
        ("Łódź", "lodz"),
        ("U.S.", "us"),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    once = fold(name)
    assert fold(once) == once


@given(st.integers(0, 2_000_000_000))
def test_population_keeps_three_figures(population: int) -> None:
    assert unpack_population(pack_population(population)) == pytest.approx(population, rel=0.006)


@pytest.mark.parametrize(
    ("name", "country", "code", "lat", "lon"),
    [
        ("Aleppo", "SYR", "PPLA", 36.2, 37.2),
        ("al-Bab", "SYR", "PPLA2", 36.4, 37.5),
        ("Qamishli", "SYR", "PPLA2", 37.05, 41.2),
        ("Sana'a", "YEM", "PPLC", 15.35, 44.2),
        ("Paris", "FRA", "PPLC", 48.9, 2.35),
        ("Borno", "NGA", "ADM1", 11.8, 13.1),
        ("Punjab", "PAK", "ADM1", 31.0, 72.3),
        ("Georgia", "GEO", "PCLI", 42.0, 43.5),
        ("US", "USA", "PCLI", 39.8, -98.5),
        ("U.S.", "USA", "PCLI", 39.8, -98.5),
        ("Burma", "MMR", "PCLI", 21.0, 96.0),
        ("Darfur", "SDN", "RGN", 13.0, 24.5),
        ("Bakhmut", "UKR", "PPLA2", 48.6, 38.0),
        ("Africa", None, "CONT", 7.2, 21.1),
    ],
)
def test_first_candidate(name: str, country: str | None, code: str, lat: float, lon: float) -> None:
    first = gazetteer().lookup(name)[0]
    assert (first.country_code, first.feature_code) == (country, code)
    assert first.lat == pytest.approx(lat, abs=1.2)
    assert first.lon == pytest.approx(lon, abs=1.2)


def test_candidate_carries_its_units() -> None:
    city = gazetteer().lookup("Kunduz")[0]
    assert (city.country_code, city.province, city.city, city.resolution) == ("AFG", "Kunduz", "Kunduz", 4)
    assert city.geonameid == 1135689
    chain = gazetteer().chain(city.unit)
    assert gazetteer().unit_name(chain[-1]) == "Afghanistan"
    assert gazetteer().place(city.place).name == "Kunduz"


def test_abbreviations_count_only_as_written() -> None:
    assert not gazetteer().lookup("us")
    assert not gazetteer().lookup("CA") or gazetteer().lookup("CA")[0].name != "California"
    assert [c.name for c in gazetteer().lookup_after_comma("Ill.")] == ["Illinois"]
    assert [c.name for c in gazetteer().lookup_after_comma("CA")] == ["California"]


def test_unknown_and_empty_names() -> None:
    for name in ("Zzyxqu", "", " ", "-", "'", "\u0301", "a" * 500):
        assert gazetteer().lookup(name) == ()


@given(st.text(max_size=20))
def test_any_name_can_be_looked_up(name: str) -> None:
    for candidate in gazetteer().lookup(name):
        assert -90 <= candidate.lat <= 90
        assert -180 <= candidate.lon <= 180


def test_namesakes_come_by_prominence() -> None:
    found = gazetteer().lookup("Springfield")
    assert {"Illinois", "Missouri", "Massachusetts"} <= {c.province for c in found[:4]}
    assert found[0].population > found[-1].population


def test_no_filter_hides_a_name() -> None:
    names = [name for number in range(0, 4000, 97) for name in gazetteer()._block(number).names]
    lost = [name for name in names if len(fold(name)) > 2 and not gazetteer().knows(fold(name))]
    assert not lost


def test_misses_cost_microseconds() -> None:
    names = [f"Qvx{i}zz" for i in range(2000)]
    start = time.perf_counter()
    for name in names:
        gazetteer().lookup(name)
    assert (time.perf_counter() - start) / len(names) < 500e-6


def test_size_on_disk() -> None:
    path = Path(build_gazetteer.__file__).parent / "data" / "places.sqlite"
    assert path.stat().st_size < 18_000_000


def test_missing_file_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="gazetteer build"):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_builder_without_arguments_says_how_to_use_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dateline.knowledge.build_gazetteer"], capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "SOURCE_FOLDER" in done.stderr


def test_countries_are_complete_and_unambiguous() -> None:
    states = [c for c in countries() if c.iso2]
    assert len(states) == 250
    assert len({c.iso2 for c in states}) == len({c.iso3 for c in states}) == 250
    for country in states:
        assert by_iso2(country.iso2) is country
        assert by_iso3(country.iso3) is country
        assert by_name(country.name) is country


@pytest.mark.parametrize(
    ("word", "code"),
    [("Syrian", "SYR"), ("Syrians", "SYR"), ("NIGERIEN", "NER"), ("Nigerian", "NGA"), ("Dutch", "NLD"), ("Kurdish", ""),
     ("Chechens", ""), ("Houthis", "")],
)  # fmt: skip
def test_demonyms(word: str, code: str) -> None:
    found = by_demonym(word)
    assert found is not None
    assert found.iso3 == code


def test_country_names() -> None:
    for name, code in {
        "Côte d’Ivoire": "CIV",
        "cote d'ivoire": "CIV",
        "DRC": "COD",
        "Holland": "NLD",
        "US": "USA",
    }.items():
        country = by_name(name)
        assert country is not None
        assert country.iso3 == code
    assert by_name("us") is None
    assert by_name("Atlantis") is None
    assert by_demonym("Atlantean") is None


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [("Sloviansk", "UKR", 48.85, 37.61), ("Ansongo", "MLI", 15.66, 0.5), ("Paletwa", "MMR", 21.3, 92.86)],
)
def test_a_town_that_the_press_spells_otherwise_or_whose_district_has_its_name(
    name: str, country: str, lat: float, lon: float
) -> None:
    first = gazetteer().lookup(name)[0]
    assert (first.country_code, first.feature_class) == (country, "P")
    assert abs(first.lat - lat) < 0.2 and abs(first.lon - lon) < 0.2
