"""A user's own gazetteers: made from dumps, tables of units and lists, looked up in front of the built-in one."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import cli
from dateline.knowledge.gazetteer import Gazetteer, gazetteer
from dateline.knowledge.layers import GazetteerError, Layers, open_places
from dateline.knowledge.place_tables import TableError, read_tables

LIST = (
    "name,lat,lon,country,admin1,aliases,type,population,id\n"
    "Tell Zorqa,36.41,37.55,SY,Aleppo,Tall Zurqa|Tel Zorqa,village,,V-001\n"
    'Azraq North,31.95,36.6,Jordan,,,refugee camp,"40,000",V-002\n'
)
UNITS = (
    "ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE,lat,lon\n"
    "Mali,ML,Gao,ML05,Zorgao,ML0501,15.0,0.0\n"
    "Mali,ML,Gao,ML05,Zorbourem,ML0502,17.0,0.2\n"
)


def _dump(id: int, name: str, others: str, lat: float, lon: float, code: str, admin1: str, people: int) -> str:
    kind, _, feature = code.partition(".")
    cells = [id, name, name, others, lat, lon, kind, feature, "SY", "", admin1, "", "", "", people, "", "", "", ""]
    return "\t".join(map(str, cells)) + "\n"


DUMP = (
    _dump(901, "Muhafazat Zorhalab", "Zorhalab", 36.0, 37.2, "A.ADM1", "77", 0)
    + _dump(902, "Qaryat Zorbin", "Zorbin,زوربين", 36.1, 37.3, "P.PPL", "77", 1200)
    + _dump(903, "Bir Zorbin", "", 36.1, 37.3, "H.WLL", "77", 0)
)
OTHER_NAMES = "1\t902\ten\tZorbeen\t\t\t\t\t\t\n2\t902\twkdt\tQ1234567\t\t\t\t\t\t\n"


def letters(number: int) -> str:
    """A word of small letters for a number."""
    return "".join("aeioubdgkl"[int(figure)] for figure in f"{number:05d}")


def build(tmp_path: Path, **tables: str) -> Gazetteer:
    paths = []
    for name, text in tables.items():
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_text(text, "utf8")
    read_tables(paths).write(tmp_path / "own.sqlite")
    return Gazetteer.open(tmp_path / "own.sqlite")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["gazetteer", *map(str, arguments)])


def test_a_list_of_ones_own(tmp_path: Path) -> None:
    own = build(tmp_path, places=LIST)
    (village,) = own.lookup("tel zorqa")
    assert (village.name, village.country_code, village.province, village.feature_code) == (
        "Tell Zorqa", "SYR", "Aleppo", "PPL",
    )  # fmt: skip
    assert own.source_id(village.place) == "V-001"
    (camp,) = own.lookup("Azraq North")
    assert (camp.country_code, camp.feature_code, camp.population) == ("JOR", "CMP", 40000)


def test_a_dump_with_other_names(tmp_path: Path) -> None:
    own = build(tmp_path, dump=DUMP, other=OTHER_NAMES)
    (village,) = own.lookup("Zorbeen")
    assert (village.geonameid, village.province, village.population) == (902, "Muhafazat Zorhalab", 1200)
    assert own.source_id(village.place) == "902"
    assert own.lookup("Zorhalab")[0].feature_code == "ADM1"
    assert not own.lookup("Bir Zorbin")
    assert not own.lookup("Q1234567")


def test_a_zipped_dump(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "SY.zip", "w") as archive:
        archive.writestr("readme.txt", "about\n" * 400)
        archive.writestr("SY.txt", DUMP)
    read_tables([tmp_path / "SY.zip"]).write(tmp_path / "own.sqlite")
    assert Gazetteer.open(tmp_path / "own.sqlite").lookup("Zorbin")


def test_people_that_a_place_of_a_dump_must_have(tmp_path: Path) -> None:
    (tmp_path / "SY.txt").write_text(DUMP, "utf8")
    read_tables([tmp_path / "SY.txt"], population=5000).write(tmp_path / "own.sqlite")
    assert not Gazetteer.open(tmp_path / "own.sqlite").lookup("Zorbin")


@pytest.mark.parametrize(
    "heading", ["", "admin0Name_en,admin0Pcode,admin1Name_en,admin1Pcode,admin2Name_en,admin2Pcode,x"]
)
def test_a_table_of_units(tmp_path: Path, heading: str) -> None:
    table = UNITS if not heading else heading.removesuffix("x") + UNITS[UNITS.index("lat") :]
    own = build(tmp_path, units=table)
    (district,) = own.lookup("Zorbourem")
    assert (district.feature_code, district.province, district.district) == ("ADM2", "Gao", "Zorbourem")
    assert own.source_id(district.place) == "ML0502"
    (province,) = own.lookup("Gao")
    assert (province.feature_code, province.lat, province.lon) == ("ADM1", 16.0, 0.1)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("a,b\n1,2\n", "neither"),
        ("name,lat,lon,country\nX,95,3,SY\n", "line 2.*not on earth"),
        ("name,lat,lon,country\nX,north,3,SY\n", "line 2.*no degrees"),
        ("name,lat,lon,country\nX,9,3,Atlantis\n", "unknown country 'Atlantis'"),
        ("name,lat,lon\nX,9,3\n", "no country"),
        ("name,lat,lon,country\n,9,3,SY\n", "no name"),
        ("name,lat,lon,country,type\nX,9,3,SY,spaceport\n", "unknown type 'spaceport'"),
        ("name,lat,lon,country,population\nX,9,3,SY,many\n", "population 'many'"),
        ("name,lat,lon,country\n", "no places"),
        ("ADM1_EN,ADM1_PCODE,ADM0_EN\nGao,ML05,Mali\n", "without latitude"),
        (DUMP + "1\t2\n", "table.csv: line 4: 2 columns, not 19"),
        (DUMP + _dump(904, "Zorfar", "", 99, 3, "P.PPL", "77", 0), "line 4: 99, 3 is not on earth"),
        (DUMP + DUMP.splitlines()[1].replace("1200", "1,200") + "\n", "line 4: population '1,200'"),
        ('name,lat,lon,country\n"A\nB",9,3,SY\nX,9,3,Atlantis\n', "line 4: unknown country"),
        ("name,lat,lon,country,geonameid\nX,9,3,SY,Q12\n", "line 2: geonameid 'Q12'"),
        (f"name,lat,lon,country\n{'X' * 201},9,3,SY\n", "line 2: a name of more than 200"),
        (OTHER_NAMES, "other names only"),
    ],
)
def test_what_is_wrong_with_a_table(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "table.csv").write_text(text, "utf8")
    with pytest.raises(TableError, match=why):
        read_tables([tmp_path / "table.csv"])


def test_a_table_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_bytes("name,lat,lon,country\nSégou,13,-6,ML\n".encode("latin1"))
    with pytest.raises(TableError, match="line 2: not UTF-8"):
        read_tables([tmp_path / "table.csv"])


def test_a_broken_line_of_other_names(tmp_path: Path) -> None:
    (tmp_path / "SY.txt").write_text(DUMP, "utf8")
    (tmp_path / "other.txt").write_text(OTHER_NAMES + "3\tnine\ten\tZorbin\t\t\t\t\t\t\n", "utf8")
    with pytest.raises(TableError, match=r"other.txt: line 3: GeoNames number 'nine'"):
        read_tables([tmp_path / "SY.txt", tmp_path / "other.txt"])


def test_a_damaged_zip_file(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "SY.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", DUMP * 50)
    data = bytearray((tmp_path / "SY.zip").read_bytes())
    data[60:70] = bytes(10)
    (tmp_path / "SY.zip").write_bytes(data)
    with pytest.raises(TableError, match="damaged"):
        read_tables([tmp_path / "SY.zip"])


def test_some_countries_of_a_dump(tmp_path: Path) -> None:
    (tmp_path / "all.txt").write_text(DUMP + DUMP.replace("\tSY\t", "\tIQ\t").replace("Zor", "Zar"), "utf8")
    read_tables([tmp_path / "all.txt"], ["Iraq"]).write(tmp_path / "own.sqlite")
    own = Gazetteer.open(tmp_path / "own.sqlite")
    assert own.lookup("Zarbin")[0].country_code == "IRQ"
    assert not own.lookup("Zorbin")
    with pytest.raises(TableError, match="asked for"):
        read_tables([tmp_path / "all.txt"], ["FR"])
    with pytest.raises(TableError, match="no country 'Atlantis'"):
        read_tables([tmp_path / "all.txt"], ["FR", "Atlantis"])


def test_many_rows_are_sorted_on_disk_and_all_found(tmp_path: Path) -> None:
    """More places than are inserted at a time, several of one name: the largest first, each with its other name."""
    rows = [
        _dump(number, f"Zor{letters(number // 3)}", f"Bal{letters(number)}", 30, 40, "P.PPL", "77", number)
        for number in range(1, 12_001)
    ]
    (tmp_path / "SY.txt").write_text("".join(rows), "utf8")
    other = "".join(f"{n}\t{n}\ten\tKaf{letters(n)}\t\t\t\t\t\t\n" for n in range(1, 12_001))
    (tmp_path / "other.txt").write_text(other, "utf8")
    said = read_tables([tmp_path / "SY.txt", tmp_path / "other.txt"]).write(tmp_path / "own.sqlite")
    assert said.startswith("12000 places, 24000 other names")
    own = Gazetteer.open(tmp_path / "own.sqlite")
    assert [c.geonameid for c in own.lookup(f"Zor{letters(100)}")] == [302, 301, 300]
    for number in (1, 6_000, 11_999):
        assert [c.geonameid for c in own.lookup(f"Kaf{letters(number)}")] == [number]
        assert [c.geonameid for c in own.lookup(f"Bal{letters(number)}")] == [number]


def test_what_fails_leaves_the_file_before_as_it_was(tmp_path: Path) -> None:
    build(tmp_path, places=LIST)
    before = (tmp_path / "own.sqlite").read_bytes()
    store = read_tables([tmp_path / "places.txt"])
    store._database.close()
    with pytest.raises(sqlite3.Error):
        store.write(tmp_path / "own.sqlite")
    assert (tmp_path / "own.sqlite").read_bytes() == before
    assert not (tmp_path / "own.sqlite.part").exists()


def test_ones_own_places_come_first_and_only_once(tmp_path: Path) -> None:
    own = build(tmp_path, places=LIST + "Gao,16.27,-0.04,ML,Gao,,,,\nAleppo,-20.5,26.5,Zimbabwe,,,,,\n")
    both = Layers([own], gazetteer())
    gao = [c for c in both.lookup("Gao") if c.feature_class == "P" and c.country_code == "MLI"]
    assert len([c for c in gao if c.province == "Gao"]) == 1
    assert both.lookup("Tell Zorqa")[0].prior > own.lookup("Tell Zorqa")[0].prior
    assert both.lookup("Aleppo")[0].country_code == "SYR"  # a city of two million all the same
    assert {c.country_code for c in both.lookup("Aleppo")} >= {"SYR", "ZWE"}


def test_units_of_both_are_the_same(tmp_path: Path) -> None:
    both = Layers([build(tmp_path, places=LIST)], gazetteer())
    village = both.lookup("Tell Zorqa")[0]
    province = next(c for c in gazetteer().lookup("Aleppo") if c.feature_code == "ADM1")
    assert both.chain(village.unit) == gazetteer().chain(province.unit)


def test_files_that_are_no_gazetteers(tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("not a database, but long enough to look at" * 9)
    for name in ("text.sqlite", "none.sqlite"):
        with pytest.raises(GazetteerError, match=name):
            open_places([str(tmp_path / name)])


def test_build_and_find_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST, "utf8")
    done = run("build", tmp_path / "list.csv", "-o", tmp_path / "own.sqlite")
    assert (done.exit_code, "2 places" in done.output) == (0, True)
    found = run("find", "Tel Zorqa", "--gazetteer", tmp_path / "own.sqlite", "--near", "36,37", "--format", "jsonl")
    row = json.loads(found.output)
    assert (row["name"], row["id"], row["admin1"]) == ("Tell Zorqa", "V-001", "Aleppo")
    assert 60 < row["km"] < 75
    table = run("find", "Bab", "--country", "Syria", "--format", "table")
    assert table.output.splitlines()[0].split()[:4] == ["name", "type", "country", "admin1"]
    assert "SYR" in table.output
    assert "SVK" not in table.output


def test_what_the_command_line_complains_of(tmp_path: Path) -> None:
    assert run("find", "Zzyxqu").exit_code == 1
    assert run("find", "Bab", "--country", "Atlantis").exit_code == 2
    assert run("find", "Bab", "--near", "north").exit_code == 2
    (tmp_path / "list.csv").write_text(LIST, "utf8")
    nowhere = run("build", tmp_path / "list.csv", "-o", tmp_path / "no" / "own.sqlite")
    assert (nowhere.exit_code, "No such file" in nowhere.output) == (1, True)
    missing = run("build", tmp_path / "none.csv", "-o", tmp_path / "own.sqlite")
    assert (missing.exit_code, "none.csv" in missing.output) == (1, True)
    (tmp_path / "units.xlsx").write_text("")
    sheet = run("build", tmp_path / "units.xlsx", "-o", tmp_path / "own.sqlite")
    assert (sheet.exit_code, "CSV" in sheet.output) == (1, True)
