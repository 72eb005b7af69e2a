"""Plays scenarios: what differs from what they expect. No clock, no chance and no database takes part."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from chalicelib.domain.decide.in_memory import AskResult
from chalicelib.domain.decide.quotes import Quote
from chalicelib.domain.file.programme import OPENED, EventType
from chalicelib.domain.mechanics.challenge import progress
from chalicelib.domain.mechanics.challenge.block import Challenge
from chalicelib.domain.mechanics.challenge.play import round_of
from chalicelib.domain.play.members import segments_of
from chalicelib.domain.play.orders import takes_back
from chalicelib.domain.play.tags import declared
from chalicelib.domain.publishing.definitions import PROGRAMME, Definitions
from chalicelib.domain.record.actions import Action, Ask, Happened
from chalicelib.domain.record.journal import POINTS, PRIZES, Assets, Leg, total
from chalicelib.domain.record.receipt import WAITING, Receipt, receipt_id
from chalicelib.domain.scenarios.boards import StageBoards
from chalicelib.domain.scenarios.clock import StepClock
from chalicelib.domain.scenarios.file import NO_SEGMENT, NO_TIER, NOBODY
from chalicelib.domain.scenarios.redeemed import OfRedemption
from chalicelib.domain.scenarios.stage import Stage
from chalicelib.domain.scenarios.tills import AtTill, left_to_pay, usable
from chalicelib.domain.scenarios.words import OWES, Again, AwardBoard, Event, Strike, amount_text, field_value
from chalicelib.domain.scenarios.written import Scenario, Step
from chalicelib.domain.words.errors import TesseraError
from chalicelib.domain.words.findings import Path


class Failure(Struct, frozen=True):
    """A step that did otherwise than expected."""

    path: Path
    """The step's place in the file's tree."""
    scenario: str
    """The scenario's name."""
    step: str
    """The step on one line, as it might stand in the file."""
    expected: str
    """The thing that the step expects: `gets points 20`."""
    got: str
    """The thing of the same kind that came instead: `gets points 10`."""
    wallet: Assets
    """All that the member held once the step was over; empty where nobody did it."""


def run(scenario: Scenario, definitions: Definitions) -> list[Failure]:
    """Everything that the first failing step did otherwise than expected; nothing where the scenario holds.

    It is for scenarios in which nothing is `unfit`.
    """
    play = _Play(scenario, definitions)
    for step in scenario.steps:
        for repetition in range(step.times):
            if failures := list(play.step(step, repetition)):
                return failures
    return []


def shown(assets: Assets) -> str:
    """Assets as one line, in the order of their names: `points -200, prizes/serum 1`."""
    return ", ".join(f"{asset} {n}" for asset, n in sorted(assets.items()) if n) or "nothing"


def named(names: Iterable[str]) -> str:
    """Names as one line, in their order."""
    return ", ".join(sorted(names)) or "none"


class _Play:
    """One scenario on its stage."""

    def __init__(self, scenario: Scenario, definitions: Definitions) -> None:
        self._scenario = scenario
        self._stage = Stage(definitions, scenario.campaign, scenario.stock)
        self._published = self._stage.published
        self._boards = StageBoards(self._stage)
        self._clock = StepClock(self._published)
        self._requests: list[tuple[str, Ask]] = []
        begins = self._clock.begins(scenario)
        for name, given in scenario.members.items():
            self._stage.enter(name, given, begins)

    def step(self, step: Step, repetition: int) -> Iterator[Failure]:
        """Play one repetition (the first is 0) and give what is not as expected; holdings are compared in the end."""
        time = self._clock.move(step, repetition)
        answer = self._quote(step, time) if is_quote(step) else self._act(step, time)
        wallet = {} if step.by == NOBODY else self._stage.wallet(step.by, self._clock.now)
        pairs = list(_answered(step, answer, self._scenario.campaign))
        if repetition == step.times - 1 and step.by != NOBODY:
            pairs += self._holding(step, wallet, time)
        for expected, got in pairs:
            if expected != got:
                yield Failure(step.path, self._scenario.name, step.text, expected, got, wallet)

    def _quote(self, step: Step, time: int) -> Quote | TesseraError:
        """Quote a bill: it is no request that could be sent again."""
        action = self._stage.at_till(step.by, step.does, time)  # type: ignore[arg-type] # `is_quote` says so
        return self._stage.quoted(step.by, action, self._clock.now)

    def _act(self, step: Step, time: int) -> AskResult:
        match step.does:
            case None:
                return None
            case AwardBoard(board):
                return self._boards.award(board, step.by, self._clock.now)
            case Strike(member, board):
                return self._boards.strike(board, member, self._clock.now)
            case Again():
                pass
            case Event() as event:
                self._requests.append((step.by, self._ask(self._happened(event, time))))
            case OfRedemption() as of:
                self._requests.append((step.by, self._stage.of_redemption(step.by, of)))
            case AtTill() as at:
                self._requests.append((step.by, self._ask(self._stage.at_till(step.by, at, time))))
            case action:
                self._requests.append((step.by, self._ask(action)))
        by, ask = self._requests[-1]
        if takes_back(self._stage.definitions.programme, ask.action) or by == NOBODY:
            return self._stage.report(ask, self._clock.now)
        return self._stage.act(by, ask, self._clock.now, step.lands)

    def _ask(self, action: Action) -> Ask:
        return Ask(receipt_id("scenario", str(len(self._requests))), action)

    def _happened(self, event: Event, time: int) -> Happened:
        """The event as its sender makes it.

        Of the unique fields left out the last one, the number, has a value of its own; others are always the same.
        """
        declared = self._stage.definitions.programme.events.get(event.type, EventType(source="server"))
        data = {name: field_value(declared.fields.get(name, "text"), texts) for name, texts in event.fields.items()}
        if event.type == OPENED and isinstance(data.get("via"), str):
            data["via"] = self._stage.via(str(data["via"]))
        number = str(len(self._requests))
        needed = [key.field for key in declared.unique if key.field in declared.fields and not key.or_none]
        for field in needed:
            own = field == needed[-1]
            of_number: Any = len(self._requests) if own else 1
            of_text = f"one of its own, {number}" if own else "the same"
            data.setdefault(field, of_number if declared.fields[field] == "number" else of_text)
        return Happened(number, "scenario", event.type, time, data, by_client=declared.source == "client")

    def _holding(self, step: Step, wallet: Assets, time: int) -> Iterator[tuple[str, str]]:
        """(expected, got) of how things stand once the step is over."""
        for asset, n in step.has.items():
            yield f"has {asset} {n}", f"has {asset} {wallet.get(asset, 0)}"
        turn = self._stage.settled(step.by, self._clock.now)
        if step.owes is not None:
            yield f"owes {shown(step.owes)}", f"owes {shown(self._stage.owed(turn))}"
        if step.pending is not None:
            yield f"pending {shown(step.pending)}", f"pending {shown(self._stage.pending(turn))}"
        if step.tier is not None:
            yield f"tier {step.tier}", f"tier {turn.member.profile.tier or NO_TIER}"
        if step.segment is not None:
            here = segments_of(turn, self._clock.now)
            got = step.segment if step.segment in here else ", ".join(here) or NO_SEGMENT
            yield f"segment {step.segment}", f"segment {got}"
        if step.tags is not None:
            yield f"tags {named(step.tags)}", f"tags {named(declared(turn))}"
        for name, n in step.left.items():
            yield f"left of {name}: {n}", f"left of {name}: {self._stage.left(name, step.by, self._clock.now)}"
        for name, members in step.ranks.items():
            found = self._boards.ranks(name, time)
            yield f"ranks of {name}: {', '.join(members)}", f"ranks of {name}: {', '.join(found)}"
        for name, text in step.progress.items():
            yield f"progress of {name}: {text}", f"progress of {name}: {self._progress(step.by, name, time)}"

    def _progress(self, by: str, name: str, time: int) -> str:
        """How far a task is in the round of a moment, in the words of the file; of a streak its latest run."""
        challenge_name, _, task_name = name.partition("/")
        challenge = self._published.campaign.blocks(Challenge).get(challenge_name)
        task = challenge.tasks.get(task_name) if challenge else None
        if challenge is None or task is None:
            return "there is no such task"
        player = self._stage.player(by, time)
        this_round = player.played.rounds.get(f"{challenge_name}@{round_of(player, challenge)}")
        state = this_round.tasks.get(task_name) if this_round else None
        amount = progress.measured(task)
        runs = progress.runs(state, amount) if state else ()
        return amount_text(amount, runs[-1] if runs else 0)


def _of(legs: Iterable[Leg], campaign: str) -> Assets:
    """The movements in a campaign, and the points that ended, which belong to none; what was not there is owed."""
    here = [leg for leg in legs if leg.campaign in (campaign, PROGRAMME)]
    moved = Counter(total(here, lambda leg: leg.asset))
    for leg in here:
        if leg.owed > 0:
            moved[leg.asset] += leg.owed
            moved[f"{OWES}/{leg.asset}"] += leg.owed
    return moved


def is_quote(step: Step) -> bool:
    """Whether a step only asks what a bill would come to."""
    return isinstance(step.does, AtTill) and step.does.does == "quote"


def _answered(step: Step, answer: AskResult | Quote, campaign: str) -> Iterator[tuple[str, str]]:
    """(expected, got) of the answer to one repetition."""
    receipt = answer if isinstance(answer, Receipt) else Receipt("", 0, 0, "")
    moved = shown(_of(receipt.legs if step.settled is None else receipt.own, campaign))
    refused = answer.code if isinstance(answer, TesseraError) else None
    if refused != step.refused:
        yield (
            f"refused {step.refused}" if step.refused else "not refused",
            f"refused {refused}: {answer}" if refused else f"gets {moved}",
        )
    elif step.gets is not None:
        yield f"gets {shown(step.gets)}", f"gets {moved}"
    if step.settled is not None:
        yield f"settled {shown(step.settled)}", f"settled {shown(_of(receipt.settled, campaign))}"
    if step.lots:
        lots: Counter[str] = Counter()
        for leg in receipt.own:
            lots.update({name[:7]: n for name, n in leg.lots.items()})
        yield f"lots {shown(step.lots)}", f"lots {shown(lots)}"
    if step.sends is not None:
        sent = receipt.touched if receipt.touched and not receipt.touched.held_out else None
        told = f"{sent.touch} by {sent.channel}" if sent else "nothing"
        yield f"sends {', '.join(step.sends) or 'nothing'}", f"sends {told}"
    if refused == step.refused and step.waits is not None:
        yield f"waits {step.waits.upper()}", f"waits {_waits(answer)}"
    if step.usable is not None and isinstance(answer, Quote):
        wanted = [kind for kind in (POINTS, PRIZES) if any(one.startswith(kind) for one in step.usable)] or [PRIZES]
        found = {asset: n for asset, n in usable(answer).items() if asset.startswith(tuple(wanted))}
        yield f"usable {shown(step.usable)}", f"usable {shown(found)}"
    if refused == step.refused and step.pays is not None:
        yield f"pays {step.pays}", f"pays {left_to_pay(answer)}"
    if refused == step.refused and step.right is not None:
        yield f"right {_flag(step.right)}", f"right {_flag(receipt.answered.right) if receipt.answered else 'nothing'}"
    if len(step.lands) > 1 and isinstance(answer, Receipt):
        drawn = sum(len(one.rows) for one in answer.draws)
        yield f"lands {len(step.lands)} times", f"lands {drawn} times"


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _waits(answer: AskResult | Quote) -> str:
    """The order that is waited for, as it is compared."""
    waits = isinstance(answer, Receipt) and answer.verdict == WAITING
    return answer.order.partition("/")[2] if waits and isinstance(answer, Receipt) else "for nothing"
