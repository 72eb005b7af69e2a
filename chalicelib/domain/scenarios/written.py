"""A campaign's own tests as frozen structs, each step with its place in the file's tree.

A scenario is what is given, and steps: when somebody does something, what they get. Bags of steps are flat here, by
asset as in a wallet, and signed: `{points: -200, draws: {care: 2}}` is `{"points": -200, "draws/care": 2}`.
"""

from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct, structs

from chalicelib.domain.file.phrases import Node
from chalicelib.domain.file.reading import read
from chalicelib.domain.publishing.definitions import PROGRAMME
from chalicelib.domain.record.actions import TouchMember
from chalicelib.domain.record.journal import Assets
from chalicelib.domain.scenarios.file import ME, Given, ScenariosFile, WrittenScenario, WrittenStep
from chalicelib.domain.scenarios.words import (
    Again,
    At,
    Does,
    Event,
    bag,
    count,
    doing,
    flat_bag,
    lateness,
    not_too_long,
    when,
)
from chalicelib.domain.words.findings import Finding, Path
from chalicelib.domain.words.values import Duration

BAGS = ("gets", "settled", "pending", "owes", "has", "usable")
"""The keys of a step that hold a bag."""

T = TypeVar("T")
W = TypeVar("W")


class Step(Struct, frozen=True, kw_only=True):
    """One step of a scenario: when somebody does something, and what must come of it."""

    path: Path
    """Its place in the file's tree."""
    text: str
    """The step on one line, as it might stand in the file."""
    at: At
    """When it happens; where the file says nothing, at the moment of the step before."""
    by: str
    """The name of the member who does it; `nobody` for an order or a refund that names no member."""
    does: Does | None
    """The thing that is done; None: the step only looks."""
    times: int
    """How often it is done, 1 or more."""
    every: Duration
    """The time between two times; without one all of them happen at the same moment."""
    arrives: At
    """How long after its own time it arrives, or before it, as a shift from that time."""
    lands: tuple[str, ...]
    """The row of every draw of this step, or a row for each, before guarantee and stock; none: by a fixed chance."""
    gets: Assets | None
    """All that moves, each time; with what had fallen due before, where `settled` is None. None: anything may."""
    settled: Assets | None
    """Of all that moves, what had fallen due before; None: `gets` tells both together."""
    lots: dict[str, int]
    """The points that went into lots, or (negative) came from them, by month: `2026-01`; empty: any."""
    pending: Assets | None
    """All that was earned and waits for its day afterwards; None: any."""
    owes: Assets | None
    """All that the member owes afterwards; None: any."""
    tier: str | None
    """The tier that the member has afterwards, or `none`; None: any."""
    segment: str | None
    """A segment that holds of the member afterwards, or `none`; None: any."""
    tags: tuple[str, ...] | None
    """All tags that rules gave and that hold afterwards; None: any."""
    has: Assets
    """The things that the member holds afterwards, of those named here."""
    left: dict[str, int]
    """Units left afterwards by stock, of those named here."""
    progress: dict[str, str]
    """The amounts that tasks are at, in the words of the file, by `CHALLENGE/TASK`."""
    ranks: dict[str, tuple[str, ...]]
    """All members on a board afterwards, the best first, by board."""
    waits: str | None
    """The order that the member waits for, as its unique fields say it; None: any, or none."""
    sends: tuple[str, ...] | None
    """The touches that are sent, as TOUCH by CHANNEL; None: any may be."""
    usable: Assets | None
    """The coupons and points that a quote offers; None: any."""
    pays: str | None
    """The amount that is left to pay of a bill, or of a redemption for cash, in the words of the file; None: any."""
    right: bool | None
    """Whether the answer to a question was right; None: either."""
    refused: str | None
    """The code of the refusal; None: it must not be refused."""


class Scenario(Struct, frozen=True, kw_only=True):
    """One scenario of a campaign, or of the programme."""

    campaign: str
    """The campaign's id; `programme` for one of the programme."""
    name: str
    """Its name in the file, which says what holds."""
    path: Path
    """Its place in the file's tree."""
    members: dict[str, Given]
    """The members as they are before the first step, by name; `me` is the one whom it is about."""
    stock: dict[str, int]
    """The units left of stocks that are short, as the file names them; of others all are left."""
    steps: tuple[Step, ...]
    """The steps, in the order in which they arrive."""


def scenarios(tree: Node, campaign: str) -> tuple[list[Scenario], list[Finding]]:
    """The scenarios of a campaign's file, and everything that is wrong with it: then they are not to be played."""
    return _Reader(campaign).scenarios(tree)


def flow(node: Node) -> str:
    """A part of a file on one line, as it might stand there: `{at: opens, does: join}`."""
    if isinstance(node, dict):
        return f"{{{', '.join(f'{key}: {flow(item)}' for key, item in node.items())}}}"
    return f"[{', '.join(map(flow, node))}]" if isinstance(node, list) else node


class _Reader:
    """One reading of a file, which collects what is wrong on its way."""

    def __init__(self, campaign: str) -> None:
        self._campaign = campaign
        self._found: list[Finding] = []

    def scenarios(self, tree: Node) -> tuple[list[Scenario], list[Finding]]:
        written, found = read(_with_flat_bags(tree), ScenariosFile)
        self._found += found
        made = []
        for name, one in written.scenarios.items() if written else ():
            steps = tree["scenarios"][name]["steps"]  # type: ignore[index, call-overload]
            made.append(self._scenario(name, one, [flow(step) for step in steps]))
        return made, self._found

    def _scenario(self, name: str, written: WrittenScenario, texts: list[str]) -> Scenario:
        path: Path = ("scenarios", name)
        given = structs.asdict(written.given)
        stock, others = given.pop("stock"), given.pop("others")
        return Scenario(
            campaign=self._campaign,
            name=name,
            path=path,
            members={ME: Given(**given)} | others,
            stock=self._counts(stock, (*path, "given", "stock")),
            steps=tuple(self._step(one, (*path, "steps", i), texts[i]) for i, one in enumerate(written.steps)),
        )

    def _step(self, written: WrittenStep, path: Path, text: str) -> Step:
        if written.times < 1:
            self._found.append(Finding((*path, "times"), "error", "bad-phrase", "a step happens once or more often"))

        def moment(text: str) -> At:
            at, bases = when(text), ("opens", "closes") if path[-1] else ("opens", "closes", "last")
            if self._campaign == PROGRAMME and at.base in bases:
                raise ValueError("the programme has no opening to start from: write a moment, such as 2026-06-01 10:00")
            return at

        def act(text: str) -> Does | None:
            does = doing(text, self._campaign, written.fields)
            if self._campaign == PROGRAMME and not isinstance(does, Event | Again | TouchMember):
                raise ValueError(f'"{text}" belongs to a campaign; here it is the type of an event, touch, or again')
            return does

        return Step(
            path=path,
            text=text,
            at=self._phrase(moment, "last" if written.at is None else written.at, (*path, "at"), At()),
            by=written.by,
            does=self._phrase(act, written.does, (*path, "does"), None),
            times=written.times,
            every=self._phrase(not_too_long, written.every, (*path, "every"), Duration(0, "ms")),
            arrives=self._phrase(lateness, written.arrives, (*path, "arrives"), At()),
            lands=written.lands,
            gets=self._phrase(bag, written.gets, (*path, "gets"), None),
            settled=self._phrase(bag, written.settled, (*path, "settled"), None),
            lots=self._counts(written.lots, (*path, "lots")),
            pending=self._phrase(bag, written.pending, (*path, "pending"), None),
            owes=self._phrase(bag, written.owes, (*path, "owes"), None),
            tier=written.tier,
            segment=written.segment,
            tags=written.tags,
            has=self._phrase(bag, written.has, (*path, "has"), {}),
            left=self._counts(written.left, (*path, "left")),
            progress=written.progress,
            ranks=written.ranks,
            waits=written.waits,
            sends=written.sends,
            usable=self._phrase(bag, written.usable, (*path, "usable"), None),
            pays=written.pays,
            right=written.right,
            refused=written.refused,
        )

    def _counts(self, texts: dict[str, str], path: Path) -> dict[str, int]:
        return {name: self._phrase(count, text, (*path, name), 0) for name, text in texts.items()}

    def _phrase(self, phrase: Callable[[W], T], written: W | None, path: Path, otherwise: T) -> T:
        """Read what is meant; where nothing is written, or after its error was noted, give something else."""
        try:
            return otherwise if written is None else phrase(written)
        except ValueError as error:
            self._found.append(Finding(path, "error", "bad-phrase", str(error)))
            return otherwise


def _with_flat_bags(node: Node, depth: int = 0) -> Node:
    """The file's tree (scenarios / NAME / steps / number / gets) with the bags of its steps flat."""
    if isinstance(node, list):
        return [_with_flat_bags(one, depth + 1) for one in node]
    if isinstance(node, dict):
        flat = {
            key: flat_bag(_of_coupons(key, one)) if depth == 4 and key in BAGS else one for key, one in node.items()
        }
        return flat if depth == 4 else {key: _with_flat_bags(one, depth + 1) for key, one in flat.items()}
    return node


def _of_coupons(key: str, node: Node) -> Node:
    """A list of what is usable is one of coupons."""
    return {"prizes": node} if key == "usable" and not isinstance(node, dict) else node
