"""The report: what a campaign's counters add up to, day by day in the campaign's timezone."""

from collections import Counter
from collections.abc import Iterator, Mapping

from chalicelib.domain.derived.contents import content_lines
from chalicelib.domain.derived.counters import TAGS, Counts
from chalicelib.domain.derived.report_lines import (
    BlockLine,
    BoardLine,
    ChallengeLine,
    Day,
    FormLine,
    PrizeLine,
    QuestionLine,
    Refusals,
    Report,
    TagLine,
    TaskLine,
)
from chalicelib.domain.file.blocks import Fragments, Placed, Wildcards, blocks, has, having, stated
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.publishing.calendar import calendar_of
from chalicelib.domain.record.journal import MADE_UP, UNDONE
from chalicelib.domain.record.sales import AMOUNT
from chalicelib.domain.words.values import (
    Bag,
    Earned,
    EventName,
    Money,
    Options,
    PrizeOdds,
    Ranks,
    Stock,
)


def report(campaign: Campaign, days: Mapping[str, Counts], programme: Programme | None = None) -> Report:
    """The report of a campaign, as it is defined now, from its counters by ISO date; points are worth what the
    programme says."""
    total: Counter[str] = Counter()
    for counts in days.values():
        total.update(counts)
    prizes = _prizes(campaign, total)
    costs: Counter[str] = Counter()
    for line in prizes:
        if line.cost:
            costs[line.cost.currency] += line.cost.minor
    tasks, window = list(_tasks(campaign)), calendar_of(campaign).window
    return Report(
        campaign=campaign.campaign,
        timezone=campaign.timezone,
        actions=total["actions"],
        reach=total["members"],
        joined=total["joined"],
        tasks=[_task(of, task, total) for of, task in tasks],
        challenges=[ChallengeLine(name, total[f"done/{name}"]) for name in dict.fromkeys(of for of, _ in tasks)],
        prizes=prizes,
        blocks=[
            BlockLine(
                one.key,
                total[f"blocks/{one.key}"],
                *_limit(getattr(one.block, "stock", None)),
                total[f"blocks/{one.key}{UNDONE}"],
            )
            for one in _giving(campaign)
        ],
        fragments={name: total[f"fragments/{name}"] for name in _fragments(campaign)},
        earned=total["points/earned"],
        spent=total["points/spent"],
        budget=campaign.budget,
        cost=[Money(minor, currency) for currency, minor in sorted(costs.items())],
        refusals=Refusals(),
        days=[Day(date, dict(sorted(counts.items()))) for date, counts in sorted(days.items())],
        title=campaign.title,
        titles={one.key: one.block.title for one in blocks(campaign) if one.path and one.block.title},
        opens=window.opens,
        closes=window.closes,
        refunds=total["refunds"],
        taken_back=total["points/taken_back"],
        boards=list(_boards(campaign, total)),
        forms=list(_forms(campaign, total)),
        questions=list(_questions(campaign, total)),
        tags=[TagLine(tag, total[f"{TAGS}{tag}/given"], total[f"{TAGS}{tag}/ended"]) for tag in tags_counted(total)],
        coupons_used=sum(line.used for line in prizes),
        coupons_ended=sum(line.expired for line in prizes),
        owed=max(0, total["points/owed"] - total["points/repaid"]),
        contents=list(content_lines(total)),
        returned=total["points/returned"],
        orders=total["orders"],
        amount=[
            Money(n, name.removeprefix(AMOUNT)) for name, n in sorted(total.items()) if name.startswith(AMOUNT) and n
        ],
        points_cost=worth_of(programme, max(0, total["points/earned"] - total["points/taken_back"])),
    )


def tags_counted(total: Counts) -> list[str]:
    """The tags of which anything was counted, by name."""
    return sorted(
        {name.removeprefix(TAGS).rpartition("/")[0] for name, n in total.items() if n and name.startswith(TAGS)}
    )


def worth_of(programme: Programme | None, points: int) -> Money | None:
    """The worth of points, by what the programme says that they pay; None where they are no money."""
    pays = programme.points.pays if programme else None
    return None if pays is None else Money(points * pays.money.minor // pays.points, pays.money.currency)


def _prizes(campaign: Campaign, total: Counts) -> list[PrizeLine]:
    lines = []
    for name, prize in campaign.prizes.items():
        if prize.nothing:
            continue
        granted, back, value = total[f"prizes/{name}"], total[f"taken_back/{name}"], prize.value
        cost = Money((granted - back) * value.minor, value.currency) if value else None
        ended, used = total[f"expired/{name}"], total[f"used/{name}"] - total[f"returned/{name}"]
        lines.append(PrizeLine(name, granted, *_limit(prize.stock), value, cost, ended, back, max(0, used)))
    return lines


def _tasks(campaign: Campaign) -> Iterator[tuple[str, str]]:
    """The tasks that listen to events, by their challenge and name."""
    for one in having(campaign, EventName):
        if one.by.around:
            yield str(one.by.path[1]), one.by.name


def _task(of: str, task: str, total: Counts) -> TaskLine:
    started, done = total[f"started/{of}/{task}"], total[f"done/{of}/{task}"]
    return TaskLine(of, task, started, done, total[f"blocks/challenges/{of}/{task}{MADE_UP}"])


def _boards(campaign: Campaign, total: Counts) -> Iterator[BoardLine]:
    """The blocks that pay places."""
    places: dict[str, dict[str, int]] = {}
    for one in having(campaign, Ranks):
        paid = (n for rank in range(one.value.first, one.value.last + 1) if (n := total[f"ranks/{one.by.name}/{rank}"]))
        places.setdefault(one.by.name, {})[one.value.spelled] = sum(paid)
    for board, paid_places in places.items():
        start = f"places/{board}/"
        gave = {name.removeprefix(start): n for name, n in sorted(total.items()) if name.startswith(start)}
        yield BoardLine(board, total[f"scores/{board}"], paid_places, gave, _worth(campaign, gave))


def _questions(campaign: Campaign, total: Counts) -> Iterator[QuestionLine]:
    """The questions with one right answer."""
    for one in having(campaign, Options):
        if one.by.path[0] == "quizzes":
            quiz, question = str(one.by.path[1]), one.by.name
            said = f"answers/{quiz}/{question}"
            yield QuestionLine(quiz, question, total[f"{said}/right"], total[f"{said}/wrong"])


def _forms(campaign: Campaign, total: Counts) -> Iterator[FormLine]:
    """The forms, with the options of their questions."""
    chosen: dict[str, dict[str, dict[str, int]]] = {}
    for one in blocks(campaign):
        if one.path[:1] == ("forms",) and len(one.path) == 2:
            chosen[one.name] = {}
    for said in having(campaign, Options):
        if said.by.path[0] == "forms" and said.value:
            form, ask = str(said.by.path[1]), said.by.name
            chosen[form][ask] = {option: total[f"chosen/{form}/{ask}/{option}"] for option in said.value}
    for form, asks in chosen.items():
        yield FormLine(form, total[f"forms/{form}/members"], total[f"forms/{form}/sent"], asks)


def _worth(campaign: Campaign, gave: Mapping[str, int]) -> list[Money]:
    """The worth of the prizes among assets, by currency."""
    worth: Counter[str] = Counter()
    for name, prize in campaign.prizes.items():
        if prize.value and (n := gave.get(f"prizes/{name}")):
            worth[prize.value.currency] += n * prize.value.minor
    return [Money(minor, currency) for currency, minor in sorted(worth.items())]


def _giving(campaign: Campaign) -> Iterator[Placed]:
    """The blocks that give something by themselves; a prize is given by another block."""
    for placed in blocks(campaign):
        if placed.path[:1] not in ((), ("prizes",)) and any(
            has(placed.block, kind) for kind in (Bag, Earned, PrizeOdds)
        ):
            yield placed


def _fragments(campaign: Campaign) -> Iterator[str]:
    for placed in blocks(campaign):
        for said in stated(placed, Fragments, Wildcards):
            yield from (f"{placed.name}/{name}" for name in said.value)


def _limit(stock: Stock | None) -> tuple[int | None, str | None]:
    return (stock.count, stock.per) if stock else (None, None)
