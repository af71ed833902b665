"""A briefing as a terminal shows it: the paragraph, and below it who was told."""

import textwrap
from datetime import datetime

from monitor.alert.crisis.briefing import HEADED, paragraph
from monitor.alert.crisis.dossier import Dossier
from monitor.alert.crisis.timeline import told_in_words

WIDTH = 98


def brief_in_words(dossier: Dossier, now: datetime) -> str:
    """A draft: whoever sends it has checked it."""
    text = textwrap.fill(
        paragraph(dossier, now), width=WIDTH, break_long_words=False, break_on_hyphens=False
    )
    told = told_in_words(dossier) or ["Nobody yet."]
    return "\n".join([HEADED, "", text, "", "Who was told, when, by whom", *told])
