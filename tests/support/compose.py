"""docker-compose.yml and the Dockerfile as a test reads them, and their commands started without Docker."""

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from tests.support.serving import CHECKOUT

VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def filled(text: str, given: Mapping[str, str]) -> str:
    """Put variables in as Compose does; raises KeyError for one that is needed and absent."""

    def value(found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        if given.get(name):
            return given[name]
        if kind == "-":
            return str(rest)
        raise KeyError(name)

    return VARIABLE.sub(value, text)


def filled_in(value: Any, given: Mapping[str, str]) -> Any:
    """Put variables into every text of a document."""
    if isinstance(value, dict):
        return {name: filled_in(item, given) for name, item in value.items()}
    if isinstance(value, list):
        return [filled_in(item, given) for item in value]
    return filled(value, given) if isinstance(value, str) else value


@dataclass(frozen=True)
class Composed:
    """The services, everything filled in from `given`, which stands for .env."""

    services: dict[str, dict[str, Any]]
    volumes: dict[str, Any]

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Composed":
        """Read the file of this checkout."""
        text = (CHECKOUT / "docker-compose.yml").read_text(encoding="utf-8")
        found = filled_in(yaml.safe_load(text), given)
        return cls(found["services"], found["volumes"])

    def ours(self) -> dict[str, dict[str, Any]]:
        """Return the services that run our own image."""
        return {name: service for name, service in self.services.items() if service.get("build") == "."}

    def in_order(self) -> Iterator[str]:
        """Yield names so that each comes after those it depends on; raises RecursionError where there is no such order."""
        seen: set[str] = set()

        def before(name: str) -> Iterator[str]:
            for needed in self.services[name].get("depends_on", {}):
                yield from before(needed)
            if name not in seen:
                seen.add(name)
                yield name

        for name in self.services:
            yield from before(name)


@dataclass
class Image:
    """What the Dockerfile says the image, or a stage before it, is."""

    env: dict[str, str] = field(default_factory=dict)
    copied: list[str] = field(default_factory=list)
    """What is taken from the checkout, to the same place below the working directory."""
    taken: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Place below the working directory -> an earlier stage, and the path there."""
    steps: list[tuple[str, str]] = field(default_factory=list)
    stages: dict[str, "Image"] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Image":
        """Read the Dockerfile of this checkout."""
        stages: dict[str, Image] = {}
        image = cls()
        lines = (CHECKOUT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
        for line in lines:
            if line.strip() and not line.startswith("#"):
                word, _, rest = line.partition(" ")
                if word == "FROM":
                    image = stages[rest.partition(" AS ")[2]] = cls()
                image.take(word, rest.strip())
        image.stages = stages
        return image

    def take(self, word: str, rest: str) -> None:
        """Take one instruction in."""
        self.steps.append((word, rest))
        if word == "ENV":
            self.env |= dict(part.split("=", 1) for part in shlex.split(rest))
        if word == "COPY" and rest.startswith("--from="):
            stage, path, place = shlex.split(rest.removeprefix("--from="))
            self.taken[place] = (stage, path)
        elif word == "COPY":
            self.copied += shlex.split(rest)[:-1]

    def last(self, word: str) -> str:
        """Return the last instruction of a kind."""
        return [rest for step, rest in self.steps if step == word][-1]
