"""What a read model is to those who run it, and the shape all of ours share."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.resources import files
from typing import ClassVar, Protocol

from domain.contact.events import ContactErased, MentionsMasked
from domain.kernel.event import Event
from projections.common.db import Db
from projections.common.handlers import Finish, finished
from projections.common.masking import Mask, MaskFor
from projections.common.recorded import Recorded

LATER = "\n-- Later:"
"""Stands in a view's DDL before the indexes that only readers need: while a view is made anew nobody reads it, and those
are made at its end."""
Forgetting = ContactErased | MentionsMasked
FORGETTING: frozenset[type[Event]] = frozenset({ContactErased, MentionsMasked})


class Projector(Protocol):
    """A read model: its tables, and how events change them."""

    @property
    def name(self) -> str:
        """What it is called; its tables begin with it."""

    @property
    def version(self) -> int:
        """Which edition of its tables this is; another one asks for a rebuild."""

    @property
    def tables(self) -> tuple[str, ...]:
        """Its tables."""

    @property
    def apart(self) -> bool:
        """Whether it goes at a pace of its own: nobody waits for it, and it holds no other view up."""

    @property
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""

    def schema(self) -> str:
        """Return the DDL of its tables, names unqualified: they go where search_path points."""

    def begin(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Ask for what a batch touches; what is returned applies it, as `project` does."""

    def project(self, batch: Sequence[Recorded], db: Db) -> None:
        """Apply events of `handles` in ascending positions, each once; the caller owns the transaction."""


class View(ABC):
    """A projector that folds events in memory, its DDL being the `schema.sql` beside it."""

    name: ClassVar[str]
    version: ClassVar[int]
    tables: ClassVar[tuple[str, ...]]
    apart: ClassVar[bool] = False

    @property
    @abstractmethod
    def handles(self) -> frozenset[type[Event]]:
        """The events it wants to see."""

    def schema(self) -> str:
        """Return the DDL."""
        package = type(self).__module__.rpartition(".")[0]
        return files(package).joinpath("schema.sql").read_text("utf-8")

    def begin(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Ask for what the batch touches; what is returned applies it."""
        return self.fold(batch, db) if batch else finished

    def project(self, batch: Sequence[Recorded], db: Db) -> None:
        """Apply the batch."""
        self.begin(batch, db)()

    @abstractmethod
    def fold(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Ask for the rows that events touch; what is returned changes them and writes them."""


class PersonalView(View):
    """A view that holds personal text, and forgets people by SQL (PRV-08).

    Any cut of the history into batches leads to the same tables: what forgets acts on rows as stored, so it ends a
    stretch of folding, and folding never looks at personal values, so it does the same once they read as erased.
    """

    alone: ClassVar[frozenset[type[Event]]] = frozenset()
    """Events that need all rows as stored, such as those that show messages elsewhere: each is folded by itself."""

    def __init__(self, mask_for: MaskFor) -> None:
        self.mask_for = mask_for

    def begin(self, batch: Sequence[Recorded], db: Db) -> Finish:
        """Ask for what the batch touches; what is returned applies it, in stretches where rows are needed as stored."""
        if any(isinstance(event, Forgetting) or type(event) in self.alone for _, event in batch):
            return partial(self._in_stretches, batch, db)
        return super().begin(batch, db)

    def _in_stretches(self, batch: Sequence[Recorded], db: Db) -> None:
        for stretch, alone in stretches(batch, self.alone):
            if stretch:
                self.fold(stretch, db)()
            if alone is not None:
                self._apply(alone, db)

    def _apply(self, recorded: Recorded, db: Db) -> None:
        event = recorded.event
        if not isinstance(event, Forgetting):
            self.fold_alone(recorded, db)
            return
        if isinstance(event, ContactErased):
            self.erase(event, db)
        self.mask(event, self.mask_for(event.account_id, event.masks), db)

    def fold_alone(self, recorded: Recorded, db: Db) -> None:
        """Apply an event of `alone` to rows as stored."""
        self.fold([recorded], db)()

    @abstractmethod
    def erase(self, event: ContactErased, db: Db) -> None:
        """Bring the contact's own rows to what a rebuild makes of events that read as erased."""

    @abstractmethod
    def mask(self, event: Forgetting, mask: Mask, db: Db) -> None:
        """Mask what came from the messages of other people in `event.mentions`."""


def stretches(
    batch: Sequence[Recorded], alone: frozenset[type[Event]] = frozenset()
) -> Iterator[tuple[Sequence[Recorded], Recorded | None]]:
    """Cut a batch at each event that forgets, and at those of `alone`: what comes before, and the event."""
    start = 0
    for index, recorded in enumerate(batch):
        if isinstance(recorded.event, Forgetting) or type(recorded.event) in alone:
            yield batch[start:index], recorded
            start = index + 1
    yield batch[start:] if start else batch, None
