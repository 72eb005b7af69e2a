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
    """One step; `does` None only looks, gets None is whatever it gets.

    `settled` is what of it had fallen due before, or None where `gets` tells both together; `lots` are points by month,
    `pending` and `owes` are all that waits for its day and all that is owed, or None. `segment` is one that holds, or
    `none`; `tags` are all that rules gave.

    `sends` are the touches that are sent, as TOUCH by CHANNEL, or None where any may be.

    `usable` are the coupons and points that a quote offers, and `pays` what is left to pay of a bill. `right` tells
    of an answer to a question.

    `lands` is the row of every draw of this step, or a row for each, before guarantee and stock. `left` has units by
    stock, `progress` an amount in the words of the file, by `CHALLENGE/TASK`, `ranks` the members on a board. `refused`
    is the code, or None where it is not refused.
    """

    path: Path
    text: str
    at: At
    by: str
    does: Does | None
    times: int
    every: Duration
    arrives: At
    lands: tuple[str, ...]
    gets: Assets | None
    settled: Assets | None
    lots: dict[str, int]
    pending: Assets | None
    owes: Assets | None
    tier: str | None
    segment: str | None
    tags: tuple[str, ...] | None
    has: Assets
    left: dict[str, int]
    progress: dict[str, str]
    ranks: dict[str, tuple[str, ...]]
    waits: str | None
    sends: tuple[str, ...] | None
    usable: Assets | None
    pays: str | None
    right: bool | None
    refused: str | None


class Scenario(Struct, frozen=True, kw_only=True):
    """One scenario of a campaign, or of the programme.

    `members` are given by name, and `stock` has the units left of what is short.
    """

    campaign: str
    name: str
    path: Path
    members: dict[str, Given]
    stock: dict[str, int]
    steps: tuple[Step, ...]


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
