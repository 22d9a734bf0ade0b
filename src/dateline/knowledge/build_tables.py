"""What goes into the gazetteer: choices, limits and codes of the builder (`build_gazetteer.py`)."""

from __future__ import annotations

VILLAGES = (
    "SY", "IQ", "YE", "PS", "LB", "LY", "AF", "UA", "SO", "SS", "SD", "ET", "ML", "BF", "NE", "NG", "TD",
    "CM", "CF", "CD", "MZ", "MM", "BI", "UG", "ER", "AZ", "AM", "GE", "HT", "PK", "CO", "EG", "RW", "KE",
)  # fmt: skip
"""Countries at war or under insurgency since 2010, where reports name hamlets; in this order until MAX_VILLAGES."""
MAX_VILLAGES = 600_000
"""Keeps the file under 18 MB."""
VILLAGE_COUNTRY_SHARE = 40_000
"""Villages of one country: else Pakistan's 130,000 would take the room of ten others."""
ALIAS_POPULATION = 15_000
"""Outside VILLAGES, smaller places keep only their own name: English reports use no other."""
ALIASES_OF_VILLAGE = 3
"""Romanisations of one hamlet that are kept; the fourth seldom differs by more than a vowel."""
SAME_PLACE = 0.06
"""Degrees (about 6 km) within which two entries of one name are one place."""
PRESS_NEAR, PRESS_LIKENESS = 0.15, 0.6
"""Degrees within which, and share of letters in common (Ratcliff and Obershelp) from which on, a press name is that of
a known place."""
BLOOM_BITS_A_NAME = 9
"""Nine bits and four hashes let one of fifty unknown names pass."""

# Our feature codes for hand-made region types; GeoNames codes where it has one (RGNE is GeoNames' economic region, used
# here for regions of continental size).
REGION_CODES = {
    "macroregion": "L.RGNE", "historical": "L.RGNH", "sea": "H.SEA", "strait": "H.STRT", "lake": "H.LK",
    "river": "H.STM", "basin": "T.BSN", "mountains": "T.MTS", "desert": "T.DSRT", "valley": "T.VAL", "island": "T.ISL",
    "pass": "T.PASS", "peninsula": "T.PEN", "camp": "P.CMP", "site": "S.SITE", "admin1": "A.ADM1", "admin2": "A.ADM2",
}  # fmt: skip
NATURAL_EARTH_CODES = {
    "Continent": "L.CONT", "ocean": "H.OCN", "sea": "H.SEA", "gulf": "H.GULF", "bay": "H.BAY", "strait": "H.STRT",
    "channel": "H.CHN", "sound": "H.SD", "Basin": "T.BSN", "Desert": "T.DSRT", "Island": "T.ISL",
    "Island group": "T.ISLS", "Range/mtn": "T.MTS", "Peninsula": "T.PEN", "Plateau": "T.PLAT", "Plain": "T.PLN",
    "Delta": "T.DLTA", "Coast": "L.COAST", "Valley": "T.VAL", "Isthmus": "T.ISTH", "Foothills": "T.MTS",
    "Pen/cape": "T.CAPE",
}  # fmt: skip
CONTINENTS = (
    ("Africa", 7.1881, 21.0938, 6255146), ("Asia", 29.8406, 89.2969, 6255147), ("Europe", 48.691, 9.1406, 6255148),
    ("North America", 46.0732, -100.5469, 6255149), ("South America", -14.6048, -57.6562, 6255150),
    ("Americas", 19.0, -96.0, 0), ("Oceania", -18.3128, 138.5156, 6255151), ("Antarctica", -78.1586, 16.4062, 6255152),
)  # fmt: skip
"""GeoNames' points; Natural Earth has only outlines."""

# How the press shortens states and provinces: traditional (as US newspapers write them) and postal forms.
STATES = """
US.AL Ala. AL|US.AK Alaska AK|US.AZ Ariz. AZ|US.AR Ark. AR|US.CA Calif. CA|US.CO Colo. CO|US.CT Conn. CT
US.DE Del. DE|US.FL Fla. FL|US.GA Ga. GA|US.HI HI|US.ID ID|US.IL Ill. IL|US.IN Ind. IN|US.IA Iowa IA
US.KS Kan. Kans. KS|US.KY Ky. KY|US.LA La. LA|US.ME ME|US.MD Md. MD|US.MA Mass. MA|US.MI Mich. MI|US.MN Minn. MN
US.MS Miss. MS|US.MO Mo. MO|US.MT Mont. MT|US.NE Neb. Nebr. NE|US.NV Nev. NV|US.NH N.H. NH|US.NJ N.J. NJ
US.NM N.M. NM|US.NY N.Y. NY|US.NC N.C. NC|US.ND N.D. ND|US.OH OH|US.OK Okla. OK|US.OR Ore. OR|US.PA Pa. Penn. PA
US.RI R.I. RI|US.SC S.C. SC|US.SD S.D. SD|US.TN Tenn. TN|US.TX Tex. TX|US.UT UT|US.VT Vt. VT|US.VA Va. VA
US.WA Wash. WA|US.WV W.Va. WV|US.WI Wis. WI|US.WY Wyo. WY|US.DC D.C. DC|CA.01 Alta. AB|CA.02 B.C. BC|CA.03 Man. MB
CA.04 N.B. NB|CA.05 N.L. NL|CA.07 N.S. NS|CA.08 Ont. ON|CA.09 P.E.I. PEI|CA.10 Que. QC|CA.11 Sask. SK
AU.02 N.S.W. NSW|AU.04 Qld QLD|AU.07 Vic VIC|AU.06 Tas TAS|AU.08 W.A.|AU.05 S.A.
"""
ANYWHERE = {"NSW", "PEI", "WVA"}
"""Abbreviations that count anywhere, not only after a comma; besides them those with full stops ("N.J.")."""
