"""The summary of a simulation: percentiles over its runs, where there are enough of them."""

from msgspec import Struct

from chalicelib.domain.words.values import Money
from cli.simulation.at_tills import AtTills
from cli.simulation.bands import ENOUGH, Band, Line
from cli.simulation.for_cash import ForCash
from cli.simulation.friends import Friends
from cli.simulation.on_boards import BoardLine
from cli.simulation.told import ToldLine


class Deed(Struct, frozen=True):
    """Something that members do."""

    name: str
    """Its name in the words of scenarios: `missions/visit`, `draw care`."""
    title: str
    """The same in the words of the campaign."""
    members: Band
    """How many did it once or more."""
    times: Band
    """How often it was done in all."""


class Handed(Struct, frozen=True):
    """A prize."""

    name: str
    """The prize's name, as the file has it."""
    title: str
    """Its title, or its name where it has none."""
    number: Band
    """How many were handed out."""
    value: int | None
    """The value of one in minor currency units; None where the file gives none."""
    most: int | None
    """The most that the campaign can hand out, by its stocks; None where nothing limits it."""
    thing: bool
    """Whether it is a coupon, a code or a gift, which somebody pays for."""


class Returned(Struct, frozen=True):
    """One kind of thing that refunds could not take back, or took back before it was handed out."""

    asset: str
    """Its name in receipts: `points`, `prizes/PRIZE`, `draws/BOX`, `fragments/COLLECTION/NAME`."""
    title: str
    """The same in the words of the campaign: `draws of Thank-you box`."""
    number: Band
    """How many."""
    worth: Band | None
    """The worth of these: of prizes in minor units of `currency`, of points in those of `worth_in`; None where no file
    says."""


class Stocked(Struct, frozen=True):
    """A limited stock."""

    name: str
    """The name of what it is of, as the file has it: `iphone`, `monthly/serum`."""
    title: str
    """The same in the words of the campaign."""
    quota: int
    """Units of one window."""
    recurring: bool
    """Whether each window has its own units."""
    windows: Band
    """How many windows anybody took from."""
    taken: Band
    """Units taken in all of them."""
    gone: float
    """The share of the windows of all runs in which it ran out."""
    days: Band | None
    """After how many days of the campaign it ran out; None where it recurs or never did."""
    left: Line | None
    """The share that is left, by day; None where it recurs."""


class Summary(Struct, frozen=True):
    """The summary of all runs. Money is in minor units of `currency`; a band without a note is a total of one run."""

    campaign: str
    """The campaign's id."""
    currency: str
    """The currency of its budget and its prizes; empty: no money stands there."""
    budget: Money | None
    """The most that its prizes may cost, as the file says; None: it doesn't."""
    runs: int
    """How many runs were played."""
    days: int
    """How many days of the campaign were played in each."""
    played: int
    """Members of all runs together."""
    decisions: int
    """Decisions of the domain in all runs together."""
    cpu: float
    """Seconds of CPU that all runs took."""
    members: Band
    """How many came."""
    active: Band
    """Members for whom anything was written."""
    deeds: tuple[Deed, ...]
    """All that members can do, in the order of the file."""
    prizes: tuple[Handed, ...]
    """All prizes of the file, in its order."""
    cost: Band
    """The value of the prizes that were handed out and not taken back."""
    dearest: int
    """The cost of the run that cost most."""
    over: int
    """In how many runs the prizes cost more than the budget."""
    within: int
    """In how many runs they cost no more than the upper end of `cost`."""
    cost_by_day: Line
    """`cost` up to the end of each day."""
    stocks: tuple[Stocked, ...]
    """The limited stocks, those of prizes first."""
    earned: Band
    """Points that members got, without those that came back to them."""
    spent: Band
    """Points that members spent, without those that paid bills, ended or were taken back."""
    points: Band
    """Points that members still hold in the end."""
    points_by_day: Line
    """The points held at the end of each day."""
    expired: Band
    """Points that ended while they were held."""
    ended: dict[str, Band]
    """The same by the month of their last day, `2026-05`."""
    ends: dict[str, Band]
    """Points held in the end, by the month of their last day; empty: they never end."""
    refunds: Band
    """Orders that came back, whole or in part."""
    refunds_by_month: dict[str, Band]
    """The same by month, `2026-05`."""
    taken_back: Band
    """Points that refunds took back; those that were spent already are owed from then on."""
    taken_back_by_month: dict[str, Band]
    """The same by month."""
    kept: tuple[Returned, ...]
    """The things that refunds could not take back."""
    saved: tuple[Returned, ...]
    """The things that refunds took back before they were handed out, because they waited for their days (`after`)."""
    pending: Band
    """Points that were earned and wait for their days in the end."""
    owed: Band
    """Points that were taken back and were not there any more, in the end."""
    liability: Band | None
    """The worth of the points held and pending in the end, in minor units of `worth_in`; None: points are no money."""
    worth_in: str
    """The currency of what points are worth."""
    tiers: dict[str, Band]
    """Members by the title of their tier in the end; empty where stars decide none."""
    tills: AtTills | None
    """The fate of coupons, and what tills took; None where there are no bills, or nothing to take."""
    for_cash: ForCash | None
    """Redemptions for points and cash; None where no offer costs cash."""
    segments: dict[str, Line]
    """By segment, the share of the members of each day who are in it at its end; somebody may be in several."""
    told: tuple[ToldLine, ...]
    """The things that members are told, in the order of the plan; empty where there is none."""
    boards: tuple[BoardLine, ...]
    """Who wins on boards, in the order of the file."""
    friends: Friends | None
    """Friends whom members invite; None where nobody does."""
    visits_by_day: Line
    """Visits on each day, not added up."""
    drawn: Band
    """Draws of a member on average."""
    draws: dict[int, float]
    """The share of all members by how many draws they made."""
    sets: dict[str, Line]
    """By collection, the share of all members who had it composed by the end of each day."""
    set_titles: dict[str, str]
    """By collection, its title."""
    refused: dict[str, Band]
    """Refusals by code."""
    cut: dict[str, int]
    """By deed, the visits of all runs in which it was still wanted when it was ended."""
    shown: str = ""
    """Of a campaign that was too large to be played in full unasked: what is shown of it, and how to play all."""

    @property
    def enough(self) -> bool:
        """Whether so many runs can tell what happens in one of twenty."""
        return self.runs >= ENOUGH

    @property
    def over_budget(self) -> bool:
        """Whether the 95th percentile of the cost exceeds the budget; with too few runs for that, whether one does."""
        if self.budget is None:
            return False
        return self.cost.high > self.budget.minor if self.enough else self.over > 0

    @property
    def worst(self) -> int:
        """The cost in minor units where every limited prize is handed out; those without a limit are not in it."""
        return sum((prize.most or 0) * (prize.value or 0) for prize in self.prizes)

    @property
    def unlimited(self) -> tuple[str, ...]:
        """The prizes of some value that nothing limits."""
        return tuple(prize.title for prize in self.prizes if prize.value and prize.most is None)


def percentiles(summary: Summary) -> tuple[str, str, str]:
    """The names of the three numbers of a band."""
    return ("5%", "median", "95%") if summary.enough else ("least", "median", "most")
