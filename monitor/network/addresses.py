"""Which addresses a publisher may have: none in our own network, however it is written.

Python's `is_private` and `is_global` miss carrier-grade NAT, NAT64 and 6to4 forms of private
addresses, site-local IPv6 and multicast (measured on 3.11), so the list is our own.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_FORBIDDEN = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",
            "100.64.0.0/10",  # carrier-grade NAT
            "127.0.0.0/8",
            "168.63.129.16/32",  # Azure's own, in the middle of public ones
            "169.254.0.0/16",  # link-local, where clouds keep their credentials
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",  # documentation, as the next two
            "198.51.100.0/24",
            "203.0.113.0/24",
            "192.88.99.0/24",  # 6to4 relays
            "192.168.0.0/16",
            "198.18.0.0/15",  # benchmarks
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
            "2001::/23",  # protocols, Teredo among them
            "2001:db8::/32",  # documentation, as the next
            "3fff::/20",
            "2002::/16",  # 6to4
        ),
    )
)
_GIVEN_OUT = ip_network("2000::/3")  # all of IPv6 that publishers can be given addresses of
_NAT64 = ip_network("64:ff9b::/96")  # how an IPv6-only host sees IPv4 addresses, good and bad


def is_forbidden(text: str) -> bool:
    """Whether we must not connect to this address; anything that is none is forbidden."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return True
    meant = _inside(address) or address
    if isinstance(meant, IPv6Address) and meant not in _GIVEN_OUT:
        return True
    return any(meant in network for network in _FORBIDDEN)


def _inside(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped
