"""A channel that takes what is sent by a form (FRM-01)."""

from uuid import UUID

from domain.channel import events
from domain.channel.consenting import Consenting
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event


class Formed(Consenting):
    """Adds the form to what is set step by step."""

    form_id: UUID | None = None

    def choose_form(self, env: Envelope, form_id: UUID, hosted_address: str) -> None:
        """Take what is sent by a form, and answers to our answers at an address of ours, which stays."""
        self._must_be_due("form")
        if form_id != self.form_id:
            self.record(events.FormChosen, env, form_id=form_id)
        if not self.hosted_address:
            self.record(events.HostedAddressIssued, env, hosted_address=hosted_address)

    @property
    def sender(self) -> str:
        """The address its mail is from: the chosen one, people's own to write to, or the one issued to it."""
        return self.from_address or self.address or self.hosted_address

    @property
    def answers_to(self) -> str:
        """Where answers come back to, if not to the sender: nobody forwards to us what a form's or chat's company gets."""
        return self.hosted_address if self.from_address and not self.address else ""

    def evolve_connecting(self, event: Event) -> None:
        """Apply one recorded step."""
        if isinstance(event, events.FormChosen):
            self.form_id = event.form_id
            self.done |= {"form"}
        else:
            super().evolve_connecting(event)
