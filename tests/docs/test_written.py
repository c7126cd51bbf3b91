"""What is written by hand points at what there is."""

import re
from pathlib import Path

import pytest

from infrastructure.cli import COMMANDS

CHECKOUT = Path(__file__).parents[2]
PAGES = sorted(
    path.relative_to(CHECKOUT).as_posix() for path in (*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md"))
)
DECISIONS = [page for page in PAGES if page.startswith("docs/adr/")]
CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
NAMED_FILE = re.compile(
    r"`((?:domain|application|infrastructure|projections|api|tests|docs)/[\w/.-]*)`|`((?:\w+/)*\w+\.(?:py|sql|toml))`"
)
DEV = re.compile(r"\./dev (\w[\w-]*)(?: ([a-z][\w-]*))?")


def text_of(page: str) -> str:
    return (CHECKOUT / page).read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub and others make of a page's headings."""
    headings = HEADING.findall(CODE.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_there_are_pages() -> None:
    assert {"README.md", "CHANGELOG.md", "docs/index.md", "docs/cli.md"} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_files_and_headings(page: str) -> None:
    for link in LINK.findall(CODE.sub("", text_of(page))):
        if re.match(r"https?://|mailto:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (CHECKOUT / page).parent / path if path else CHECKOUT / page
        assert target.exists(), f"{page} links to {link}"
        assert not anchor or anchor in anchors(target), f"{page} links to {link}"


@pytest.mark.parametrize("page", PAGES)
def test_files_it_names_exist(page: str) -> None:
    for below, name in NAMED_FILE.findall(text_of(page)):
        if below:
            assert (CHECKOUT / below).exists(), f"{page} names {below}"
        else:
            assert (CHECKOUT / name).exists() or any(CHECKOUT.glob(f"[a-z]*/**/{name}")), (
                f"{page} names {name}"
            )


@pytest.mark.parametrize("page", PAGES)
def test_commands_it_names_exist(page: str) -> None:
    tasks = set(re.findall(r"^\./dev (\w+)", text_of_dev(), re.MULTILINE))
    for task, command in DEV.findall(text_of(page)):
        assert task in tasks, f"{page} names ./dev {task}"
        assert task != "postroom" or not command or command in COMMANDS, (
            f"{page} names ./dev postroom {command}"
        )


def text_of_dev() -> str:
    return (CHECKOUT / "dev").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_docs_is_reached_from_the_index(page: str) -> None:
    if page.startswith("docs/") and page != "docs/index.md":
        assert f"({page.removeprefix('docs/')})" in text_of("docs/index.md")


@pytest.mark.parametrize("page", DECISIONS)
def test_a_decision_says_context_decision_and_consequences(page: str) -> None:
    assert re.fullmatch(r"docs/adr/\d{4}-[a-z0-9-]+\.md", page)
    assert HEADING.findall(text_of(page))[1:] == [
        "Context",
        "Decision",
        "Consequences",
    ]
    assert text_of(page).startswith(f"# {int(Path(page).name[:4])}. ")


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(Path(page).name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
