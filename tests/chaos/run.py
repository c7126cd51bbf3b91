"""One run: load, deeds, rest, comparison."""

import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from uuid import UUID

from tests.chaos import found
from tests.chaos.comparing import Comparison, Sent, compared
from tests.chaos.comparing_platforms import compare_platforms, never_over
from tests.chaos.hooks import Hooks
from tests.chaos.letters import Customers
from tests.chaos.load import Load
from tests.chaos.notes import Notes
from tests.chaos.plan import Deed, Plan
from tests.chaos.restoring import restored
from tests.chaos.stage import Stage
from tests.chaos.traffic import Traffic
from tests.support.browser import Browser
from tests.support.company import Company
from tests.support.customers import answered
from tests.support.product import Product, eventually

REST = 300.0
"""Seconds within which everything must have come to rest after the last deed."""
LOAD = 1_800.0
"""Seconds within which all mails of a plan must be acknowledged after the last deed."""
AGENTS = 2
SETTLED = {"sent", "delivered", "seen"}
"""States of a message that has left."""
Say = Callable[[str], None]


@dataclass
class Run:
    """One run of a plan on a stage; `say` gets a line for each thing that happens."""

    plan: Plan
    stage: Stage
    say: Say
    notes: Notes = field(default_factory=Notes)
    done: Counter[str] = field(default_factory=Counter)

    def run(self) -> Comparison:
        """Do everything and return what was found."""
        self._chance = random.Random(f"deeds {self.plan.seed}")  # noqa: S311 - victims, no secrets
        self._began = time.monotonic()
        with ExitStack() as closing:
            company = Company(self.stage.product, closing, "Chaos")
            self.account_id = UUID(company.account_id)
            company.relay(self.stage.relay)
            agents = [company.agent(f"Agent{number}") for number in range(AGENTS)]
            mailbox = company.channel(users=tuple(agent.user_id for agent in agents), tickets=True)
            customers = Customers(self.plan.seed, company.domain)
            outside, load = self.stage.outside, Load(self.notes)
            outside.connect(company, agents[0])
            traffic = Traffic(self.stage.product, load, customers, mailbox.hosted)
            hooks = Hooks(load, self.stage.product, outside, self.plan.seed)
            sizes = self.plan.sizes
            more = hooks.works(sizes.webhooks_per_second, sizes.calls_per_second)
            traffic.start(agents, self.plan.seed, sizes.mails_per_second, sizes.replies_per_second, more)
            try:
                for deed in self.plan.deeds:
                    self._do(deed, traffic)
                eventually(
                    lambda: self._works(0, traffic) and self.notes.by_smtp >= sizes.mails,
                    f"{sizes.mails} different mails are acknowledged",
                    LOAD,
                )
            except BaseException:
                traffic.give_up()
                raise
            finally:
                traffic.stop()
            self.say(f"{self._clock()} all deeds are done and the load is over")
            self._come_to_rest(company.admin)
        return self.compare(self.stage.product)

    def compare(self, product: Product) -> Comparison:
        """Compare what was acknowledged with what this product has: the one that was harassed, or a restored one."""
        kept, originals = found.read(product.settings, self.account_id)
        killed = self.done["kill worker"] + self.done["kill all"] + self.done["restart supervisor"]
        sent = Sent(self.stage.relay.mails(), self.stage.outside.sent())
        result = compared(self.notes, kept, originals, sent, killed)
        compare_platforms(result, self.notes, kept, untold=self.plan.sizes.asks_after)
        _views(result, product)
        result.count("events in the log", kept.last_position)
        return result

    def restored(self) -> Comparison:
        """Compare the same with a product that is made of a backup of this one."""
        with restored(self.stage.product) as made:
            return self.compare(made)

    def _clock(self) -> str:
        return f"{time.monotonic() - self._began:6.1f} s"

    def _do(self, deed: Deed, traffic: Traffic) -> None:
        goal = self.notes.acknowledged.total() + deed.mails
        eventually(lambda: self._works(goal, traffic), f"{deed.mails} mails are acknowledged", REST)
        self.stage.pause(deed.pause)
        self.say(f"{self._clock()} {deed}; acknowledged so far: {len(self.notes.acknowledged)} messages, {len(self.notes.replies)} replies, {len(self.notes.calls)} calls")  # fmt: skip
        match deed.kind:
            case "kill":
                self.stage.kill(deed.victim, self._chance)
            case "flush":
                self.stage.flushed()
            case "restart":
                self.stage.restart()
            case _:
                self.stage.outage(deed.victim, deed.lasting)
        self.done[f"{deed.kind} {deed.victim}"] += 1

    def _works(self, goal: int, traffic: Traffic) -> bool:
        assert self.stage.product.process.poll() is None, "the product ended"
        assert not traffic.broken, "a part of the load broke"
        return self.notes.acknowledged.total() >= goal

    def _come_to_rest(self, admin: Browser) -> None:
        product = self.stage.product
        eventually(
            lambda: answered(lambda: admin.get("/conversations")).status_code == 200, "reads are served", REST
        )
        eventually(lambda: self._nothing_waits(admin), "everything accepted is taken in", REST)
        eventually(lambda: self._all_sent(admin), "all replies are sent", REST)
        with found.calls(product.settings, self.account_id) as look:
            eventually(
                lambda: self._calls_settled(look()),
                "all calls are over, and what was left there is here",
                REST,
            )
        eventually(
            lambda: product.position() == self._shown(admin), "the views are at the end of the log", REST
        )
        self.say(f"{self._clock()} everything has come to rest")

    def _nothing_waits(self, admin: Browser) -> bool:
        position = str(self.stage.product.position())
        answer = answered(lambda: admin.get("/intakes?state=waiting", Postroom_Position=position))
        return answer.status_code == 200 and answer.json()["items"] == []

    def _all_sent(self, admin: Browser) -> bool:
        """Whether every reply is sent; what two dead workers left to a person, a person retries."""
        left = False
        for reply in list(self.notes.replies.values()):
            if reply.message_id in self._sent:
                continue
            path = f"/messages/{reply.message_id}"
            answer = answered(lambda path=path: admin.get(path))  # type: ignore[misc]
            state = answer.json()["delivery"]["state"] if answer.ok else ""
            if state == "unresolved":
                answered(lambda path=path: admin.send("POST", f"{path}/retry"))  # type: ignore[misc]
            if state in SETTLED:
                self._sent.add(reply.message_id)
            else:
                left = True
        return not left

    _sent: set[str] = field(default_factory=set)

    def _calls_settled(self, kept: found.Found) -> bool:
        """Whether every call is known to be over of which that is waited for, and has what was recorded."""
        over = not never_over(self.notes, kept, untold=self.plan.sizes.asks_after)
        fetched = all(kept.kept[one] for sid in self.notes.recordings for one in kept.made[sid])
        return over and fetched

    def _shown(self, admin: Browser) -> int:
        position = self.stage.product.position()
        answer = answered(lambda: admin.get("/conversations", Postroom_Position=str(position)))
        return position if answer.ok else -1


def _views(result: Comparison, product: Product) -> None:
    """Compare every read model with one made anew from the log, row for row."""
    report = product.report("verify", "views")
    tables = report["tables"]
    result.count("rows of read models compared", sum(table["rows"] for table in tables))
    result.must(
        (f"{table['table']}: {table['surplus']} surplus, {table['missing']} missing" for table in tables if not table["equal"]),
        "read models other than a rebuild",
    )  # fmt: skip
    result.must((f"set aside: {one}" for one in report["set_aside"]), "events set aside")
    result.must(iter(product.command("dead-letters").splitlines()), "dead letters")
