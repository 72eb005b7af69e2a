"""Reads population.yaml: who comes to a campaign and what they do there. Everything has a default."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from msgspec import Struct, field

from chalicelib.domain.chance.odds import table
from chalicelib.domain.file.blocks import having
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.file.reading import read
from chalicelib.domain.words.findings import Finding
from chalicelib.domain.words.values import Chance, EventName, Name
from cli.campaign_file import Loaded, Place, render
from cli.simulation import past_orders, ranges
from cli.simulation.past_orders import PastOrders
from cli.simulation.values import check_values
from cli.yaml_tree import MOST_BYTES, parse

FILE = "population.yaml"


class Kind(Struct, frozen=True, kw_only=True):
    """Members who come equally often."""

    share: Chance
    """Their share of all members, such as 30%, or `rest`."""
    comes: Fraction
    """The chance that one of them visits on a day."""


class Habit(Struct, frozen=True, kw_only=True):
    """How members do one thing."""

    often: Fraction | None = None
    """The chance that they do it on a visit; null takes a usual one for the type of event."""
    times: int | None = None
    """The most times on such a visit, where each number from 1 on is as likely; null takes a usual one."""
    values: dict[Name, tuple[str, ...]] = {}
    """The values of the event's fields by name; a field that is left out gets values that suit the campaign."""


KINDS = {
    "keen": Kind(share=Chance(Fraction(10, 100)), comes=Fraction(80, 100)),
    "regular": Kind(share=Chance(Fraction(30, 100)), comes=Fraction(30, 100)),
    "casual": Kind(share=Chance(None), comes=Fraction(6, 100)),
}

GROWN_UP = {"18 to 60": Chance(None)}
MOSTLY_WHOLE = {ranges.WHOLE: Chance(Fraction(80, 100)), "10% to 90%": Chance(None)}


class Population(Struct, frozen=True, kw_only=True):
    """A crowd."""

    members: int = 5000
    """How many members come in all."""
    unsure: Fraction | None = None
    """How far that number differs from run to run (standard deviation, as a share of it); null: not at all."""
    arrivals: tuple[int, ...] = (20, 10, 6, 4, 3, 2)
    """How many come for the first time on each day, in proportion; the last number holds for every later day."""
    kinds: dict[Name, Kind] = field(default_factory=KINDS.copy)
    """The kinds of members by name, with shares that add up to the whole."""
    does: dict[EventName, Habit] = {}
    """How members do what the campaign listens to, by type of event."""
    spends: Fraction = Fraction(60, 100)
    """The chance that a member spends points on a visit, and that points pay a part of a bill."""
    coupons: Fraction | None = None
    """The chance that a bill takes a coupon, where one may be used; null: 60%, where there are bills."""
    right: Fraction = Fraction(60, 100)
    """The share of answers to the questions of quizzes that are right."""
    repairs: Fraction = Fraction(30, 100)
    """The chance that a member who comes by makes up a day that is missing in a row, where a task lets members."""
    fills: Fraction = Fraction(20, 100)
    """The share of members who send a form that they see, once."""
    cash: Fraction = Fraction(90, 100)
    """The share of redemptions for points and cash whose cash is paid; the others lapse."""
    undone: Fraction = Fraction(0)
    """The share of those that are paid that are undone later, as their goods come back."""
    comes_back: Fraction = Fraction(0)
    """The chance that a member who is told something visits on the same day because of it."""
    allows: Fraction = Fraction(30, 100)
    """The chance that a member allows one message on a visit, of each channel that takes grants."""
    consents: Fraction = Fraction(50, 100)
    """The share of members who consent to be reached, of each channel that needs consent."""
    bots: Fraction = Fraction(0)
    """The share of members that are programs: on each day they do 200 times what a board ranks."""
    refunds: Fraction = Fraction(0)
    """The share of orders that come back, whole or in part."""
    invites: str = "0"
    """How many friends each member brings on average, `0.3`, less than 1: they come in addition, within 14 days, and
    bring friends themselves."""
    after: str = "1 to 20 days"
    """How long after its order a refund comes, and after its payment a redemption is undone, each moment as likely:
    `3 days`, or `1 to 20 days`."""
    parts: dict[str, Chance] = field(default_factory=MOSTLY_WHOLE.copy)
    """The share of refunds that are of the `whole` order, of `50%` of it, or of `10% to 90%`."""
    before: dict[EventName, Fraction] = {}
    """The chance that a member did a `kept` event before the campaign, by type of event; 50% where it is left out."""
    past_orders: PastOrders | None = None
    """The orders of members from before the campaign; null: usual ones where programme.yaml has segments, else none."""
    tiers: dict[Name, Chance] = {}
    """The share of members in each tier; left out, each tier has half as many members as the one below it, and one that
    stars decide has none yet."""
    tags: dict[Name, Fraction] = {}
    """The share of members who have each tag."""
    ages: dict[str, Chance] = field(default_factory=GROWN_UP.copy)
    """The share of members of each age in years, written as `30` or `18 to 35`."""
    guardians: Fraction = Fraction(50, 100)
    """The share of members under 18 who have a guardian's consent."""


class BadPopulation(ValueError):
    """The file does not read, or says what its campaign or programme lacks: a line for each error, with its place."""


def load(path: Path, programme: Programme) -> Population:
    """The population of a file; BadPopulation with every error, OSError where it can't be opened."""
    with path.open("rb") as source:
        form = parse(source.read(MOST_BYTES + 1))
    places = {spot: Place(str(path), line) for spot, line in form.lines.items()}
    loaded: Loaded[None] = Loaded(str(path), None, form.node, places, ())
    formal = [finding for _, finding in form.findings]
    population, found = (None, []) if form.node is None else read(form.node, Population)
    if population is not None:
        found = list(_check(population, programme))
    if population is None or formal or found:
        raise BadPopulation(render(loaded.locate([*formal, *found])))
    return population


def beside(folder: Path, programme: Programme) -> Population:
    """The population of a campaign's folder, or the one that is taken where it has none."""
    path = folder / FILE
    return load(path, programme) if path.exists() else Population()


def days_arrivals(population: Population, days: int) -> list[int]:
    """The weight of each of so many days in which members come for the first time."""
    given = population.arrivals
    return [given[min(day, len(given) - 1)] for day in range(days)]


def played_events(campaign: Campaign) -> set[str]:
    """The types of event that a campaign listens to."""
    return {when.value for when in having(campaign, EventName)}


def _check(population: Population, programme: Programme) -> Iterator[Finding]:
    """The errors of a population: what the programme lacks, and shares that do not add up."""
    if population.members < 1:
        yield Finding(("members",), "error", "bad-phrase", "somebody has to come: write 1 or more")
    if not population.arrivals or not any(population.arrivals):
        yield Finding(("arrivals",), "error", "bad-phrase", "somebody has to come: write, for example, [30, 10, 5]")
    shares = {"tiers": population.tiers, "ages": population.ages, "parts": population.parts}
    shares["kinds"] = {name: kind.share for name, kind in population.kinds.items()}
    for key, rows in shares.items():
        try:
            if rows:
                table(rows)
        except ValueError as error:
            yield Finding((key,), "error", "shares", str(error))
    yield from ranges.wrong(("ages",), population.ages, ranges.ages)
    yield from ranges.wrong(("parts",), population.parts, ranges.part)
    if population.past_orders is not None:
        yield from past_orders.check(population.past_orders, programme)
    yield from _check_refunds(population, programme)
    if population.coupons and not programme.billed:
        told = "there are no bills here: no order of events.yaml is known by `unique: [channel, order]`; leave it out"
        yield Finding(("coupons",), "error", "unknown-event", told)
    if population.comes_back and not programme.touches.plan:
        told = "nobody is told anything here: programme.yaml has no touches; leave it out"
        yield Finding(("comes_back",), "error", "unknown-touch", told)
    for tier in population.tiers:
        if tier not in programme.tiers:
            known = ", ".join(programme.tiers)
            yield Finding(("tiers", tier), "error", "unknown-tier", f'there is no tier "{tier}"; there are {known}')
    for name in (*population.does, *population.before):
        key = "does" if name in population.does else "before"
        if name not in programme.events:
            yield Finding((key, name), "error", "unknown-event", f'there is no event "{name}" in events.yaml')
    for name, habit in population.does.items():
        if declared := programme.events.get(name):
            yield from check_values(("does", name, "values"), declared, habit.values)


def _check_refunds(population: Population, programme: Programme) -> Iterator[Finding]:
    """The errors of what is said of refunds, and of friends."""
    try:
        ranges.number_each(population.invites)
    except ValueError as error:
        yield Finding(("invites",), "error", "bad-phrase", str(error))
    try:
        ranges.delay(population.after)
    except ValueError as error:
        yield Finding(("after",), "error", "bad-phrase", str(error))
    if population.refunds and not any(event.takes_back for event in programme.events.values()):
        told = "no event of events.yaml takes an order back: declare one with `takes_back`, or leave the line out"
        yield Finding(("refunds",), "error", "unknown-event", told)
