"""Every combination of what a routing decision looks at, and the rules they collapse to (RTG-01..06).

The combinations are those of the policy itself, run on one candidate and one owner each; what they have in common is
found by merging combinations that differ in one column only and decide the same, in a fixed order of columns.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from types import MappingProxyType
from uuid import UUID

from domain.routing.facts import Candidate, RoutingFacts
from domain.routing.policy import decide

OWNER, OTHER = UUID(int=1), UUID(int=2)
HEAD = """\
# Who gets a conversation, in every case

Made from the tests by `.venv/bin/python -m tests.support.reference`; a test fails when this file is stale. The tests run
the policy ([routing.md](routing.md)) on each of the 2,880 combinations of these columns and put together what decides
alike; a dot means that it does not matter. `cookie` is whether the contact is tracked; `away are left out` is the rule's
choice, which live channels do not have. The last four columns are of whoever is asked, the owner or the others; owner
and others are alike in them, and the owner's presence has a column of its own.

"""
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "rule": ("off", "users or teams", "owner", "owner, else others", "team by hand"),
    "channel": ("mail or form", "live"),
    "away are left out": ("yes", "no"),
    "owner": ("none", "here", "away"),
    "cookie": ("yes", "no"),
    "seat": ("yes", "no"),
    "sees the inbox": ("main", "extra", "no"),
    "here": ("yes", "no"),
    "room": ("yes", "no"),
})  # fmt: skip
"""What is looked at; the last four are of whoever is asked: the owner where it is the owner's, else the others."""
Case = tuple[str, ...]
Rule = tuple[tuple[str, ...], ...]
"""Of each column the values it speaks of."""


def cases() -> Iterator[tuple[Case, str]]:
    """Yield every combination with what the policy decides."""
    for case in product(*COLUMNS.values()):
        yield case, outcome(dict(zip(COLUMNS, case, strict=True)))


def outcome(case: Mapping[str, str]) -> str:
    """Decide one combination, and say it in a word or two."""
    decision = decide(facts(case))
    who = {OWNER: "owner", OTHER: "other", None: "nobody"}[decision.user_id]
    counted = [one.partition(":")[0] for one in decision.reasons if ":" in one]
    named = [one for one in ("rule_off", "no_owner", "not_tracked") if one in decision.reasons]
    told = ["owner is told"] if "notify_owner" in decision.reasons else []
    return ", ".join([who, *named, *counted, *told])


def facts(case: Mapping[str, str]) -> RoutingFacts:
    """Return the facts of a combination: an owner and another candidate who are alike but for the owner's presence."""
    live, rule = case["channel"] == "live", case["rule"]

    def person(user_id: UUID, *, available: bool) -> Candidate:
        full = case["room"] == "no"
        return Candidate(
            user_id,
            seats=frozenset({"service"} if case["seat"] == "yes" else ()),
            inbox_access=case["sees the inbox"] != "no",
            extra=case["sees the inbox"] == "extra" and user_id == OTHER,
            available=available,
            open_count=1,
            live_count=int(live),
            total_limit=1 if full and not live else None,
            live_limit=1 if full and live else None,
        )

    others = (person(OTHER, available=case["here"] == "yes"),)
    owner = None if case["owner"] == "none" else person(OWNER, available=case["owner"] == "here")
    by_owner = rule.startswith("owner")
    return RoutingFacts(
        candidates=() if rule == "owner" else others,
        enabled=rule != "off",
        target="contact_owner" if by_owner else "team" if rule == "team by hand" else "specific",
        available_only=case["away are left out"] == "yes",
        live=live,
        availability_always=live,
        owner=owner if by_owner else None,
        tracked=case["cookie"] == "yes",
    )


def collapsed() -> list[tuple[Rule, str]]:
    """Return the combinations as few rules: what decides alike whatever one column says is one rule."""
    rows: dict[Rule, str] = {tuple((value,) for value in case): decided for case, decided in cases()}
    for index in reversed(range(len(COLUMNS))):
        grouped: dict[tuple[Rule, Rule, str], list[str]] = {}
        for rule, decided in rows.items():
            grouped.setdefault((rule[:index], rule[index + 1 :], decided), []).extend(rule[index])
        rows = {(*before, tuple(some), *after): said for (before, after, said), some in grouped.items()}
    return list(rows.items())


def matches(rule: Rule, case: Case) -> bool:
    """Whether a collapsed rule speaks of a combination."""
    return all(value in wanted for wanted, value in zip(rule, case, strict=True))


def table() -> str:
    """Return the rules as a table of Markdown; what does not matter is a dot."""
    lines = ["| " + " | ".join([*COLUMNS, "decided"]) + " |", "|" + "---|" * (len(COLUMNS) + 1)]
    for rule, decided in collapsed():
        cells = (_cell(some, every) for some, every in zip(rule, COLUMNS.values(), strict=True))
        lines.append("| " + " | ".join([*cells, decided]) + " |")
    return "\n".join(lines) + "\n"


def page() -> str:
    """Return docs/routing-table.md."""
    return HEAD + table()


def _cell(some: Sequence[str], every: Sequence[str]) -> str:
    return "·" if set(some) == set(every) else "; ".join(some)
