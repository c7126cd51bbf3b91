"""The demo's logins, in a file that only its owner may read."""

import os
from collections.abc import Sequence

from infrastructure.demo.crew import Crew
from infrastructure.settings import Settings

NAME = "demo.txt"


def write_notes(settings: Settings, crews: Sequence[tuple[Crew, str]], password: str) -> None:
    """Write `<state>/demo.txt`: for each account (with its API token) its people and the addresses to mail to."""
    text = "\n\n".join(_account(crew, token) for crew, token in crews)
    path = settings.state / NAME
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"Demo logins, all with the password {password}\n\n{text}\n")


def _account(crew: Crew, token: str) -> str:
    company = crew.company
    people = [
        f"  {crew.address(person.key):32} {person.name}, {' and '.join(person.roles)}{'' if person.available else ', away'}"
        for person in company.people
    ]
    places = [f"  mail to {crew.hosted(place.key)}  ({place.inbox})" for place in company.places]
    chats = [f"  chat at {crew.chat_page}"] if crew.chat_page else []
    opened = f"{company.name}, created on {company.created_on.isoformat()}"
    return "\n".join([opened, *people, *places, *chats, f"  API token {token}"])
