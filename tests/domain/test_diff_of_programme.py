"""Two versions of the programme: each change is classed as members see it, by what campaigns use."""

from collections.abc import Iterable
from functools import cache

import pytest

from chalicelib.domain.diff.programme import used_by
from chalicelib.domain.file import reading
from chalicelib.domain.file.campaign import Campaign
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.mechanics.whole_diff import diff
from tests.domain.game import tree
from tests.domain.two_versions import TIERS, campaign

PROGRAMME = """
timezone: Asia/Shanghai
tiers: {green: {}, silver: {}, gold: {}}
events:
  order.paid: {from: server, fields: {order: text, amount: money}, kept: true}
  shop.visited: {from: client}
  ticket.used: {from: server, fields: {code: text, seat: text}, unique: code}
"""


@cache
def programme(text: str) -> Programme:
    value, findings = reading.read(tree(text), Programme)
    assert value is not None, findings
    return value


def of_programme(before: str, after: str, campaigns: Iterable[Campaign] | None = None) -> dict[str, str]:
    """The kind of each change by its place in the files."""
    changes = diff(programme(before), programme(after), campaigns=campaigns)
    assert all(change.reason for change in changes)
    return {".".join(map(str, change.path)): change.kind for change in changes}


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        pytest.param(("Asia/Shanghai", "Asia/Tokyo"), "timezone", id="another timezone"),
        pytest.param(("timezone: Asia/Shanghai\n", ""), "timezone", id="no timezone any more"),
        pytest.param((", gold: {}", ""), "tiers.gold", id="a tier is gone"),
        pytest.param(("silver: {}, gold: {}", "gold: {}, silver: {}"), "tiers", id="another order of tiers"),
        pytest.param(("  shop.visited: {from: client}\n", ""), "events.shop.visited", id="an event type is gone"),
        pytest.param((", amount: money", ""), "events.order.paid.fields.amount", id="a field is gone"),
        pytest.param(("amount: money", "amount: number"), "events.order.paid.fields.amount", id="another kind"),
        pytest.param(("kept: true", "kept: true, unique: order"), "events.order.paid.unique", id="unique is given"),
        pytest.param(("unique: code", "unique: seat"), "events.ticket.used.unique", id="another field is unique"),
        pytest.param(("unique: code", "unique: [code, seat]"), "events.ticket.used.unique", id="one more is needed"),
        pytest.param((", kept: true", ""), "events.order.paid.kept", id="kept is taken away"),
        pytest.param(("from: client", "from: server"), "events.shop.visited.from", id="no longer from the client"),
    ],
)
def test_what_the_programme_takes_is_adverse(edit: tuple[str, str], path: str) -> None:
    assert edit[0] in PROGRAMME
    after = PROGRAMME.replace(*edit)
    assert of_programme(PROGRAMME, after) == {path: "adverse"}
    assert of_programme(PROGRAMME, after, campaigns=()) == {path: "adverse" if path == "timezone" else "neutral"}


@pytest.mark.parametrize(
    ("edit", "path"),
    [
        pytest.param(("gold: {}", "gold: {}, black: {}"), "tiers.black", id="a tier above all"),
        pytest.param(("silver: {}", "silver: {}, rose: {}"), "tiers.rose", id="a tier between two"),
        pytest.param(("events:\n", "events:\n  run.finished: {from: server}\n"), "events.run.finished", id="a type"),
        pytest.param(("amount: money", "amount: money, shop: text"), "events.order.paid.fields.shop", id="a field"),
        pytest.param(("from: client", "from: client, kept: true"), "events.shop.visited.kept", id="kept is given"),
        pytest.param((", unique: code", ""), "events.ticket.used.unique", id="unique is taken away"),
        pytest.param(("unique: code", "unique: [code, seat (or none)]"), "events.ticket.used.unique", id="told apart"),
        pytest.param(("{from: server, fields: {order", "{from: client, fields: {order"), "events.order.paid.from",
                     id="from the client, too"),
    ],
)  # fmt: skip
def test_what_the_programme_only_gives_is_favourable(edit: tuple[str, str], path: str) -> None:
    assert edit[0] in PROGRAMME
    after = PROGRAMME.replace(*edit)
    assert of_programme(PROGRAMME, after) == {path: "favourable"}
    assert of_programme(PROGRAMME, after, campaigns=()) == {path: "favourable"}


@pytest.mark.parametrize(
    ("edit", "paths"),
    [
        pytest.param(("gold: {}", "gold: {title: Gold}"), ["tiers.gold.title"], id="a title"),
        pytest.param(("code: text, seat: text", "seat: text, code: text"), [], id="fields in another order"),
        pytest.param(("from: client", "from: client, kept: false"), [], id="what is so without saying it"),
    ],
)
def test_what_members_do_not_feel_of_the_programme_is_neutral(edit: tuple[str, str], paths: list[str]) -> None:
    assert edit[0] in PROGRAMME
    after = PROGRAMME.replace(*edit)
    assert of_programme(PROGRAMME, after) == of_programme(after, PROGRAMME) == dict.fromkeys(paths, "neutral")


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        ("1 months", "2 months"),
        ("11 months", "12 months"),
        ("1 months", "24 months"),
        ("12 months", "13 months"),
        ("end of year", "12 months"),
        ("12 months", "end of next year"),
        ("end of year", "end of next year"),
    ],
)
def test_points_that_are_good_for_less_are_adverse(shorter: str, longer: str) -> None:
    before, after = (PROGRAMME + f"points: {{valid: {age}}}\n" for age in (shorter, longer))
    assert of_programme(before, after) == {"points.valid": "favourable"}
    assert of_programme(after, before) == {"points.valid": "adverse"}
    assert of_programme(after, PROGRAMME) == {"points.valid": "favourable"}
    assert of_programme(PROGRAMME, after) == {"points.valid": "adverse"}


@pytest.mark.parametrize(("one", "other"), [("13 months", "end of next year"), ("6 months", "end of year")])
def test_points_that_are_good_for_longer_in_some_months_alone_are_adverse(one: str, other: str) -> None:
    before, after = (PROGRAMME + f"points: {{valid: {age}}}\n" for age in (one, other))
    assert of_programme(before, after) == of_programme(after, before) == {"points.valid": "adverse"}


def test_a_timezone_of_the_programme_that_is_said_first_is_neutral() -> None:
    assert of_programme(PROGRAMME.replace("timezone: Asia/Shanghai\n", ""), PROGRAMME) == {"timezone": "neutral"}


def playing(who: str, blocks: str = "") -> Campaign:
    """A campaign for some members, with no event but a visit."""
    days = "  days: {tasks: {visit: {when: shop.visited, gives: {points: 1}}}}\n"
    head = "campaign: play\ntitle: Play\ntimezone: Asia/Shanghai\nopens: 2026-06-01 00:00\ncloses: end of 2026-06-30\n"
    return campaign(f"{head}who: {{{who}}}\nchallenges:\n{days}{blocks}")


ORDER = ("tiers",)
GREEN, SILVER, GOLD = (("tiers", name) for name in TIERS)
VISIT = ("events", "shop.visited")
OFFER = """
redemptions:
  monthly:
    opens: 20th 10:00
    closes: end of 25th
    offers: {serum: {costs: {points: 1}, gives: {prizes: tee}, who: {tier: at most silver}}}
prizes: {tee: {gift: tee}}
"""


@pytest.mark.parametrize(
    ("campaigns", "used"),
    [
        pytest.param([], set(), id="no campaign"),
        pytest.param([playing("")], {VISIT}, id="no tier"),
        pytest.param([playing("tag: gold")], {VISIT}, id="a tag of that name"),
        pytest.param([playing("tier: gold")], {VISIT, GOLD}, id="a tier by name"),
        pytest.param([playing("tier: [green, gold]")], {VISIT, GREEN, GOLD}, id="tiers by name"),
        pytest.param([playing("tier: not silver")], {VISIT, SILVER}, id="all but a tier"),
        pytest.param([playing("tier: at least silver")], {VISIT, ORDER}, id="a tier and those above"),
        pytest.param([playing("tier: at most silver")], {VISIT, ORDER}, id="a tier and those below"),
        pytest.param([playing("tier: green to silver")], {VISIT, ORDER}, id="from a tier to another"),
        pytest.param([playing("tier: gold", OFFER)], {VISIT, GOLD, ORDER}, id="the order in an offer"),
        pytest.param(
            [playing("tier: gold"), playing("tier: at least gold")], {VISIT, GOLD, ORDER}, id="of either campaign"
        ),
    ],
)
def test_campaigns_use_the_tiers_that_they_name_and_all_where_they_compare(
    campaigns: list[Campaign], used: set[tuple[str, ...]]
) -> None:
    assert used_by(campaigns) == used


ORDERS = """
events:
  order.paid: {from: server, fields: {order: text, amount: money, end: unkept}, unique: order, spends: amount}
  order.refunded: {from: server, fields: {order: text, amount: money}, takes_back: order.paid by order}
  order.claimed:
    from: client
    fields: {order: text, end: unkept}
    claims: order.paid by order, matching end
    limit: 5 a day
"""


@pytest.mark.parametrize(
    ("edit", "path", "kind"),
    [
        ((", spends: amount", ""), "events.order.paid.spends", "adverse"),
        ((", takes_back: order.paid by order", ""), "events.order.refunded.takes_back", "favourable"),
        (("claims: order.paid by order, matching end", "kept: false"), "events.order.claimed.claims", "adverse"),
        ((", matching end", ""), "events.order.claimed.claims", "favourable"),
        (("matching end", "matching order"), "events.order.claimed.claims", "adverse"),
        (("limit: 5 a day", "limit: 4 a day"), "events.order.claimed.limit", "adverse"),
        (("limit: 5 a day", "limit: 6 a day"), "events.order.claimed.limit", "favourable"),
        (("limit: 5 a day", "limit: 5 a day\n    within: 29 days"), "events.order.claimed.within", "adverse"),
        (("limit: 5 a day", "limit: 5 a day\n    within: 31 days"), "events.order.claimed.within", "favourable"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_how_orders_are_claimed_and_taken_back_is_judged(edit: tuple[str, str], path: str, kind: str) -> None:
    assert edit[0] in ORDERS
    after = ORDERS.replace(*edit)
    back = {"adverse": "favourable", "favourable": "adverse"}[kind]
    assert of_programme(ORDERS, after) == {path: kind}
    if "matching order" not in after:
        assert of_programme(after, ORDERS) == {path: "neutral" if path.endswith("spends") else back}


def test_who_bought_is_of_no_concern_to_members() -> None:
    kept = ORDERS.replace("spends: amount", "spends: amount, buyer: order")
    assert of_programme(ORDERS, kept) == of_programme(kept, ORDERS) == {"events.order.paid.buyer": "neutral"}


def test_a_refund_is_used_where_its_order_is() -> None:
    """No campaign listens to a refund or a claim by itself."""
    stricter = ORDERS.replace("limit: 5 a day", "limit: 4 a day")
    ordering = playing("", "  buy: {tasks: {it: {when: order.paid, gives: {points: 1}}}}\n")
    assert of_programme(ORDERS, stricter, campaigns=[ordering]) == {"events.order.claimed.limit": "adverse"}
    assert of_programme(ORDERS, stricter, campaigns=[playing("")]) == {"events.order.claimed.limit": "neutral"}


TURNED = ("silver: {}, gold: {}", "gold: {}, silver: {}")


@pytest.mark.parametrize(
    ("who", "edit", "kinds"),
    [
        pytest.param("tier: gold", (", gold: {}", ""), {"tiers.gold": "adverse"}, id="its tier is gone"),
        pytest.param("tier: gold", ("silver: {}, ", ""), {"tiers.silver": "neutral"}, id="another tier is gone"),
        pytest.param("tier: gold", TURNED, {"tiers": "neutral"}, id="an order that it does not compare"),
        pytest.param("tier: at least silver", TURNED, {"tiers": "adverse"}, id="the order that it compares"),
        pytest.param(
            "tier: at least silver", ("green: {}, ", ""), {"tiers.green": "adverse"}, id="a tier of those in order"
        ),
        pytest.param(
            "tier: at least silver", ("gold: {}", "gold: {}, black: {}"), {"tiers.black": "favourable"}, id="one more"
        ),
    ],
)
def test_the_programme_takes_only_what_a_campaign_uses(who: str, edit: tuple[str, str], kinds: dict[str, str]) -> None:
    assert of_programme(PROGRAMME, PROGRAMME.replace(*edit), campaigns=[playing(who)]) == kinds
