"""Makes the summary of some runs from their tallies."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, groupby

from chalicelib.domain.file.blocks import Fragments, having
from chalicelib.domain.file.campaign import Prize
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics import MECHANICS
from chalicelib.domain.publishing.definitions import Published, limited_stocks
from chalicelib.domain.time.localtime import DAY
from chalicelib.domain.words.values import EventName, PointsPrice
from cli.simulation.at_tills import at_tills
from cli.simulation.bands import Band, Line, adding_up, band, by_day, by_month
from cli.simulation.choices import choices
from cli.simulation.for_cash import for_cash
from cli.simulation.friends import friends
from cli.simulation.game import Game
from cli.simulation.on_boards import on_boards
from cli.simulation.returned import returned
from cli.simulation.summary import Deed, Handed, Stocked, Summary
from cli.simulation.tally import Tally
from cli.simulation.told import told
from cli.simulation.worst import most_units
from cli.titles import in_one_language, titles_of


def summarise(game: Game, runs: Sequence[Tally]) -> Summary:
    """The summary of one run or more of a game."""
    published, days = game.published, range(len(game.days))
    campaign = published.campaign
    titles, most = titles_of(campaign), most_units(published)
    pays = game.programme.points.pays
    costs = [run.cost.total() for run in runs]
    cost = band(costs)
    return Summary(
        campaign=campaign.campaign,
        currency=_currency(published),
        budget=campaign.budget,
        runs=len(runs),
        days=len(days),
        played=sum(run.came for run in runs),
        decisions=sum(run.decisions for run in runs),
        cpu=sum(run.cpu for run in runs),
        members=band(run.came for run in runs),
        active=band(run.active for run in runs),
        deeds=tuple(_deed(name, title, runs) for name, title in _deeds(published, titles).items()),
        prizes=tuple(
            _handed(prize, titles[f"prizes/{name}"], most[name], name, runs) for name, prize in campaign.prizes.items()
        ),
        cost=cost,
        dearest=max(costs),
        over=sum(campaign.budget is not None and one > campaign.budget.minor for one in costs),
        within=sum(one <= cost.high for one in costs),
        cost_by_day=adding_up([run.cost[day] for day in days] for run in runs),
        stocks=tuple(
            _stocked(game, path, titles[path], quota, runs) for path, quota in limited_stocks(campaign).items()
        ),
        earned=band(run.earned.total() for run in runs),
        spent=band(run.spent.total() for run in runs),
        points=band(run.ends.total() for run in runs),
        points_by_day=adding_up([run.held[day] for day in days] for run in runs),
        expired=band(run.expired.total() for run in runs),
        ended=by_month([run.ended for run in runs]),
        ends=by_month([run.ends for run in runs]),
        refunds=band(run.refunds.total() for run in runs),
        refunds_by_month=by_month([run.refunds for run in runs]),
        taken_back=band(run.taken_back.total() for run in runs),
        taken_back_by_month=by_month([run.taken_back for run in runs]),
        kept=returned(published, pays, titles, [run.kept for run in runs]),
        saved=returned(published, pays, titles, [run.saved for run in runs]),
        pending=band(run.pending for run in runs),
        owed=band(run.owed for run in runs),
        liability=None if pays is None else band(_worth(run, pays) for run in runs),
        worth_in="" if pays is None else pays.money.currency,
        tiers=_tiers(game.programme, runs),
        tills=at_tills(game, titles, [run.prizes for run in runs], [run.coupons for run in runs]),
        for_cash=for_cash(game, titles, [run.cash for run in runs]),
        segments=_segments(game.programme, runs, len(days)),
        told=told(game, [run.touches for run in runs]),
        boards=on_boards(game, titles, [run.boards for run in runs]),
        friends=friends(game, [run.friends for run in runs]),
        visits_by_day=by_day([run.visits[day] for day in days] for run in runs),
        drawn=band(sum(n * members for n, members in run.draws.items()) / run.came for run in runs),
        draws=_shares(runs),
        sets={
            name: adding_up([run.sets[name, day] / run.came for day in days] for run in runs)
            for name in (fragments.by.name for fragments in having(campaign, Fragments))
        },
        set_titles={one.by.name: titles[one.by.key] for one in having(campaign, Fragments)},
        cut=dict(sum((run.cut for run in runs), Counter())),
        refused={
            code: band(run.refused[code] for run in runs)
            for code in sorted({code for run in runs for code in run.refused})
        },
    )


def _tiers(programme: Programme, runs: Sequence[Tally]) -> dict[str, Band]:
    """The members of each tier in the end, in rising order; of a programme in which stars decide."""
    if not any(tier.stars for tier in programme.tiers.values()):
        return {}
    return {
        in_one_language(tier.title, name): band(run.tiers[name] for run in runs)
        for name, tier in programme.tiers.items()
    }


def _segments(programme: Programme, runs: Sequence[Tally], days: int) -> dict[str, Line]:
    """By segment, the share of the members of each day who are in it at its end."""
    return {
        name: by_day([run.segments[name, day] / (run.known[day] or 1) for day in range(days)] for run in runs)
        for name in programme.segments
    }


def _worth(run: Tally, pays: PointsPrice) -> int:
    """The worth of a run's points in the end, in minor units."""
    return (run.ends.total() + run.pending) * pays.money.minor // pays.points


def _deed(name: str, title: str, runs: Sequence[Tally]) -> Deed:
    return Deed(name, title, band(run.done[name] for run in runs), band(run.times[name] for run in runs))


def _deeds(published: Published, titles: Mapping[str, str]) -> dict[str, str]:
    """All that members can do by name, with its title, in the order of the file."""
    campaign = published.campaign
    names: dict[str, str] = {}
    listening = [when.by for when in having(campaign, EventName) if when.by.around]  # what is done, and not ranked
    for of, group in groupby(listening, key=lambda placed: placed.path[:2]):
        keys = [placed.key for placed in group]
        keys += ["/".join(map(str, of))] if len(keys) > 1 else []
        names |= {key.partition("/")[2]: titles[key] for key in keys}
    return names | {choice.deed: _titled(choice.deed, titles) for choice in choices(campaign)}


def _titled(deed: str, titles: Mapping[str, str]) -> str:
    """A choice with its title: `draw Care box`."""
    verb, _, name = deed.partition(" ")
    kinds = [one.key for one in MECHANICS for play in one.plays if any(said.split()[0] == verb for said in play.words)]
    return f"{verb} {next((titles[f'{kind}/{name}'] for kind in kinds if f'{kind}/{name}' in titles), name)}"


def _handed(prize: Prize, title: str, most: int | None, name: str, runs: Sequence[Tally]) -> Handed:
    value = prize.value.minor if prize.value else None
    return Handed(name, title, band(run.prizes[name] for run in runs), value, most, prize.coded or prize.kind == "gift")


def _currency(published: Published) -> str:
    """The campaign's one currency, which the lint sees to; empty where no money stands at a prize."""
    campaign = published.campaign
    if campaign.budget:
        return campaign.budget.currency
    return next((prize.value.currency for prize in campaign.prizes.values() if prize.value), "")


def _stocked(game: Game, path: str, title: str, quota: int, runs: Sequence[Tally]) -> Stocked:
    windows = [{key: n for key, n in run.takes.items() if key.stock == path} for run in runs]
    recurring = any(key.window for taken in windows for key in taken)
    emptied = [
        (run.last_take[key] - game.days[0].opens) / DAY
        for run, taken in zip(runs, windows, strict=True)
        for key, n in taken.items()
        if n >= quota
    ]
    openings = sum(len(taken) for taken in windows) if recurring else len(runs)
    return Stocked(
        name=path.partition("/")[2],
        title=title,
        quota=quota,
        recurring=recurring,
        windows=band(len(taken) for taken in windows),
        taken=band(sum(taken.values()) for taken in windows),
        gone=len(emptied) / openings if openings else 0.0,
        days=band(emptied) if emptied and not recurring else None,
        left=None if recurring else _left(game, path, quota, runs),
    )


def _left(game: Game, path: str, quota: int, runs: Sequence[Tally]) -> Line:
    taken = (accumulate(run.taken[path, day] for day in range(len(game.days))) for run in runs)
    return by_day([1 - n / quota for n in line] for line in taken)


def _shares(runs: Sequence[Tally]) -> dict[int, float]:
    """The share of all members by how many draws they made, over all runs together."""
    everybody = sum(run.came for run in runs)
    numbers = sorted({n for run in runs for n in run.draws})
    return {n: sum(run.draws[n] for run in runs) / everybody for n in numbers}
