"""Forms and submissions of any history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from domain.channel import events as channel
from domain.form import events as form
from domain.form.definition import Definition, usual_fields
from domain.form.fields import Field

if TYPE_CHECKING:
    from tests.support.any_history import AnyHistory


class Filler:
    """Forms made and changed, their channels, and conversations that one of them began."""

    def __init__(self, history: AnyHistory) -> None:
        """Begin with none."""
        self._history = history
        self._forms: list[UUID] = []
        self._versions: dict[UUID, int] = {}
        self._sent: set[UUID] = set()

    def happen(self, which: int, text: str) -> None:
        """Let one thing happen."""
        if not self._forms or which % 11 == 0:
            self._make()
        elif which % 3:
            self._send(which, text)
        else:
            self._change(self._forms[which % len(self._forms)], which)

    def _make(self) -> None:
        form_id = self._history.new_id("form")
        definition = Definition("Contact", usual_fields("en"))
        self._history.record(form.FormCreated, form_id, key="abc", **definition.recorded())
        self._forms.append(form_id)
        self._versions[form_id] = 1

    def _change(self, form_id: UUID, which: int) -> None:
        record, place = self._history.record, which % 2
        channel_id = self._history.channels[place]
        definition = Definition("Contact us", (Field("a", "A"),))
        tickets = {
            "enabled": which % 4 == 0, "pipeline_id": None, "stage": "new", "priority": "low", "category": "", "owner": "none",
        }  # fmt: skip
        number = self._versions[form_id] + (which % 8 == 0)
        happens: tuple[tuple[type[Any], UUID, dict[str, Any]], ...] = (
            (form.FormChanged, form_id, {"form_version": number, **definition.recorded()}),
            (
                form.FormConnected,
                form_id,
                {"channel_id": channel_id, "inbox_id": self._history.inboxes[place]},
            ),
            (form.FormDisconnected, form_id, {"channel_id": channel_id}),
            (form.FormArchived, form_id, {}),
            (form.FormRestored, form_id, {}),
            (channel.FormChosen, channel_id, {"form_id": form_id}),
            (channel.TicketAutomationSet, channel_id, tickets),
            (channel.ChannelPaused, channel_id, {}),
        )
        fact, stream, fields = happens[which % len(happens)]
        self._versions[form_id] = number
        record(fact, stream, **fields)

    def _send(self, which: int, text: str) -> None:
        living = [one for one in self._history.living() if one[0] not in self._sent]
        if not living:
            return
        conversation_id, contact_id, place = living[which % len(living)]
        homes = self._history.homes
        own = [one for one in self._history.messages if homes[one] == conversation_id]
        message_id = own[0] if own else self._history.new_id("message")
        form_id = self._forms[which % len(self._forms)]
        self._sent.add(conversation_id)
        given = {
            "name": text, "label": text, "values": [text, "Jo"], "type": "", "hidden": which % 2 > 0, "known": which % 5 > 0,
            "fills": "",
        }  # fmt: skip
        self._history.record(
            form.SubmissionReceived, self._history.new_id("submission"), form_id=form_id,
            form_version=1 + which % self._versions[form_id], channel_id=self._history.channels[place],
            inbox_id=self._history.inboxes[place], contact_id=contact_id, conversation_id=conversation_id,
            message_id=message_id, intake_id=self._history.id("intake"), ticket_id=None, ticket_skipped="switched_off",
            given=(given,), files=({"number": 0, "name": "f", "filename": text, "content_type": "", "size": 1},), page=text,
        )  # fmt: skip
