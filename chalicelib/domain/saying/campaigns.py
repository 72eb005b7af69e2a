"""Says a campaign's head and its prizes in sentences."""

from collections.abc import Iterator

from msgspec import Struct

from chalicelib.domain.file.blocks import Fragments, Placed, having
from chalicelib.domain.file.campaign import Campaign, Prize, Repeats
from chalicelib.domain.file.flow import contents
from chalicelib.domain.saying import values
from chalicelib.domain.saying.moments import closing, good, opening
from chalicelib.domain.saying.own import Own, OwnOf
from chalicelib.domain.saying.speaker import Speaker
from chalicelib.domain.words.values import Limits, PrizeOdds, Stock

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _campaign(speaker: Speaker, placed: Placed) -> Iterator[str]:
    campaign: Campaign = placed.block
    language, zone = speaker.language, campaign.timezone
    known = language.key(f"zone.{zone}")
    yield speaker.say(
        "campaign.open",
        opens=opening(language, campaign.opens),
        closes=closing(language, campaign.closes),
    )
    yield speaker.say("campaign.zone", zone=language.words[known] if known else speaker.say("zone", zone=zone))
    if _counts_weeks(campaign):
        first = _WEEKDAYS.index(campaign.week_starts)
        yield speaker.say("campaign.week", weekday=language.words[f"weekday.{first}"])
    if campaign.opt_in:
        yield speaker.say("campaign.opt_in")
    yield speaker.say("campaign.grace", duration=values.duration(language, campaign.grace))
    if next(having(campaign, PrizeOdds, Fragments), None) is not None:
        yield speaker.say("campaign.over")


def _counts_weeks(campaign: Struct) -> bool:
    """Whether anything in it goes by weeks of the calendar."""
    limits = (limit.per for one in having(campaign, Limits) for limit in one.value)
    stocks = (one.value.per for one in having(campaign, Stock))
    return "week" in (*limits, *stocks) or any(one.value == "weekly" for one in having(campaign, Repeats))


def _prize(speaker: Speaker, placed: Placed) -> Iterator[str]:
    prize: Prize = placed.block
    yield from _is(speaker, prize)
    if prize.value:
        yield speaker.say("prize.value", amount=values.money(speaker.language, prize.value))
    if prize.stock:
        yield speaker.say(f"stock.{prize.stock.per or 'campaign'}", n=prize.stock.count)
    if prize.limit:
        yield speaker.say("limits.Prize", limits=values.limits(speaker.language, prize.limit))
    if prize.first_draw:
        yield speaker.say("prize.first_draw", nth=speaker.language.ordinal(prize.first_draw))
    if prize.when_out:
        whys = {"out": prize.runs_out, "limit": bool(prize.limit), "early": bool(prize.first_draw)}
        why = speaker.language.listed([speaker.language.words[f"when_out.{why}"] for why in whys if whys[why]], "or")
        yield speaker.say("prize.when_out", why=why, prize=speaker.names.prize(prize.when_out)) if why else ""
    elif prize.runs_out:
        yield speaker.say("stock.gone")
    if prize.valid:
        yield good(speaker.language, prize.valid)
    if prize.coupon:
        mutual = [name for name in prize.together if placed.name in _beside(speaker.campaign, name)]
        listed = speaker.language.listed(map(speaker.names.prize, mutual), "or") if mutual else ""
        yield speaker.say("prize.together", prizes=listed) if mutual else speaker.say("prize.alone")


def _beside(campaign: Campaign, name: str) -> tuple[str, ...]:
    """The coupons that one names; both have to name each other."""
    return campaign.prizes[name].together if name in campaign.prizes else ()


def _is(speaker: Speaker, prize: Prize) -> Iterator[str]:
    """Say which kind of thing a prize is, and its terms."""
    if terms := prize.coupon:
        amount = values.money(speaker.language, terms.amount) if terms.amount else ""
        if terms.percent is not None:
            amount = values.chance(speaker.language, terms.percent)
        least = values.money(speaker.language, terms.minimum) if terms.minimum else ""
        yield speaker.say(f"coupon.{terms.kind}{'.from' if least else ''}", amount=amount, minimum=least)
    elif prize.kind in ("points", "draws", "fragments"):
        yield speaker.say("prize.contents", bag=speaker.bag(contents(prize)))
    else:
        yield speaker.say(f"prize.{prize.kind}")


SAYS: OwnOf = {
    Campaign: Own(_campaign, frozenset({"title", "timezone", "opens", "closes", "week_starts", "opt_in", "grace"})),
    Prize: Own(
        _prize,
        frozenset({"coupon", "gift", "badge", "points", "draws", "fragments", "pool", "nothing", "value", "stock"})
        | {"limit", "first_draw", "when_out", "valid", "together"},
    ),
}
"""By the kind of block; a whole campaign's file is a `Campaign`."""
