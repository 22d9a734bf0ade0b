"""Which network addresses may be fetched from: public ones, unless the user says otherwise.

A list of addresses from the web must not make dateline read what is inside the user's network (server-side request
forgery).
"""

from __future__ import annotations

import ipaddress
import socket

from .errors import UnreadableError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in the last 32 bits, reached through a translator."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: Address) -> bool:
    """Is this an address of the public internet? IPv4 addresses inside IPv6 ones (mapped, 6to4, Teredo, NAT64) are
    judged too."""
    if isinstance(address, ipaddress.IPv6Address):
        inner: list[ipaddress.IPv4Address] = [
            part for part in (address.ipv4_mapped, address.sixtofour) if part is not None
        ]
        inner.extend(address.teredo or ())
        if address in _NAT64:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if inner:
            return all(is_public(part) for part in inner)
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_reserved
        or address.is_unspecified
    )


def resolve(host: str, port: int, allow_private: bool) -> list[str]:
    """The addresses of a host, in the order to try them.

    Raises UnreadableError where there is none, or where a single one is not public: a name with a public and a private
    address is how such a check is tricked.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(
            f"the name {host!r} cannot be resolved ({reason}): check the address and the connection"
        ) from None
    found = list(dict.fromkeys(str(answer[4][0]).split("%")[0] for answer in answers))
    for text in found:
        if not allow_private and not is_public(ipaddress.ip_address(text)):
            raise UnreadableError(
                f"{host!r} is at {text}, not a public address: allow private addresses to fetch from it"
            )
    if not found:
        raise UnreadableError(f"the name {host!r} has no address: check the address")
    return found
