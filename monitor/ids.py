"""Ids come from content, so that writing anything twice writes it once."""

import hashlib

ID_LENGTH = 16  # hex digits: 64 bits; a collision among a million items has odds of 1 in 37 million


def content_id(kind: str, *parts: str) -> str:
    """The id of a thing of this kind with these parts; parts never run into each other."""
    text = "\x1f".join((kind, *parts))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def body_hash(body: bytes) -> str:
    """By which a page that came again unchanged is known, from servers without validators."""
    return hashlib.blake2b(body, digest_size=ID_LENGTH // 2).hexdigest()


def wording(title: str, text: str) -> str:
    """By which an edit is noticed."""
    return content_id("wording", title, text)


def fraction(*parts: str) -> float:
    """A number from 0 to 1 that looks like chance and is not: the same parts give the same."""
    return int(content_id("fraction", *parts), 16) / float(16**ID_LENGTH)


def hand_entry_id(outlet: str, title: str, published: str) -> str:
    return content_id("hand", outlet, title, published)


def item_id(identity_key: str) -> str:
    return content_id("item", identity_key)


def mention_id(item: str, office: str, start: int, where: str) -> str:
    return content_id("mention", item, office, str(start), where)


def story_id(first_item: str) -> str:
    return content_id("story", first_item)


def press_release_id(office: str, item: str) -> str:
    return content_id("press_release", office, item)


def alert_id(rule: str, office: str, story: str) -> str:
    """One alert for a rule, an office and a story, however often it is found."""
    return content_id("alert", rule, office, story)


def delivery_id(alert: str, way: str, recipient: str, occasion: str) -> str:
    """One message for an alert, a way out, a person and an occasion, such as a second step."""
    return content_id("delivery", alert, way, recipient, occasion)


def rule_family(rule_id: str) -> str:
    """Variants of a rule are one family: R16a is of R16."""
    return rule_id[:-1] if rule_id[-2:-1].isdigit() and rule_id[-1:].islower() else rule_id
