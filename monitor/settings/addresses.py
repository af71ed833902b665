"""Addresses as people write them into a configuration: of pages, of mail, of telephones."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+[1-9][0-9]{7,14}")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]|[0-9A-Fa-f:.]+")


def wrong_with_url(key: str, url: str) -> str:
    """What is wrong, in words that never repeat an address which may hold a password."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"`{key}` is not an address" + (f": {error}" if "@" not in url else "")
    if parts.username or parts.password:
        return f"`{key}` holds a password; secrets come from the environment"
    shown = repr(url[:60]) if "@" not in url else "what stands there"
    if parts.scheme not in {"http", "https"}:
        return f"`{key}` must begin with http:// or https://, not {shown}"
    if not host or " " in url or not url.isprintable():
        return f"`{key}` names no host: {shown}"
    return ""


def wrong_with_mail(key: str, address: str) -> str:
    if _MAIL.fullmatch(address):
        return ""
    return f"`{key}` is {address[:60]!r}; write it as press@office.example"


def wrong_with_phone(key: str, phone: str) -> str:
    """Notify takes other forms as well; one form is what two people compare."""
    if _PHONE.fullmatch(phone):
        return ""
    digits = re.sub(r"[\s()-]", "", phone)
    if digits.startswith("07") and len(digits) == 11 and digits.isdigit():
        return f"`{key}` is {phone!r}; write it as +44{digits[1:]}"
    return f"`{key}` is {phone[:30]!r}; write it as +447700900123"


def is_host(text: str) -> bool:
    return bool(_HOST.fullmatch(text))


def is_loopback(host: str) -> bool:
    """Whether it is this very machine."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
