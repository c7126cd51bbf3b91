"""The companies of the demo, all invented: who works there, and which channels they have."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works there; `total` limits their open conversations."""

    key: str
    name: str
    roles: tuple[str, ...] = ("agent",)
    seats: tuple[str, ...] = ()
    available: bool = True
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """An inbox with a connected mail channel; `rule` names who gets new conversations, none switches it off."""

    key: str
    inbox: str
    rule: tuple[str, ...] = ()
    team_rule: bool = False
    tickets: bool = False


@dataclass(frozen=True, slots=True)
class Company:
    """One demo account; the first person is its administrator, the first place's inbox comes with the account."""

    key: str
    name: str
    domain: str
    created_on: date
    people: tuple[Person, ...]
    places: tuple[Place, ...]
    team: tuple[str, ...] = field(default=())
    team_name: str = "Customer care"


HARBOUR = Company(
    key="harbour-and-pine",
    name="Harbour & Pine",
    domain="harbour-pine.example",
    created_on=date(2024, 3, 15),
    people=(
        Person("anna", "Anna Wilk", ("admin",)),
        Person("marek", "Marek Sosna", seats=("service",)),
        Person("julia", "Julia Brzeg", seats=("service",), total=3),
        Person("tomek", "Tomasz Latarnik", seats=("sales",), available=False),
        Person("ewa", "Ewa Kontrolna", ("auditor",)),
        Person("piotr", "Piotr Zgodny", ("compliance",)),
    ),
    places=(
        Place("help", "Customer care", team_rule=True, tickets=True),
        Place("orders", "Orders and trade"),
    ),
    team=("marek", "julia", "tomek"),
)
"""Furniture of reclaimed harbour timber; old enough that conversations become tickets (ACC-08)."""

LUMEN = Company(
    key="lumen-optics",
    name="Lumen Optics",
    domain="lumen-optics.example",
    created_on=date(2024, 6, 1),
    people=(Person("nora", "Nora Prism", ("admin",)), Person("ben", "Ben Iris", seats=("service",))),
    places=(Place("hello", "Hello", rule=("ben",)),),
)
"""Created after the gate: its conversations open no tickets, and say why."""

ATLAS = Company(
    key="atlas-outfitters",
    name="Atlas Outfitters",
    domain="atlas-outfitters.example",
    created_on=date(2023, 2, 1),
    people=(
        Person("ines", "Ines Grat", ("admin",)),
        *(
            Person(name.split()[0].lower(), name, seats=("service",))
            for name in (
                "Oskar Lind", "Maja Kotwica", "Felix Brook", "Lena Fjell", "Pavel Hora",
                "Sofia Duna", "Jonas Ford", "Alma Wiatr", "Marco Valle",
            )
        ),
    ),
    places=(
        Place("support", "Support", rule=("oskar", "maja", "felix"), tickets=True),
        Place("shop", "Shop", rule=("lena", "pavel", "sofia"), tickets=True),
        Place("press", "Press and schools", rule=("jonas", "alma", "marco")),
    ),
)  # fmt: skip
"""Outdoor clothes; its history is as long as `demo --conversations` says."""

COMPANIES = (HARBOUR, LUMEN)
