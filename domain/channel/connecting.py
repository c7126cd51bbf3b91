"""The steps of connecting a channel, each recorded (EML-06); what they set stays editable afterwards."""

from dataclasses import asdict, replace
from uuid import UUID

from domain.channel import events, steps
from domain.channel.settings import FROM_NAMES, Rule, TicketAutomation
from domain.channel.signature import Signature
from domain.kernel.aggregate import Aggregate
from domain.kernel.checks import not_blank, one_of
from domain.kernel.envelope import Envelope
from domain.kernel.event import Event, payload
from domain.kernel.refusal import InvalidInput


class Connecting(Aggregate):
    """What is set step by step; `next_step` is the step that is due.

    Every step raises `StepRefused` before its predecessor, `StepFixed` where a connected channel keeps it and
    `NotConnected` once the channel is disconnected.
    """

    done: frozenset[str] = frozenset()
    kind = provider = address = hosted_address = ""
    aliases: tuple[str, ...] = ()
    """Addresses the mailbox may send from, as its provider says; none of a forwarded one."""
    claim_id: UUID | None = None
    from_name = company_name = from_address = ""
    signature = Signature()
    rule = Rule()
    tickets = TicketAutomation()
    disconnected = False

    @property
    def next_step(self) -> str:
        """The step that is due, one of its `steps.steps_of`; empty once connected."""
        return "" if "connect" in self.done else steps.next_of(self.steps, self.done)

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of connecting it, as its kind and provider want them."""
        return steps.steps_of(self.kind, self.provider)

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
        self._take_address(env, address, claim_id)

    def issue_hosted_address(self, env: Envelope, hosted_address: str) -> None:
        """Issue the address to forward mail to; it is issued once (EML-04)."""
        self._must_be_due("hosted_address")
        if not self.hosted_address:
            self.record(events.HostedAddressIssued, env, hosted_address=hosted_address)

    def set_sender_details(
        self, env: Envelope, *, from_name: str, company_name: str, from_address: str
    ) -> None:
        """Set how our mail is signed (EML-07). Raises `InvalidInput` for another form or no company name.

        An authorised mailbox sends from its own addresses only: its provider would put another in their place.
        """
        self._must_be_due("sender_details")
        if from_address and self.aliases and from_address not in self.aliases:
            raise InvalidInput(
                "The mailbox may not send from this address. Add it there as an alias, and authorise us again.",
                field="from_address",
            )
        self.record(
            events.SenderDetailsSet,
            env,
            from_name=one_of(from_name, FROM_NAMES, "from_name"),
            company_name=company_name.strip()
            if from_name == "mailbox"
            else not_blank(company_name, "company_name"),
            from_address=from_address,
        )

    def set_signature(self, env: Envelope, signature: Signature) -> None:
        """Set what stands below mail from the inbox; nothing if it is this (EML-09). Raises `InvalidInput`."""
        self._must_be_due("sender_details")
        wanted = signature.checked()
        if wanted != self.signature:
            self.record(events.SignatureSet, env, **asdict(wanted))

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
        steps.must_be_due(step, self.steps, self.done)

    def _take_address(self, env: Envelope, address: str, claim_id: UUID) -> None:
        if claim_id != self.claim_id or "address" not in self.done:
            self.record(events.AddressSet, env, address=address, claim_id=claim_id)

    def _must_be_there(self) -> None:
        if self.disconnected:
            raise steps.NotConnected("This channel is disconnected. Connect a new one.")

    def evolve_connecting(self, event: Event) -> None:
        """Apply one recorded step."""
        match event:
            case events.ProviderChosen():
                self._provided_by(event.provider)
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
            case events.SignatureSet():
                self.signature = Signature(**payload(event))
            case events.RoutingRuleSet():
                self.rule = Rule(**payload(event))
                self.done |= {"rule"}
            case events.TicketAutomationSet():
                self.tickets = TicketAutomation(**payload(event))
                self.done |= {"ticket_automation"}
            case events.ChannelConnected():
                self.done |= {"connect"}

    def _provided_by(self, provider: str) -> None:
        """What belongs to one provider is asked for anew of another."""
        if provider != self.provider:
            self.done -= {"authorisation", "address", "hosted_address"}
            self.aliases = ()
        self.provider = provider
        self.done |= {"provider"}
