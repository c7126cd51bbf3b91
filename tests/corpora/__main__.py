"""`python -m tests.corpora [DIRECTORY|MBOX ...]`: the table of docs/mail.md, for sets of mails one has; nothing is kept."""

import sys
from pathlib import Path

import click

from tests.corpora.reading import read
from tests.corpora.sets import hostile, of_cpython, of_directory

HOSTILE = 20_000


def main(places: list[str]) -> int:
    """Read CPython's mails, hostile ones and those of the places named; 1 where any could not be read."""
    sets = [("CPython's `test_email`", of_cpython()), ("hostile, made by our tests", hostile(1, HOSTILE))]
    failed = 0
    for name, mails in (*sets, *((place, of_directory(Path(place))) for place in places)):
        told = read(mails)
        failed += len(told.failed)
        click.echo(told.row(name))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
