"""The steps of connecting a channel, each recorded (EML-06); what they set stays editable afterwards."""

from dataclasses import asdict, replace
from uuid import UUID

from domain.channel import events, steps
from domain.channel.settings import FROM_NAMES, Rule, TicketAutomation
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank, one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload


class Connecting(Aggregate):
    """What is set step by step; `next_step` is the step that is due.

    Every step raises `StepRefused` before its predecessor, `StepFixed` where a connected channel keeps it and
    `NotConnected` once the channel is disconnected.
    """

    done: frozenset[str] = frozenset()
    provider = address = hosted_address = ""
    claim_id: UUID | None = None
    from_name = company_name = from_address = ""
    rule = Rule()
    tickets = TicketAutomation()
    disconnected = False

    @property
    def next_step(self) -> str:
        """The step that is due, one of `steps.STEPS`; empty once connected."""
        return steps.next_of(self.done)

    def choose_provider(self, env: Envelope, provider: str) -> None:
        """Choose who hosts it; whether that is supported is the kind's rule."""
        self._must_be_due("provider")
        self.record(events.ProviderChosen, env, provider=provider)

    def accept_terms(self, env: Envelope, *, text_version: str, text_hash: str, language: str) -> None:
        """Accept the terms in this text; the envelope says who and when."""
        self._must_be_due("terms")
        self.record(
            events.TermsAccepted, env, text_version=text_version, text_hash=text_hash, language=language
        )

    def set_address(self, env: Envelope, address: str, claim_id: UUID) -> None:
        """Set the address people write to, whose claim the caller took; nothing if it is this (EML-02)."""
        self._must_be_due("address")
        if claim_id != self.claim_id:
            self.record(events.AddressSet, env, address=address, claim_id=claim_id)

    def issue_hosted_address(self, env: Envelope, hosted_address: str) -> None:
        """Issue the address to forward mail to; it is issued once (EML-04)."""
        self._must_be_due("hosted_address")
        if not self.hosted_address:
            self.record(events.HostedAddressIssued, env, hosted_address=hosted_address)

    def set_sender_details(
        self, env: Envelope, *, from_name: str, company_name: str, from_address: str
    ) -> None:
        """Set how our mail is signed (EML-07). Raises `InvalidInput` for another form or no company name."""
        self._must_be_due("sender_details")
        self.record(
            events.SenderDetailsSet,
            env,
            from_name=one_of(from_name, FROM_NAMES, "from_name"),
            company_name=not_blank(company_name, "company_name"),
            from_address=from_address,
        )

    def set_rule(self, env: Envelope, rule: Rule) -> None:
        """Set who gets new conversations; its version is counted here. Raises `InvalidInput`."""
        self._must_be_due("rule")
        rule.check()
        self.record(
            events.RoutingRuleSet, env, **asdict(replace(rule, rule_version=self.rule.rule_version + 1))
        )

    def set_ticket_automation(self, env: Envelope, automation: TicketAutomation) -> None:
        """Set whether new conversations become tickets (EML-12). Raises `InvalidInput`."""
        self._must_be_due("ticket_automation")
        automation.check()
        self.record(events.TicketAutomationSet, env, **asdict(automation))

    def connect(self, env: Envelope) -> None:
        """Finish: the channel takes messages."""
        self._must_be_due("connect")
        self.record(events.ChannelConnected, env)

    def _must_be_due(self, step: str) -> None:
        self._must_be_there()
        steps.must_be_due(step, self.done)

    def _must_be_there(self) -> None:
        if self.disconnected:
            raise steps.NotConnected("This channel is disconnected. Connect a new one.")

    def evolve_connecting(self, event: Event) -> None:
        """Apply one recorded step."""
        match event:
            case events.ProviderChosen():
                self.provider = event.provider
                self.done |= {"provider"}
            case events.TermsAccepted():
                self.done |= {"terms"}
            case events.AddressSet():
                self.address, self.claim_id = event.address, event.claim_id
                self.done |= {"address"}
            case events.HostedAddressIssued():
                self.hosted_address = event.hosted_address
                self.done |= {"hosted_address"}
            case events.SenderDetailsSet():
                self.from_name, self.company_name = event.from_name, event.company_name
                self.from_address = event.from_address
                self.done |= {"sender_details"}
            case events.RoutingRuleSet():
                self.rule = Rule(**payload(event))
                self.done |= {"rule"}
            case events.TicketAutomationSet():
                self.tickets = TicketAutomation(**payload(event))
                self.done |= {"ticket_automation"}
            case events.ChannelConnected():
                self.done |= {"connect"}
