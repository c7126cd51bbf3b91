"""The preview of what callers hear has the sentences that they hear (CAL-02)."""

import re
from pathlib import Path

import pytest

from infrastructure.calling.words import LANGUAGES

SPOKEN = Path(__file__).parents[2] / "web" / "src" / "settings" / "calling" / "spoken.ts"
SENTENCE = re.compile(r'^    (\w+): "(.+)",$', re.MULTILINE)


@pytest.mark.req("CAL-02")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_preview_says_what_the_line_says(language: str) -> None:
    ours = SPOKEN.read_text("utf-8").partition(f"\n  {language}: {{\n")[2].partition("\n  },")[0]
    said = dict(SENTENCE.findall(ours + "\n"))
    assert said.keys() == {"voicemail", "recorded", "nobody", "agree"}
    assert said == {name: LANGUAGES[language][name] for name in said}
