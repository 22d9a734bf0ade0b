"""Builds `data/places.sqlite` from open place data.

    python -m dateline.knowledge.build_gazetteer SOURCE_FOLDER OUT

SOURCE_FOLDER holds tab-separated extracts of GeoNames, Who's On First and Natural Earth with a README that describes
their columns. Which places are taken: all countries, first-level units, second-level units with coordinates, hand-made
regions, Natural Earth's seas and land forms, all places of GeoNames' cities500, Who's On First's places with people
or a seat, and its villages in the countries of VILLAGES (`build_tables.py`).
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from dateline.knowledge.build_tables import (
    ALIAS_POPULATION,
    ALIASES_OF_VILLAGE,
    ANYWHERE,
    CONTINENTS,
    MAX_VILLAGES,
    NATURAL_EARTH_CODES,
    PRESS_LIKENESS,
    PRESS_NEAR,
    REGION_CODES,
    SAME_PLACE,
    STATES,
    VILLAGE_COUNTRY_SHARE,
    VILLAGES,
)
from dateline.knowledge.countries import countries, is_abbreviation
from dateline.knowledge.gazetteer import abbreviation_key, fold
from dateline.knowledge.packing import NOISE, Packer, Place

PRESS_NAMES = Path(__file__).parent / "data" / "press_names.tsv"
_UNIT_AFTER = re.compile(r" (district|governorate|province|region|state|oblast|raion|department|prefecture|woreda)$")
_UNIT_BEFORE = re.compile(
    r"^(province|provincia|department|departement|departamento|district|distrito|state|estado|governorate|region|"
    r"republic|wilaya|municipality|city|county|muhafazat) (of |de la |de |du |d )?"
)


class Builder(Packer):
    """Collects units, then places, from the source folder."""

    def __init__(self, source: Path) -> None:
        super().__init__("GeoNames (CC BY 4.0), Who's On First, Natural Earth")
        self.source = source
        self.unit_places: dict[str, Place] = {}
        self.by_id: dict[int, Place] = {}

    def rows(self, path: str) -> Iterator[dict[str, str]]:
        """The rows of a table by column name."""
        file = self.source / path
        opener = gzip.open if file.suffix == ".gz" else open
        with opener(file, "rt", encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)

    def add(self, place: Place) -> Place:
        """Takes a place in."""
        super().add(place)
        if place.geonameid:
            self.by_id[place.geonameid] = place
        return place

    def add_countries(self) -> None:
        """Countries under the names of our own table."""
        ours = {country.iso2: country for country in countries() if country.iso2}
        for row in self.rows("countries.tsv.gz"):
            country = ours.get(row["iso2"])
            if country is None:
                continue
            unit = self.add_unit(country.iso2, country.name, 0)
            self.country_codes.append(country.iso3)
            if not row["lat"]:
                continue
            lat, lon = country.point or (float(row["lat"]), float(row["lon"]))
            place = Place(
                country.name, lat, lon, "A.PCLI", unit=unit,
                geonameid=int(row["geonameid"] or 0), population=0,
            )  # fmt: skip
            for alias in country.aliases:
                key = abbreviation_key(alias) if is_abbreviation(alias) else None
                if key:
                    self.exact.append((key, place))
                else:
                    place.aliases.add(fold(alias))
            self.unit_places[country.iso2] = self.add(place)

    def add_admin(self) -> None:
        """First- and second-level units."""
        for level in (1, 2):
            for row in self.rows(f"admin{level}.tsv.gz"):
                code, parent = row["code"], row["country"] if level == 1 else row["admin1"]
                if parent not in self.units and row["country"] not in self.units:
                    continue
                if level == 2 and not row["lat"]:
                    continue
                unit = self.add_unit(code, row["name"], self.units.get(parent, self.units[row["country"]]))
                if not row["lat"]:
                    continue
                place = Place(
                    row["name"], float(row["lat"]), float(row["lon"]), f"A.ADM{level}", unit=unit,
                    geonameid=int(row["geonameid"] or 0), population=int(row.get("population_places") or 0),
                )  # fmt: skip
                if level == 1 or row["country"] in VILLAGES:
                    place.add_aliases(row["altnames_latin"].split("|"))
                place.aliases.update(_without_type(place.key))
                self.unit_places[code] = self.add(place)
        for entry in STATES.strip().replace("\n", "|").split("|"):
            code, *forms = entry.split()
            for form in forms:
                letters = form.replace(".", "")
                place = self.unit_places[code]
                self.exact.append((">" + letters, place))
                if (form.endswith(".") and len(letters) <= 2) or letters.upper() in ANYWHERE:
                    key = "=" + letters.upper() if letters.upper() in ANYWHERE else "=." + letters
                    self.exact.append((key, place))

    def add_regions(self) -> None:
        """Hand-made regions; rows that only spell a unit go to that unit."""
        for name, lat, lon, geonameid in CONTINENTS:
            self.add(Place(name, lat, lon, "L.CONT", geonameid=geonameid))
        for row in self.rows("regions.tsv"):
            inside = [c for c in row["countries"].split(",") if c in self.units]
            codes = [c for c in row["admin1_codes"].split(",") if c in self.units]
            names = [row["name"], *row["alt_names"].split("|")]
            if row["type"] == "admin1" and len(codes) == 1:
                target: Place | None = self.unit_places.get(codes[0])
            elif row["type"] == "admin2":
                keys = {fold(n) for n in names}
                inner = (self.unit_places[c] for c in self.units if c.count(".") == 2 and c.rpartition(".")[0] in codes)
                target = next((unit for unit in inner if keys & {unit.key, *unit.aliases}), None)
            else:
                target = None
            if target is None:
                unit = 0
                if len(inside) == 1:
                    unit = self.units[codes[0]] if len(codes) == 1 else self.units[inside[0]]
                code = REGION_CODES.get(row["type"], "L.RGN")
                if code == "A.ADM1":
                    code = "L.RGN"
                target = self.add(Place(row["name"], float(row["lat"]), float(row["lon"]), code, unit=unit))
            target.aliases.update(fold(n) for n in names if len(fold(n)) > 3 and fold(n) != target.key)

    def add_natural_earth(self) -> None:
        """Seas and land forms; those that the hand-made list or a unit has already are left out."""
        known: dict[str, list[Place]] = defaultdict(list)
        for place in self.places:
            for key in (place.key, *place.aliases):
                known[key].append(place)
        for row in self.rows("natural_earth/geography_regions_centroids.tsv.gz"):
            code = NATURAL_EARTH_CODES.get(row["featurecla"])
            name = row["name"].title() if row["name"].isupper() else row["name"]
            if code is None or not row["lat"] or len(fold(name)) < 4:
                continue
            if code == "L.CONT" or any(_near(p, float(row["lat"]), float(row["lon"]), 6) for p in known[fold(name)]):
                continue
            place = self.add(Place(name, float(row["lat"]), float(row["lon"]), code))
            place.add_aliases(row["name_alt"].split("|"))

    def add_cities(self) -> None:
        """GeoNames' cities500, with what Who's On First knows beside (its feature codes, districts, other names)."""
        for row in self.rows("geonames/cities500.tsv.gz"):
            country, admin1 = row["country"], f"{row['country']}.{row['admin1']}"
            if country not in self.units or len(fold(row["name"])) < 2:
                continue
            unit = self.units.get(admin1, self.units[country])
            if row["admin2"]:
                unit = self.units.get(f"{admin1}.{row['admin2']}", unit)
            place = Place(
                row["name"], float(row["lat"]), float(row["lon"]), "P." + (row["fcode"] or "PPL"), unit=unit,
                geonameid=int(row["geonameid"]), population=int(row["population"] or 0),
            )  # fmt: skip
            if country in VILLAGES or place.population >= ALIAS_POPULATION:
                place.add_aliases(row["altnames_latin"].split("|"))
            self.add(place)

    def add_villages(self) -> None:
        """Who's On First."""
        near: dict[tuple[str, int, int], list[Place]] = defaultdict(list)
        for place in self.places:
            if place.code.startswith("P."):
                self._remember(near, place)
        waiting: dict[str, list[Place]] = defaultdict(list)
        for row in self.rows("wof/wof_places.tsv.gz"):
            country = row["country"]
            if country not in self.units:
                continue
            geonameid = int(row["id"][1:]) if row["id"][0] == "g" else 0
            unit = self.units.get(row["admin2"]) or self.units.get(row["admin1"]) or self.units[country]
            known = self.by_id.get(geonameid) if geonameid else None
            if known:
                if known.code == "P.PPL" and row["fcode"]:
                    known.code = "P." + row["fcode"]
                if self.unit_parents[unit] == known.unit:
                    known.unit = unit
                if country in VILLAGES or known.population >= ALIAS_POPULATION:
                    known.add_aliases(row["altnames_latin"].split("|"))
                continue
            if not fold(row["name"]).isascii():  # some are in Cyrillic or Arabic only
                row["name"], _, row["altnames_latin"] = row["altnames_latin"].partition("|")
            if not row["name"] or row["placetype"] not in ("locality", "neighbourhood") or NOISE.search(row["name"]):
                continue
            population = int(row["population"] or 0)
            seat = row["fcode"].startswith("PPLA")
            if not population and not seat and country not in VILLAGES:
                continue
            code = "P.PPLX" if row["placetype"] == "neighbourhood" else "P." + (row["fcode"] or "PPLL")
            if not population and code in ("P.PPL", "P."):
                code = "P.PPLL"
            lat, lon = float(row["lat"]), float(row["lon"])
            place = Place(row["name"], lat, lon, code, unit=unit, geonameid=geonameid, population=population)
            place.add_aliases(row["altnames_latin"].split("|"), 1000 if population or seat else ALIASES_OF_VILLAGE)
            if population or seat:
                self._take(near, place)
            else:
                waiting[country].append(place)
        seats = {(row["country"], fold(row["name"])) for row in self.rows("wof/wof_admin.tsv.gz")}
        taken = 0
        for country in VILLAGES:
            # A name borne by fifty hamlets is worth less, as no report can tell them apart; a place that is written in
            often: dict[str, int] = defaultdict(int)
            for place in waiting[country]:
                often[place.key] += 1
            # several ways has been written about, and one called like a district is its seat.
            worth = {
                id(p): often[p.key] / (1 + len(p.aliases) + 9 * ((country, p.key) in seats)) for p in waiting[country]
            }
            for place in sorted(waiting[country], key=lambda p: worth[id(p)])[:VILLAGE_COUNTRY_SHARE]:
                if taken < MAX_VILLAGES:
                    taken += self._take(near, place)

    def add_aliases(self) -> None:
        """Press spellings, by hand."""
        for row in self.rows("aliases.tsv"):
            known = self.by_id.get(int(row["id"][1:])) if row["id"].startswith("g") else None
            if known is None:
                lat, lon = float(row["lat"]), float(row["lon"])
                unit = self._nearest_unit(row["country"], lat, lon)
                known = self.add(Place(row["alias"], lat, lon, "P.PPLA3", unit=unit))
            known.aliases.add(fold(row["alias"]))

    def add_press_names(self) -> None:
        """Our own table of what the press calls some towns: the name goes to a place of a like name nearby, which is
        then a seat, since reports mean it and no hamlet; else the place is added."""
        towns = [place for place in self.places if place.code[0] == "P"]
        lines = PRESS_NAMES.read_text("utf-8").splitlines()
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            lat, lon, key = float(row["lat"]), float(row["lon"]), fold(row["name"])
            country = self.units[row["country"]]
            around = [p for p in towns if _near(p, lat, lon, PRESS_NEAR) and self.country_of(p) == country]
            alike = {id(p): max(SequenceMatcher(None, key, k).ratio() for k in (p.key, *p.aliases)) for p in around}
            best = max(around, key=lambda p: (alike[id(p)], p.population), default=None)
            if best is None or alike[id(best)] < PRESS_LIKENESS:
                best = self.add(
                    Place(row["name"], lat, lon, "P.PPLA2", unit=self._nearest_unit(row["country"], lat, lon))
                )
            best.rename(row["name"])
            if best.code not in ("P.PPLC", "P.PPLA"):
                best.code = "P.PPLA2"

    def _nearest_unit(self, country: str, lat: float, lon: float) -> int:
        towns = (p for p in self.places if p.code[0] == "P" and self.country_of(p) == self.units[country])
        nearest = min(towns, key=lambda p: (p.lat - lat) ** 2 + (p.lon - lon) ** 2, default=None)
        return nearest.unit if nearest else self.units[country]

    def _remember(self, near: dict[tuple[str, int, int], list[Place]], place: Place) -> None:
        for key in {place.key, *place.aliases}:
            near[key, round(place.lat), round(place.lon)].append(place)

    def _take(self, near: dict[tuple[str, int, int], list[Place]], place: Place) -> bool:
        for dlat in (-1, 0, 1):
            for dlon in (-1, 0, 1):
                for other in near.get((place.key, round(place.lat) + dlat, round(place.lon) + dlon), ()):
                    if _near(other, place.lat, place.lon, SAME_PLACE):
                        return False
        self.add(place)
        self._remember(near, place)
        return True


def build(source: Path, out: Path) -> None:
    """Reads the source folder and writes the gazetteer. OSError where a source file is missing."""
    builder = Builder(source)
    builder.add_countries()
    builder.add_admin()
    builder.add_regions()
    builder.add_natural_earth()
    builder.add_cities()
    builder.add_villages()
    builder.add_aliases()
    builder.add_press_names()
    print(builder.write(out))


def _near(place: Place, lat: float, lon: float, degrees: float) -> bool:
    return abs(place.lat - lat) < degrees and abs(place.lon - lon) < degrees


def _without_type(key: str) -> list[str]:
    """The unit without its type ("al bab district"); county and parish stay: they tell units from towns."""
    short = _UNIT_BEFORE.sub("", _UNIT_AFTER.sub("", key))
    return [short] if short != key and len(short) > 2 else []


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m dateline.knowledge.build_gazetteer SOURCE_FOLDER OUT")
    build(Path(sys.argv[1]), Path(sys.argv[2]))
