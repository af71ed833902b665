"""Words as stories are told by them: without endings, common ones apart."""

from functools import lru_cache

ENDINGS = ("ations", "ation", "ingly", "ings", "ing", "edly", "ies", "ied", "ers", "ed", "er")
STEM = 4  # letters that must be left
DOUBLED = "bdglmnprt"


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without its ending, so that `stabbed`, `stabbing` and `stabs` are one."""
    word = word.removesuffix("'s").rstrip("'")
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM:
            return _undoubled(word.removesuffix(ending))
    if len(word) > STEM and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:-1] if len(word) > STEM and word[-1] in "ey" else word


def _undoubled(root: str) -> str:
    if len(root) > STEM and root[-1] == root[-2] and root[-1] in DOUBLED:
        return root[:-1]
    return root[:-1] if len(root) > STEM and root[-1] in "ey" else root
