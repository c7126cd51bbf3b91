"""The preview of what callers hear has the sentences that they hear (CAL-02)."""

import re
from pathlib import Path

import pytest

from infrastructure.calling.twiml import LOCALES
from infrastructure.calling.words import LANGUAGES

SETTINGS = Path(__file__).parents[2] / "web" / "src" / "settings" / "calling"
SENTENCE = re.compile(r'^    (\w+): "(.+)",$', re.MULTILINE)


@pytest.mark.req("CAL-02")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preview_says_what_the_line_says(language: str) -> None:
    ours = (
        (SETTINGS / "spoken.ts")
        .read_text("utf-8")
        .partition(f"\n  {language}: {{\n")[2]
        .partition("\n  },")[0]
    )
    said = dict(SENTENCE.findall(ours + "\n"))
    assert said.keys() == {"voicemail", "recorded", "nobody", "agree"}
    assert said == {name: LANGUAGES[language][name] for name in said}


@pytest.mark.req("CAL-02")
def test_the_languages_on_offer_are_those_that_are_spoken() -> None:
    offered = (SETTINGS / "model.ts").read_text("utf-8").partition("LANGUAGES: readonly string[] = [")[2]
    assert re.findall(r'"(\w+)"', offered.partition("]")[0]) == [*LOCALES]
