"""Checks that what a scenario names is there: else it holds for another reason than it says, or never.

A member of a tier that no programme has is refused by every audience, and nobody holds a prize that does not exist:
such a scenario is green whatever the campaign does.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from chalicelib.domain.file.blocks import Placed, blocks, having, named
from chalicelib.domain.file.flow import assets_of, fragments_of
from chalicelib.domain.file.programme import EventType
from chalicelib.domain.lint.subject import error, undeclared
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.mechanics.form.play import Fill
from chalicelib.domain.mechanics.mechanic import Mechanic
from chalicelib.domain.mechanics.quiz.play import Answer
from chalicelib.domain.play.events import typed_fields
from chalicelib.domain.publishing.definitions import Definitions
from chalicelib.domain.record.actions import Action
from chalicelib.domain.record.journal import POINTS, STARS
from chalicelib.domain.record.purse import month_number
from chalicelib.domain.scenarios.clock import StepClock
from chalicelib.domain.scenarios.file import ME, NO_SEGMENT, NO_TIER, NOBODY, Given
from chalicelib.domain.scenarios.given import impossible, wrong_months
from chalicelib.domain.scenarios.redeemed import OfRedemption
from chalicelib.domain.scenarios.tills import AtTill
from chalicelib.domain.scenarios.words import OWES, Again, Event, OfBoard, Strike, blocks_of, field_value
from chalicelib.domain.scenarios.written import BAGS, Scenario, Step
from chalicelib.domain.time.localtime import local
from chalicelib.domain.words.errors import BadEvent
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Ranks, Stock

REFUSALS = (
    "window_closed",
    "campaign_paused",
    "not_eligible",
    "not_joined",
    "already_joined",
    "limit_reached",
    "not_enough",
    "sold_out",
    "not_offered",
    "unknown_campaign",
    "unknown_event_type",
    "unknown_member",
    "bad_event_field",
    "event_too_late",
    "event_in_future",
    "event_too_large",
    "number_full",
    "record_full",
    "event_not_from_client",
    "event_from_tessera",
    "already_claimed",
    "order_not_matching",
    "more_than_paid",
    "not_frozen",
    "board_paid",
    "unknown_board",
    "unknown_window",
    "bill_settled",
    "not_waiting",
    "other_amount",
    "below_minimum",
    "coupon_ended",
    "coupon_held",
    "coupon_used",
    "one_coupon_an_order",
    "other_currency",
    "pass_expired",
    "pass_used",
    "points_over_share",
    "unknown_coupon",
)
"""The codes with which any action may be refused; mechanics add their own."""


CALLED: Final[Mapping[str, str]] = {"draws": "box", "fragments": "fragment", "prizes": "prize"}
"""The word for what the name of an asset names, by the kind of asset."""


def unfit(scenarios: Iterable[Scenario], definitions: Definitions) -> list[Finding]:
    """Every error of scenarios in what they name, and in the order of their steps: then they are not to be played."""
    return [finding for one in scenarios for finding in _Fitting(one, definitions).findings()]


class _Fitting:
    """One scenario, held against the definitions that it is played on."""

    def __init__(self, scenario: Scenario, definitions: Definitions) -> None:
        self._scenario, self._programme = scenario, definitions.programme
        self._published = definitions.campaign(scenario.campaign)
        campaign = self._published.campaign
        self._blocks = {placed.key: placed for placed in blocks(campaign) if placed.path}
        self._assets = assets_of(campaign)
        self._boards = [one.by.name for one in having(campaign, Ranks)]
        self._stocks: dict[str, int | None] = {
            name: one.value.count for one in having(campaign, Stock) for name in _names(one.by.key)
        }
        pools = (f"prizes/{name}" for name, prize in campaign.prizes.items() if prize.pool is not None)
        self._stocks |= dict.fromkeys(name for path in pools for name in _names(path))
        self._begins = StepClock(self._published).begins(scenario)

    def findings(self) -> Iterator[Finding]:
        scenario, given = self._scenario, (*self._scenario.path, "given")
        if NOBODY in scenario.members:
            yield error((*given, "others", NOBODY), "nobody", "nobody is who is not known: give this member a name")
        for name, one in scenario.members.items():
            yield from self._given(one, given if name == ME else (*given, "others", name))
        for name, units in scenario.stock.items():
            yield from self._known((*given, "stock", name), "stock", name, self._stocks)
            full = self._stocks.get(name)
            if full is not None and not 0 <= units <= full:
                yield error((*given, "stock", name), "bad-phrase", f"{full} are all that there are: write 0 to {full}")
        clock, asked = StepClock(self._published), False
        for at, step in enumerate(scenario.steps):
            yield from self._step(step)
            if isinstance(step.does, Again) and not asked:
                yield error(
                    (*step.path, "does"), "nothing-again", "no step above has sent a request that could be sent again"
                )
            asked = asked or not isinstance(step.does, OfBoard | None)
            yield from self._in_order(clock, step, at)

    def _given(self, given: Given, path: Path) -> Iterator[Finding]:
        if given.tier:
            yield from self._known((*path, "tier"), "tier", given.tier, self._programme.tiers)
        for channel in (*given.grants, *given.consents):
            yield from self._known(path, "channel", channel, self._programme.channels)
        if given.invited_by:
            others = [name for name, one in self._scenario.members.items() if one is not given]
            yield from self._known((*path, "invited_by"), "member", given.invited_by, others)
        for tag in given.tags:
            if "/" in tag:
                yield from self._known((*path, "tags"), "tag", tag, self._programme.tag_names)
        today = local(self._begins, self._published.zone).date()
        latest = max(today, local(self._begins, self._programme.zone).date())
        yield from impossible(given, path, today, month_number(latest))
        for kind, held in (("draws", given.draws), ("fragments", given.fragments), ("prizes", given.prizes)):
            for name in held:
                yield from self._asset((*path, kind, name), f"{kind}/{name}")

    def _step(self, step: Step) -> Iterator[Finding]:
        path = step.path
        if step.by != NOBODY:
            yield from self._known((*path, "by"), "member", step.by, self._scenario.members)
        else:
            yield from self._nobody(step)
        yield from self._does(step)
        for key in BAGS:
            for asset in getattr(step, key) or ():
                yield from self._asset((*path, key, asset), asset)
        yield from wrong_months(step.lots, (*path, "lots"))
        for name in step.left:
            yield from self._known((*path, "left", name), "stock", name, self._stocks)
        for name in step.progress:
            tasks = [key.partition("/")[2] for key in self._blocks if key.count("/") == 2]
            yield from self._known((*path, "progress", name), "task", name, tasks)
        for sent in step.sends or ():
            name, _, channel = sent.partition(" by ")
            yield from self._known((*step.path, "sends"), "touch", name, self._programme.touches.plan)
            yield from self._known((*step.path, "sends"), "channel", channel, self._programme.channels)
        if step.segment not in (None, NO_SEGMENT):
            yield from self._known((*path, "segment"), "segment", str(step.segment), self._programme.segments)
        for tag in step.tags or ():
            yield from self._known((*path, "tags"), "tag", tag, self._programme.tag_names)
        for name, ranked in step.ranks.items():
            yield from self._known((*path, "ranks", name), "board", name, self._boards)
            for member in ranked:
                yield from self._known((*path, "ranks", name), "member", member, self._scenario.members)
        if step.tier is not None and step.tier != NO_TIER:
            yield from self._known((*path, "tier"), "tier", step.tier, self._programme.tiers)
        if step.refused is not None:
            yield from self._known((*path, "refused"), "code", step.refused, codes())
        yield from self._lands(step)

    def _nobody(self, step: Step) -> Iterator[Finding]:
        """The errors in a step of nobody: something that only a member does, or something to look at."""
        declared = self._programme.events.get(step.does.type) if isinstance(step.does, Event) else None
        if not isinstance(step.does, Again) and (
            declared is None or (declared.spends is None and declared.takes_back is None)
        ):
            message = "only an order, and what takes one back, may come without a member: say by whom it is"
            yield error((*step.path, "by"), "nobody", message)
        for key in ("has", "left", "progress", "pending", "owes", "tier", "segment", "tags", "ranks", "sends"):
            if getattr(step, key):
                yield error((*step.path, key), "nobody", "nobody holds anything: say whom you look at, in another step")

    def _does(self, step: Step) -> Iterator[Finding]:
        path, does = (*step.path, "does"), step.does
        if isinstance(does, Event):
            if step.refused != "unknown_event_type":
                yield from self._known(path, "event", does.type, self._programme.events)
            if step.refused != "bad_event_field" and (declared := self._programme.events.get(does.type)):
                yield from self._fields((*step.path, "with"), does, declared)
        elif isinstance(does, OfBoard):
            yield from self._known(path, "board", does.board, self._boards)
            if isinstance(does, Strike):
                yield from self._known(path, "member", does.member, self._scenario.members)
        elif isinstance(does, AtTill):
            yield from self._at_till(path, step, does)
        elif isinstance(does, OfRedemption):
            offers = [
                key.partition("/")[2] for key in self._blocks if key.startswith("redemptions/") and key.count("/") > 1
            ]
            yield from self._known(path, "offer", f"{does.redemption}/{does.offer}", offers)
        elif isinstance(does, Action):
            for mechanic, key in zip(_mechanics(does), blocks_of(does), strict=True):
                of = [
                    name.partition("/")[2]
                    for name in self._blocks
                    if name.startswith(f"{mechanic.key}/") and name.count("/") == 1
                ]
                yield from self._known(path, mechanic.word, key.partition("/")[2], of)
                if placed := self._blocks.get(key):
                    yield from self._inside(path, does, placed, mechanic.word, step.refused)

    def _at_till(self, path: Path, step: Step, does: AtTill) -> Iterator[Finding]:
        """The errors in a bill: there are none, or a coupon that is none."""
        if not self._programme.billed and step.refused != "not_offered":
            message = "bills need orders that are known by both: an event that `spends`, with unique: [channel, order]"
            yield error(path, "no-bills", message)
        coupons = [name for name, prize in self._published.campaign.prizes.items() if prize.coupon is not None]
        for name in does.coupons:
            yield from self._known((*step.path, "with", "coupons"), "coupon", name, coupons)

    def _fields(self, path: Path, does: Event, declared: EventType) -> Iterator[Finding]:
        """The errors in what an event is sent with: a field that it has not, and a value of another kind."""
        for name, texts in does.fields.items():
            yield from self._known((*path, name), "field", name, declared.fields)
            if kind := declared.fields.get(name):
                try:
                    typed_fields(declared, {name: field_value(kind, texts)})
                except BadEvent as wrong:
                    yield error((*path, name), "value-misfit", wrong.message)

    def _inside(self, path: Path, does: Action, placed: Placed, word: str, refused: str | None) -> Iterator[Finding]:
        """The errors in what an action names inside of its block: an offer, a fragment."""
        kind: Any = type(placed.block)
        inner = {key.removesuffix("s"): [*(getattr(placed.block, at) or ())] for key, at, _ in named(kind)}
        known = {**inner, "fragment": fragments_of(placed)}
        for field in set(does.__struct_fields__) & known.keys() - {word}:
            if (name := getattr(does, field)) is not None:
                yield from self._known(path, field, name, known[field])
        if isinstance(does, Answer) and refused is None:
            questions = placed.block.questions
            asked = [questions[does.question]] if does.question in questions else questions.values()
            options = dict.fromkeys(option for one in asked for option in one.options)
            yield from self._known(path, "option", does.option, options)
        for ask in does.answers if isinstance(does, Fill) and refused is None else ():
            yield from self._known(path, "question", ask, placed.block.asks)
        to = getattr(does, "to", None)
        if to is not None and refused != "unknown_member":
            yield from self._known(path, "member", to, self._scenario.members)

    def _lands(self, step: Step) -> Iterator[Finding]:
        """A row that no odds have, and a list that is no row for each draw."""
        if (drawn_from := blocks_of(step.does)) and not self._blocks.keys() & set(drawn_from):
            return  # of what is not there, no row is known
        path, rows = (*step.path, "lands"), self._rows(step)
        for row in dict.fromkeys(step.lands):
            yield from self._known(path, "row", row, rows)
        times = getattr(step.does, "times", None)
        if len(step.lands) > 1 and times is not None and len(step.lands) != times:
            message = (
                f"{len(step.lands)} rows for {times} draw{'s' * (times != 1)}: write one row, or as many as it draws"
            )
            yield error(path, "wrong-number", message)

    def _rows(self, step: Step) -> list[str]:
        """The rows on which a draw of this step may land: of the block that it draws from, else of any set."""
        known = self._published.drawables
        own = next((known[of] for of in blocks_of(step.does) if of in known and known[of].of_prizes), None)
        return [row for one in ([own] if own else known.values()) if own or not one.of_prizes for row in one.odds]

    def _in_order(self, clock: StepClock, step: Step, at: int) -> Iterator[Finding]:
        """A step that is heard of before the one above it was."""
        for repetition in range(max(1, step.times)):
            before = clock.now
            clock.move(step, repetition)
            if clock.now < before and (at or repetition):
                message = "this is before the step above it: write the steps in the order in which they arrive"
                yield error((*step.path, "at"), "out-of-order", message)
                return

    def _asset(self, path: Path, asset: str) -> Iterator[Finding]:
        asset = asset.removeprefix(f"{OWES}/")
        kind, _, name = asset.partition("/")
        if asset not in (POINTS, STARS):
            yield from self._known(path, CALLED[kind], name, self._assets[kind])

    def _known(self, path: Path, what: str, name: str, known: Iterable[str]) -> Iterator[Finding]:
        if name not in known:
            yield undeclared(path, what, name, dict.fromkeys(known))


def codes() -> list[str]:
    """The codes with which an action of a member may be refused."""
    own = (
        code for mechanic in MECHANICS for play in mechanic.plays for codes in play.refused.values() for code in codes
    )
    return list(dict.fromkeys((*REFUSALS, *own)))


def _mechanics(does: Action) -> list[Mechanic[Any, Any]]:
    return [one for one in MECHANICS if one.word in does.__struct_fields__]


def _names(path: str) -> tuple[str, ...]:
    """A stock as scenarios may name it: a prize by its name, an offer as `monthly/serum`, any by its path."""
    kind, _, name = path.partition("/")
    return (name, path) if kind in ("prizes", "redemptions") else (path,)
