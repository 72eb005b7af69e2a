"""The definition of a mechanic: one frozen record with all that the rest of Tessera has to know of it.

A mechanic is a folder beside this file, whose record stands in the one list, `mechanics.MECHANICS`. Every part is
needed: a record that lacks one does not type.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from msgspec import Struct

from chalicelib.domain.file.blocks import Block, Placed
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.conditions import Value
from chalicelib.domain.play.buttons import Buttons
from chalicelib.domain.play.turn import Player, Turn
from chalicelib.domain.record.actions import Action
from chalicelib.domain.record.counted import CountedTask
from chalicelib.domain.record.journal import Leg
from chalicelib.domain.record.member import Coupon, Played
from chalicelib.domain.record.quiz_answer import QuizAnswer
from chalicelib.domain.record.receipt import Draws
from chalicelib.domain.saying.own import OwnOf
from chalicelib.domain.words.errors import Refused

if TYPE_CHECKING:
    from chalicelib.domain.diff.change import Judges
    from chalicelib.domain.lint.subject import Rule
    from chalicelib.domain.mechanics.choice import Choice

A = TypeVar("A", bound=Action)
B = TypeVar("B", bound=Block)
V = TypeVar("V", bound=Struct)

Fate = Literal["counted", "late", "passed"]
"""The outcome of an event for one block: it counted, it came after the grace, or it was not for it."""


class Example(Struct, frozen=True, kw_only=True):
    """One receipt of an action, as the API's documentation shows it."""

    asked: Mapping[str, Any]
    """The names and values of a request, beside the campaign."""
    moved: Mapping[str, int]
    """Its movements by asset, for the reason `why`."""
    why: str = ""
    """The block that moved them, as receipts name it."""
    draws: tuple[Draws, ...] = ()
    """The draws that it made; none: it draws nothing."""
    coupons: tuple[Coupon, ...] = ()
    """The coupons that it gave, with their codes."""
    answered: QuizAnswer | None = None
    """Of an answer to a question: whether it was right; None of anything else."""


class Play(Struct, Generic[A], frozen=True, kw_only=True):
    """One thing that members do."""

    action: type[A]
    """The action; its tag is its name in receipts, and the path's ids and the body's fields are its fields."""
    handler: Callable[[Turn, A], None]
    """Checks, and moves the turn; it raises a Refused to say no."""
    path: str
    """Its route below the campaign's: `boxes/{box}/draw`."""
    summary: str
    """A sentence that says what the route does."""
    refused: Mapping[type[Refused], tuple[str, ...]]
    """The codes that it may be refused with, besides those of every action, by the error that has them."""
    words: Mapping[str, Mapping[str, Any]]
    """How scenarios say it (`draw {box} 10 times`), with the fields that the words leave open."""
    kept: tuple[str, ...]
    """The part of the request that stays once the member is erased."""
    example: Example
    """A receipt of it, for the API's documentation."""


class Judged(Struct, frozen=True, kw_only=True):
    """The part that only managers need: judging and simulating a campaign. No member's request waits for it."""

    rules: tuple[Rule, ...]
    """The lint rules of this mechanic alone; what it shares with others, the shared rules find by themselves."""
    judges: Mapping[type[Any], Judges]
    """Whom a change of each field favours, for each struct of the file."""
    choices: Callable[[Campaign], Iterator[Choice]]
    """The actions that members may choose in a campaign's blocks, beside events."""


class Mechanic(Struct, Generic[B, V], frozen=True, kw_only=True):
    """A kind of play that a campaign file can declare."""

    key: str
    """The key of its blocks in the file, and so in the paths of seeds, shards and counters: `blind_boxes`."""
    plural: str
    """The name of its blocks in the API: `boxes`."""
    word: str
    """One of them, in ids and codes: `box`, as in `unknown_box`."""
    offers: str
    """A sentence about what members do with it, for whoever begins a campaign."""
    described: str
    """A sentence about what managers write under its key and what happens without it: an editor shows it."""
    block: type[B]
    """The block as managers write it."""
    plays: tuple[Play[Any], ...]
    """The things that members do with its blocks."""
    view: Callable[[Player, str, B, Buttons], V]
    """The block as one member sees it, with what the member may press in it."""
    shown: type[V]
    """The struct that `view` gives."""
    seen: Mapping[str, V]
    """An example of what is seen, by name, for the API's documentation."""
    odds: str | None
    """A sentence about what its page of odds tells; None where it draws nothing."""
    counts: Callable[[Player, Placed, Mapping[str, Value]], Fate] | None
    """Counts one event, by its typed fields, for one block that listens to it; None where none listens."""
    falls_due: Callable[[Turn], Iterator[int]] | None
    """The moments (epoch ms), past and to come, at which something of it is to be given; None where nothing has one."""
    releases: Callable[[Turn], None] | None
    """Gives what was to be given at the turn's moment; None where nothing has a moment."""
    undoes: Callable[[Turn, CountedTask, int, int], None] | None
    """Takes back what an event counted, of which there was so much before and now is less; None where none counts."""
    settles: Callable[[Turn], None] | None
    """Gives what fell due by itself since the member's last action; None where nothing does."""
    waits: Callable[[Turn], Iterator[Leg]] | None
    """Lists what was earned and is still to be given; None where nothing waits."""
    absorbs: Callable[[Player, Played], None] | None
    """Takes in what another record of the same person keeps of it in the campaign; None where it keeps nothing of its
    own: holdings, limits and draws are taken in for all of them."""
    judged: Callable[[], Judged]
    """Imports what only managers need."""
    says: Callable[[], OwnOf]
    """Imports the sentences of the published rules that only this mechanic has, by the kind of block; what it shares
    with others is said by what a block has."""

    @property
    def name(self) -> str:
        """One block in words: `blind box`."""
        return re.sub("(?<!^)(?=[A-Z])", " ", self.block.__name__).lower()
