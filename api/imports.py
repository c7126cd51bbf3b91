"""Files of contacts that the server works through, as the API asks for them (CON-04)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.contact_files import Sheet
from domain.kernel.refusal import Refusal


class ImportUnderWay(Refusal):
    """It is being worked through."""

    code = "import_under_way"

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("This file is being worked through. Wait until it is done, or stop it first.")


class FileGone(Refusal):
    """The file's day is over."""

    code = "file_gone"
    status = 410

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__("The file is no longer here: files are kept for a day. Send it again.")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of a file's rows."""

    fields: tuple[str, ...]
    known: str = "skip"
    owner_id: UUID | None = None
    rehearse: bool = False


@dataclass(frozen=True, slots=True)
class ContactImport:
    """One file and how far it is; `state` is ready, working, done, stopped or file_gone."""

    import_id: UUID
    at: datetime
    state: str
    run: int
    fields: tuple[str, ...]
    known: str
    owner_id: UUID | None
    rehearse: bool
    total: int
    done: int
    created: int
    updated: int
    skipped: int
    refused: int


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """Why a row was not taken in; holds nothing of the row."""

    number: int
    field: str
    code: str
    detail: str


class ContactImports(Protocol):
    """Files of contacts, each whose brought it alone."""

    def bring(self, account_id: UUID, actor: str, data: bytes, at: datetime) -> tuple[ContactImport, Sheet]:
        """Keep a file and say what it holds. Raises `Refusal` for what is no such file, or too much."""

    def start(self, account_id: UUID, actor: str, import_id: UUID, plan: Plan) -> ContactImport | None:
        """Let it be worked through, from its first row; None for none of theirs. Raises `ImportUnderWay`, `FileGone`."""

    def stop(self, account_id: UUID, actor: str, import_id: UUID) -> ContactImport | None:
        """Let nothing more of it be taken in; what was taken in stays."""

    def look(self, account_id: UUID, actor: str, import_id: UUID) -> ContactImport | None:
        """Say how far it is."""

    def of(self, account_id: UUID, actor: str) -> Sequence[ContactImport]:
        """Return somebody's, the newest first, 20 at most."""

    def refused(self, import_id: UUID, after: int, limit: int) -> Sequence[RefusedRow]:
        """Return refused rows by number."""

    def refused_cells(
        self, account_id: UUID, actor: str, import_id: UUID
    ) -> Iterator[tuple[object, ...]] | None:
        """Yield a heading and the refused rows with where and why; None where the file is gone."""
