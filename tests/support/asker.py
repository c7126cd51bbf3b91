"""Surveys and ratings of any history."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from domain.csat import events as csat
from domain.csat.rating import csat_id
from domain.csat.survey import survey_id

if TYPE_CHECKING:
    from tests.support.any_history import AnyHistory


class Asker:
    """Which inboxes have a survey, who was asked about what, and what happens next."""

    def __init__(self, history: AnyHistory) -> None:
        """Begin with none."""
        self._history = history
        self._surveys: set[UUID] = set()
        self._begun: set[UUID] = set()
        self._asked: set[UUID] = set()

    def happen(self, which: int, text: str) -> None:
        """Let one thing happen."""
        if which % 4 == 0:
            self._set(which, text)
        else:
            self._ask(which, text)

    def _set(self, which: int, text: str) -> None:
        inbox_id = self._history.inboxes[which % 2]
        if inbox_id not in self._surveys:
            self._surveys.add(inbox_id)
            self._history.record(csat.SurveyMade, survey_id(inbox_id), inbox_id=inbox_id)
        self._history.record(
            csat.SurveySet, survey_id(inbox_id), inbox_id=inbox_id, on=which % 3 > 0, delay_minutes=which % 60,
            pause_days=which % 30, question=text, thanks="",
        )  # fmt: skip

    def _ask(self, which: int, text: str) -> None:
        living = self._history.living()
        if not living:
            return
        conversation_id, contact_id, place = living[which % len(living)]
        stream, record = csat_id(conversation_id), self._history.record
        about = {"conversation_id": conversation_id}
        whose = about | {"inbox_id": self._history.inboxes[place], "contact_id": contact_id}
        if conversation_id not in self._begun:
            self._begun.add(conversation_id)
            record(csat.CsatBegun, stream, **whose)
        if conversation_id in self._asked:
            if which % 3:
                record(csat.CsatRated, stream, **whose, assignee_id=None, score=which % 5 + 1, comment=text)
            else:
                record(csat.CsatMailed, stream, **about, result="sent", code=250)
        elif which % 5:
            self._asked.add(conversation_id)
            record(
                csat.CsatAsked, stream, **whose, assignee_id=self._history.users[which % 2], closing=which % 9,
                survey_version=2, policy="csat/1", expires_at=self._history.at + timedelta(days=30),
            )  # fmt: skip
        else:
            record(csat.CsatSkipped, stream, **about, closing=which % 9, reasons=("filed",), policy="csat/1")
