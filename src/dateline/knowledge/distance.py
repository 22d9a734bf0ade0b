"""Distances between points, in kilometres; points are (latitude, longitude) in degrees (WGS 84)."""

from __future__ import annotations

from math import asin, cos, hypot, radians, sin, sqrt

Point = tuple[float, float]

_DIAMETER_KM = 12742
"""Of the earth taken as a sphere."""
_KM_A_DEGREE = 111.2


def great_circle_km(a: Point, b: Point) -> float:
    """Along a great circle, by the haversine formula."""
    (lat, lon), (other, other_lon) = ((radians(x), radians(y)) for x, y in (a, b))
    h = sin((other - lat) / 2) ** 2 + cos(lat) * cos(other) * sin((other_lon - lon) / 2) ** 2
    return _DIAMETER_KM * asin(min(1, sqrt(h)))


def plane_km(a: Point, b: Point) -> float:
    """On a local plane: exact enough to tell near from far, and several times as fast."""
    width = abs(a[1] - b[1])
    return _KM_A_DEGREE * hypot(a[0] - b[0], min(width, 360 - width) * cos(radians((a[0] + b[0]) / 2)))
