"""The report as managers read it: what each line of it says."""

from typing import Literal

from msgspec import Struct

from chalicelib.domain.derived.contents import ContentLine
from chalicelib.domain.words.values import (
    Money,
    Title,
)


class TaskLine(Struct, frozen=True):
    """One step of the funnel."""

    challenge: str
    """The challenge's name."""
    task: str
    """The task's name."""
    started: int
    """Rounds of members in which it was begun."""
    done: int
    """Rounds of members in which it reached its target."""
    made_up: int = 0
    """Missed days that members made up."""


class ChallengeLine(Struct, frozen=True):
    """A whole challenge."""

    challenge: str
    """Its name."""
    done: int
    """Rounds of members in which all of its tasks were done."""


class BoardLine(Struct, frozen=True):
    """One board."""

    board: str
    """Its name."""
    scored: int
    """How often a score on it changed."""
    paid: dict[str, int]
    """How many places were paid, by what the file says of them: `1`, `2 to 10`."""
    gave: dict[str, int] = {}
    """The things that these places gave, by asset: `points`, `draws/BOX`, `prizes/PRIZE`."""
    cost: list[Money] = []
    """The worth of the prizes among it, by currency."""


class QuestionLine(Struct, frozen=True):
    """One question of a quiz."""

    quiz: str
    """The quiz."""
    question: str
    """Its name, or its date."""
    right: int
    """Answers that were right."""
    wrong: int
    """Answers that were not, each try."""


class FormLine(Struct, frozen=True):
    """One form."""

    form: str
    """Its name."""
    members: int
    """Members who sent it."""
    sent: int
    """How often it was sent."""
    chosen: dict[str, dict[str, int]]
    """How often each option was chosen, by question: each sending counts."""


class TagLine(Struct, frozen=True):
    """One tag that the campaign's rules give."""

    tag: str
    """The tag: `skin/dry`."""
    given: int
    """How often it was given to a member who lacked it."""
    ended: int
    """How often rules of the campaign took it, because another of its group came, or other answers. What ends with its
    time is in the programme's report."""


class PrizeLine(Struct, frozen=True):
    """One prize."""

    prize: str
    """Its name."""
    granted: int
    """How many were handed out."""
    stock: int | None
    """How many there are, for the campaign or for each period `per`; null: no limit."""
    per: str | None
    """The period that the stock is for; null: the whole campaign."""
    value: Money | None
    """The worth of one; null where the file does not say."""
    cost: Money | None
    """The worth of all that were granted and not taken back; null where the file gives no value."""
    expired: int = 0
    """Coupons of it that ended unused."""
    taken_back: int = 0
    """How many were taken back, because their order came back, which no stock grows by; or because their redemption was
    undone, when the unit may be taken again."""
    used: int = 0
    """Coupons of it that pay a bill; one that came back, because its bill or order did, is unused again."""


class BlockLine(Struct, frozen=True):
    """A block that gives something: a box, a set, an offer, a task."""

    block: str
    """Its path of names, as receipts say it: `redemptions/monthly/serum`."""
    times: int
    """How often members used it, or how often it paid; of a box, draws."""
    stock: int | None
    """How often it may be used by everybody together; null: no limit."""
    per: str | None
    """The period that the stock is for; null: the whole campaign."""
    undone: int = 0
    """How often its use was undone."""


class Refusals(Struct, frozen=True):
    """A refusal leaves no receipt: how many there were of each code is told by the metrics, not by this report."""

    source: Literal["metrics"] = "metrics"
    """Where they are counted."""
    counts: dict[str, int] | None = None
    """Always null."""


class Day(Struct, frozen=True):
    """One day."""

    date: str
    """The ISO date in the campaign's timezone."""
    counts: dict[str, int]
    """The counters that moved on it."""


class Report(Struct, frozen=True):
    """A campaign by numbers."""

    campaign: str
    """The campaign's id."""
    timezone: str
    """The IANA timezone in which days begin."""
    actions: int
    """Receipts of the campaign."""
    reach: int
    """Members who took part."""
    joined: int
    """Members who opted in."""
    tasks: list[TaskLine]
    """The funnel, task by task."""
    challenges: list[ChallengeLine]
    """Whole challenges."""
    prizes: list[PrizeLine]
    """Prizes against their stock and value."""
    blocks: list[BlockLine]
    """Every block that gives something, in the order of the file."""
    fragments: dict[str, int]
    """How many of each fragment (`COLLECTION/NAME`) came into being; a gift between members makes none."""
    earned: int
    """Points that were given."""
    spent: int
    """Points that members paid with."""
    budget: Money | None
    """The most that the prizes may cost, as the file says; null where it does not."""
    cost: list[Money]
    """The worth of all prizes that were granted and not taken back, by currency."""
    refusals: Refusals
    """Where refusals are counted."""
    days: list[Day]
    """The days with a receipt, the oldest first."""
    title: Title = ""
    """The campaign's title, as its file says it."""
    titles: dict[str, Title] = {}
    """The titles of blocks that have one, by the path of names: `prizes/pin`, `challenges/days/visit`."""
    opens: int = 0
    """When the campaign opens, epoch ms."""
    closes: int = 0
    """The first moment at which it is over, epoch ms."""
    refunds: int = 0
    """Orders that came back, whole or in part, and took something back."""
    taken_back: int = 0
    """Points that these took back, or redemptions that were undone, with those that were spent before."""
    boards: list[BoardLine] = []
    """Boards, in the order of the file."""
    questions: list[QuestionLine] = []
    """Questions of quizzes, in the order of the file."""
    forms: list[FormLine] = []
    """Forms, in the order of the file."""
    tags: list[TagLine] = []
    """Tags that the campaign's rules gave or took, by name."""
    coupons_used: int = 0
    """Coupons that pay a bill, of all prizes; one that came back, because its bill or order did, is unused again."""
    coupons_ended: int = 0
    """Coupons that ended unused."""
    owed: int = 0
    """Of the points taken back, those that were spent before and are owed by the next ones, and were not paid yet."""
    contents: list[ContentLine] = []
    """The contents that it follows and anybody opened or read, the most readers first."""
    returned: int = 0
    """Of the points spent, those that came back, as what they were spent on was undone."""
    orders: int = 0
    """Orders that the campaign counted, less those that came back whole."""
    amount: list[Money] = []
    """The rest of their amounts after refunds, by currency."""
    points_cost: Money | None = None
    """The worth of the points that were given and not taken back, by what the programme says now that points pay; null
    where they are no money."""
