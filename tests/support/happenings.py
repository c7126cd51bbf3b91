"""Which happenings hypothesis chooses, and in which order."""

from collections.abc import Sequence

from hypothesis import strategies as st

from tests.support.any_history import AnyHistory

TEXTS = st.sampled_from(["Hello Jo", "", "nul \0 here", "Jo " * 70, "snow ☃ man \ud800"]) | st.text(
    max_size=20
)
KINDS = (
    "mail_comes",
    "mail_comes",
    "talk",
    "wait",
    "prepare",
    "measure",
    "place",
    "carry",
    "deliver",
    "change",
    "handle",
    "rename",
    "link",
    "work",
    "administer",
    "arrange",
    "fill",
    "fill",
    "agree",
    "chat",
    "call",
    "call",
    "forget",
)


def histories(kinds: Sequence[str] = KINDS) -> st.SearchStrategy[AnyHistory]:
    """Histories of some dozens of happenings, beginning with a mail."""
    happenings = st.lists(
        st.tuples(st.sampled_from(kinds), st.integers(0, 200), TEXTS), min_size=12, max_size=40
    )
    return st.builds(_made, happenings, TEXTS)


def _made(happenings: list[tuple[str, int, str]], text: str) -> AnyHistory:
    history = AnyHistory("any")
    history.happen("mail_comes", 1, text)
    for what, which, words in happenings:
        history.happen(what, which, words)
    return history
