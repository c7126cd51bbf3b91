"""A form's submissions as rows of a file: every field it ever had, hidden ones too, and what was sent besides (FRM-07)."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any, NamedTuple

from api import parquet
from api.parquet import Kind
from api.tables import written
from projections.common.db import Db
from projections.form import exporting, queries

BATCH = 100
"""Submissions in memory at once; one holds half a megabyte of text at most."""
OWN = {
    "submission_id": Kind.TEXT, "submitted_at": Kind.MOMENT, "form_version": Kind.WHOLE, "contact_id": Kind.TEXT,
    "conversation_id": Kind.TEXT, "ticket_id": Kind.TEXT, "ticket_skipped": Kind.TEXT, "page": Kind.TEXT,
}  # fmt: skip

Lend = Callable[[], AbstractContextManager[Db]]
"""Lends a connection for one page."""
Rows = list[tuple[object, ...]]


class Sheet(NamedTuple):
    """The submissions of one form that somebody asks for, counted before anything is read."""

    asker: queries.Seer
    wanted: queries.Wanted
    names: tuple[str, ...]
    """Keys of all fields the form ever had."""
    rows: int

    @classmethod
    def of(cls, db: Db, asker: queries.Seer, wanted: queries.Wanted, most: int) -> "Sheet":
        """Count what is wanted of a form, up to one more than `most`."""
        assert wanted.form_id is not None  # noqa: S101 - a sheet is of one form
        names = exporting.field_names(db, asker.account_id, wanted.form_id)
        return cls(asker, wanted, names, exporting.number(db, asker, wanted, most))

    @property
    def filters(self) -> tuple[str, ...]:
        """What is recorded about which rows leave."""
        bounds = {"since": self.wanted.since, "until": self.wanted.until}
        between = (f"{name}={at.isoformat()}" for name, at in bounds.items() if at)
        return (f"form_id={self.wanted.form_id}", *between)

    @property
    def columns(self) -> parquet.Columns:
        """The columns: the submission's own, a `field.<key>` for each field, and `other` for what no version asked for."""
        fields = {f"field.{name}": Kind.TEXT for name in self.names}
        return {**OWN, "files": Kind.TEXT, **fields, "other": Kind.TEXT}

    def groups(self, lend: Lend) -> Iterator[Rows]:
        """Yield the rows in batches, newest first, each read when it is due; no more than were counted."""
        left, before = self.rows, None
        while left > 0:
            with lend() as db:
                page = queries.submissions(db, self.asker, self.wanted, before=before, limit=min(BATCH, left))
            if not page:
                return
            yield [self._row(one) for one in page]
            left, before = left - len(page), page[-1].position

    def as_csv(self, groups: Iterator[Rows]) -> Iterator[bytes]:
        """Yield batches as CSV in UTF-8 with a heading, in cells that no spreadsheet runs (SE-04)."""
        yield written([tuple(self.columns)]).encode()
        for rows in groups:
            yield written(rows).encode("utf-8", "replace")

    def as_parquet(self, groups: Iterator[Rows]) -> Iterator[bytes]:
        """Yield batches as Apache Parquet; cells are as they were sent."""
        return parquet.written(self.columns, groups)

    def _row(self, one: queries.Submission) -> tuple[object, ...]:
        sent: dict[str, Any] = {value["name"]: value["values"] for value in one.given}
        other = {name: sent[name] for name in sent if name not in self.names}
        files = "; ".join(file["filename"] for file in one.files)
        fields = ("; ".join(sent[name]) if name in sent else None for name in self.names)
        return (
            *(getattr(one, name) for name in OWN), files, *fields,
            json.dumps(other, ensure_ascii=False) if other else None,
        )  # fmt: skip
