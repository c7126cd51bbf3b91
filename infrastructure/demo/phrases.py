"""What customers and agents of a long history write: sentences put together by chance, different in every mail."""

import random
from typing import NamedTuple

FIRST = (
    "Anna", "Bartek", "Chiara", "Daniel", "Elif", "Farid", "Greta", "Hugo", "Ingrid", "Joanna", "Kofi", "Laura",
    "Mateusz", "Nadia", "Oliver", "Paula", "Rasmus", "Sara", "Tomasz", "Ulrike", "Vera", "Wanda", "Yusuf", "Zofia",
)  # fmt: skip
LAST = (
    "Adler", "Bianchi", "Castro", "Duda", "Engel", "Fischer", "Gruber", "Hansen", "Ivanova", "Jensen", "Kowalska",
    "Larsen", "Meyer", "Novak", "Okafor", "Petrov", "Quinn", "Rossi", "Schmidt", "Tanaka", "Urban", "Vega", "Weber",
)  # fmt: skip
DOMAINS = ("posteo.example", "webmail.example", "fastpost.example", "home.example", "office-mail.example")
THINGS = (
    "the rain jacket", "my trekking boots", "the two-person tent", "a pair of gloves", "the sleeping bag",
    "the blue rucksack", "the headlamp", "the wool socks", "the camping stove", "the climbing rope",
)  # fmt: skip
MATTERS = (
    "has not come yet, though it was to be here last week",
    "came in the wrong size",
    "has a seam that opens after two days on the road",
    "was charged twice on my card",
    "is not in the parcel, though the list says it is",
    "should go to another address, I moved on Monday",
    "is for a gift and needs an invoice without prices",
    "does not go with the one I have had since 2019",
)
BEFORE = ("Hello", "Good morning", "Dear all", "Hi", "Good evening")
MORE = (
    "I have looked at your page and found nothing about it.",
    "The number on the label is the one below.",
    "I tried to call, yet nobody picked up.",
    "We leave on Friday, so it is a little urgent.",
    "I can send a photo if that helps.",
    "Last year you solved the same thing within a day, thank you again.",
    "Please tell me what you need from me.",
    "My neighbour ordered the same and has no such trouble.",
)
AGAIN = (
    "Thank you for the quick answer.",
    "That did not help yet, I am afraid.",
    "Yes, that is the right address.",
    "It came today, and it fits.",
    "I have not received anything so far.",
    "Could you look at it once more?",
)
ANSWERS = (
    "thank you for writing. We have looked into it and sent a replacement today.",
    "we are sorry about that. The money will be back on your card within three days.",
    "could you tell us the number on the label inside? Then we know which batch it was.",
    "we have changed the address; the parcel goes out tomorrow morning.",
    "the colleague who packs the parcels will look for it this afternoon.",
    "you find the label for sending it back below; postage is on us.",
)


class Person(NamedTuple):
    """A customer: name and address, nobody else's."""

    name: str
    address: str


def customer(chance: random.Random, number: int) -> Person:
    """Return somebody who did not write before; the number makes the address."""
    first, last = chance.choice(FIRST), chance.choice(LAST)
    return Person(f"{first} {last}", f"{first}.{last}.{number:x}@{chance.choice(DOMAINS)}".lower())


def subject(chance: random.Random, number: int) -> str:
    """Return a subject line."""
    return f"{chance.choice(THINGS).capitalize()}, order {100_000 + number}"


def question(chance: random.Random, name: str, number: int) -> str:
    """Return the first mail of a conversation."""
    said = " ".join(chance.sample(MORE, chance.randint(1, 4)))
    matter = f"{chance.choice(THINGS)} of order {100_000 + number} {chance.choice(MATTERS)}."
    return f"{chance.choice(BEFORE)},\n\n{matter}\n{said}\n\nBest regards,\n{name}\n"


def further(chance: random.Random, name: str) -> str:
    """Return a customer's next mail."""
    return (
        f"{chance.choice(AGAIN)} {' '.join(chance.sample(MORE, chance.randint(0, 2)))}".strip()
        + f"\n\n{name}\n"
    )


def answer(chance: random.Random, name: str, agent: str) -> str:
    """Return an agent's answer."""
    return f"Dear {name},\n\n{chance.choice(ANSWERS)}\n{chance.choice(ANSWERS).capitalize()}\n\nKind regards,\n{agent}"


def raw_mail(
    person: Person, to: str, about: str, text: str, message_id: str, answers: str, date: str
) -> bytes:
    """Return the mail as it came; `answers` is the Message-ID it replies to, if any, `date` as RFC 5322 has it."""
    reply = f"In-Reply-To: <{answers}>\nReferences: <{answers}>\n" if answers else ""
    head = (
        f"From: {person.name} <{person.address}>\nTo: {to}\nSubject: {about}\nMessage-ID: <{message_id}>\nDate: {date}\n"
        f"{reply}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    )
    return (head + text).replace("\n", "\r\n").encode()
