"""How an account looks to its customers: a name and two colours that can be read on each other (ACC-11, UIX-04)."""

import re
from dataclasses import dataclass
from typing import Self

from domain.kernel.refusal import InvalidInput

COLOUR = re.compile(r"#[0-9a-f]{6}")
LEAST_CONTRAST = 4.5
"""Of text on what is behind it (WCAG 2.2, 1.4.3, level AA)."""
LONGEST_NAME = 100
DARK_PART, STEP = 0.04045, 12.92


@dataclass(frozen=True, slots=True)
class Branding:
    """`name` is what customers read instead of the account's, if any; `text` stands on `accent`, both as #rrggbb."""

    name: str = ""
    accent: str = "#0b6470"
    text: str = "#ffffff"

    def checked(self) -> Self:
        """Return it. Raises `InvalidInput` for a long name, no colour, or text that cannot be read on the accent."""
        if len(self.name) > LONGEST_NAME:
            raise InvalidInput(f"name has at most {LONGEST_NAME} characters.", field="name")
        for field, colour in (("accent", self.accent), ("text", self.text)):
            if not COLOUR.fullmatch(colour):
                raise InvalidInput(f"{field} is a colour written as #0b6470, in small letters.", field=field)
        found = contrast(self.accent, self.text)
        if found < LEAST_CONTRAST:
            raise InvalidInput(
                f"This text cannot be read on this colour: their contrast is {found:.1f}, and {LEAST_CONTRAST} is the"
                " least. Choose a darker or a lighter one.",
                field="text",
            )
        return self


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / STEP if part <= DARK_PART else ((part + 0.055) / 1.055) ** 2.4
