"""The programme's own lint: its clock, what is unique, and who may report what."""

import pytest

from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.programme import lint_programme
from tests.domain.game import tree
from tests.domain.wordless import but_words

GOOD = """
timezone: Asia/Shanghai
tiers: {green: {}, gold: {}}
events:
  member.checked_in: {from: client}
  order.paid: {from: server, fields: {order: text, amount: money}, unique: order}
"""

CASES = [
    ("timezone: Asia/Shanghai\n", "", "warning", "no-timezone", ("timezone",)),
    ("Asia/Shanghai", "Asia/Shanghay", "error", "unknown-timezone", ("timezone",)),
    ("Asia/Shanghai", "GMT", "warning", "fixed-timezone", ("timezone",)),
    ("Asia/Shanghai", "localtime", "error", "unknown-timezone", ("timezone",)),
    ("unique: order", "unique: number", "error", "unknown-field", ("events", "order.paid", "unique")),
    ("unique: order", "unique: amount", "error", "unique-misfit", ("events", "order.paid", "unique")),
    ("unique: order", "unique: [order, number]", "error", "unknown-field", ("events", "order.paid", "unique")),
    ("unique: order", "unique: [order, amount]", "error", "unique-misfit", ("events", "order.paid", "unique")),
    ("unique: order", "unique: [order, order]", "error", "unique-misfit", ("events", "order.paid", "unique")),
    ("unique: order", "unique: order (or none)", "error", "unique-misfit", ("events", "order.paid", "unique")),
    ("{from: server, f", "{from: client, f", "error", "client-claims", ("events", "order.paid", "unique")),
    ("tiers:", "points: {valid: 9999999 years}\ntiers:", "error", "too-long", ("points", "valid")),
    ("gold: {}", "gold: {from: 5 stars, keeps: 1201 months}", "error", "too-long", ("tiers", "gold", "keeps")),
    (
        "gold: {}",
        "gold: {from: 5 stars, keeps: 1 year, grace: 101 years}",
        "error",
        "too-long",
        ("tiers", "gold", "grace"),
    ),
    ("from: server,", "from: server, within: 9999 years,", "error", "too-long", ("events", "order.paid", "within")),
    (
        "{from: client}",
        "{from: client, fields: {paid: money}}",
        "warning",
        "client-money",
        ("events", "member.checked_in", "fields", "paid"),
    ),
    ("from: client}", "from: tessera}", "error", "own-event", ("events", "member.checked_in", "from")),
    ("member.checked_in:", "tier.reached:", "error", "own-event", ("events", "tier.reached")),
    (
        "member.checked_in: {from: client}",
        "member.birthday: {from: tessera, fields: {year: number}}",
        "error",
        "own-event",
        ("events", "member.birthday"),
    ),
]
TIERS = "timezone: Asia/Shanghai\ntiers: {green: {}, silver: {SILVER}, vip: {VIP}, gold: {GOLD}}\n"
OF_TIERS: list[tuple[str, str, str, tuple[str, ...]]] = [
    ("from: 30 stars", "", "from: 60 stars", ()),
    ("from: 30 stars", "", "from: 30 stars", ("error tiers-not-rising tiers/gold/from",)),
    ("from: 30 stars", "", "from: 29 stars", ("error tiers-not-rising tiers/gold/from",)),
    ("from: 30 stars in 12 months", "", "from: 30 stars in a year", ("error tiers-not-rising tiers/gold/from",)),
    ("from: 30 stars in 12 months", "", "from: 30 stars in 6 months", ()),
    ("from: 30 stars", "", "from: 30 stars in 6 months", ()),
    ("from: 30 stars", "from: 20 stars", "from: 60 stars", ("error tiers-not-rising tiers/vip/from",)),
    ("from: 30 stars, keeps: 1 year, grace: 30 days, stays_with: 30 stars", "", "", ()),
    (
        "from: 30 stars, keeps: 1 year, stays_with: 31 stars",
        "",
        "",
        ("warning kept-with-more tiers/silver/stays_with",),
    ),
    ("keeps: 1 year", "", "", ("error tier-without-stars tiers/silver/keeps",)),
    ("stays_with: 1 star", "", "", ("error tier-without-stars tiers/silver/stays_with",)),
    ("grace: 1 days", "", "", ("error tier-without-stars tiers/silver/grace",)),
    ("from: 30 stars, grace: 1 days", "", "", ("warning kept-for-ever tiers/silver/grace",)),
    ("from: 30 stars, stays_with: 20 stars", "", "", ("warning kept-for-ever tiers/silver/stays_with",)),
    ("from: 30 stars", "", "from: 60 stars, keeps: 1 year", ("warning given-by-falling tiers/vip",)),
    ("from: 30 stars", "from: 40 stars", "from: 60 stars, keeps: 1 year", ()),
]


def read(text: str) -> Programme:
    programme, findings = reading.read(tree(text), Programme)
    assert programme is not None, findings
    return programme


def test_a_sound_programme_has_no_findings() -> None:
    assert but_words(lint_programme(read(GOOD))) == []


@pytest.mark.parametrize(("said", "instead", "level", "code", "path"), CASES, ids=[case[3] for case in CASES])
def test_each_slip_is_found_at_its_place(said: str, instead: str, level: str, code: str, path: tuple[str, ...]) -> None:
    found = but_words(lint_programme(read(GOOD.replace(said, instead))))

    assert (level, code, path) in [(one.level, one.code, one.path) for one in found]


def test_the_nearest_timezone_is_named() -> None:
    [found] = but_words(lint_programme(read(GOOD.replace("Shanghai", "Shanghay"))))

    assert "Asia/Shanghai" in found.message


@pytest.mark.parametrize(("silver", "vip", "gold", "expected"), OF_TIERS)
def test_tiers_rise_with_their_stars(silver: str, vip: str, gold: str, expected: tuple[str, ...]) -> None:
    text = TIERS.replace("SILVER", silver).replace("VIP", vip).replace("GOLD", gold)

    assert (
        tuple(f"{one.level} {one.code} {'/'.join(map(str, one.path))}" for one in but_words(lint_programme(read(text))))
        == expected
    )


def test_stars_need_a_clock() -> None:
    text = TIERS.replace("SILVER", "from: 30 stars").replace("VIP", "").replace("GOLD", "").partition("\n")[2]

    assert [one.code for one in but_words(lint_programme(read(text))) if one.level == "error"] == ["no-clock"]


ORDERS = """
timezone: Asia/Shanghai
events:
  member.joined: {from: server}
  order.paid:
    from: server
    fields: {channel: text, order: text, amount: money, phone-end: unkept, buyer: text}
    unique: [channel, order]
    spends: amount
    buyer: buyer
  order.refunded:
    from: server
    fields: {channel: text, order: text, refund: text, amount: money}
    unique: [channel, order, refund]
    takes_back: order.paid by [channel, order]
  order.claimed:
    from: client
    fields: {channel: text, order: text, phone-end: unkept}
    claims: order.paid by [channel, order], matching phone-end
    within: 30 days
    limit: 5 a day
"""

PAID, REFUNDED, CLAIMED = "events.order.paid", "events.order.refunded", "events.order.claimed"
SLIPS = {
    "it spends what it has not": ("spends: amount", "spends: sum", "error", "unknown-field", f"{PAID}.spends"),
    "it spends no money": ("spends: amount", "spends: order", "error", "spends-misfit", f"{PAID}.spends"),
    "no order is known": ("    unique: [channel, order]\n", "", "error", "spends-misfit", f"{PAID}.spends"),
    "an order is known by its member": (
        "unique: [channel, order]\n",
        "unique: [subject, order]\n",
        "error",
        "spends-misfit",
        f"{PAID}.unique",
    ),
    "nobody is known to have bought": ("buyer: buyer", "buyer: who", "error", "unknown-field", f"{PAID}.buyer"),
    "who bought is never stored": ("buyer: buyer", "buyer: phone-end", "error", "buyer-misfit", f"{PAID}.buyer"),
    "who bought is money": ("buyer: buyer", "buyer: amount", "error", "buyer-misfit", f"{PAID}.buyer"),
    "what is bought is no order": (
        "fields: {channel: text, order: text, refund: text, amount: money}",
        "buyer: order\n    fields: {channel: text, order: text, refund: text, amount: money}",
        "error",
        "buyer-misfit",
        f"{REFUNDED}.buyer",
    ),
    "what is taken back is no order": ("    spends: amount\n", "", "error", "no-order", f"{REFUNDED}.takes_back"),
    "what is claimed is no order": ("    spends: amount\n", "", "error", "no-order", f"{CLAIMED}.claims"),
    "what is taken back is not there": (
        "takes_back: order.paid",
        "takes_back: order.payed",
        "error",
        "unknown-event",
        f"{REFUNDED}.takes_back",
    ),
    "by less than is unique": (
        "takes_back: order.paid by [channel, order]",
        "takes_back: order.paid by order",
        "error",
        "by-misfit",
        f"{REFUNDED}.takes_back",
    ),
    "by a field that it has not": (
        "{channel: text, order: text, phone-end: unkept}",
        "{order: text, phone-end: unkept}",
        "error",
        "unknown-field",
        f"{CLAIMED}.claims",
    ),
    "by a field of another kind": (
        "{channel: text, order: text, refund",
        "{channel: text, order: number, refund",
        "error",
        "by-misfit",
        f"{REFUNDED}.takes_back",
    ),
    "of no money": (
        "refund: text, amount: money",
        "refund: text, amount: number",
        "error",
        "takes-back-misfit",
        f"{REFUNDED}.takes_back",
    ),
    "of a phone": (
        "from: server\n    fields: {channel: text, order: text, refund",
        "from: client\n    fields: {channel: text, order: text, refund",
        "error",
        "client-takes-back",
        f"{REFUNDED}.takes_back",
    ),
    "refunds are all alike": (
        "unique: [channel, order, refund]",
        "unique: [channel, order]",
        "warning",
        "refunds-alike",
        f"{REFUNDED}.takes_back",
    ),
    "numbers can be guessed": (", matching phone-end", "", "warning", "claims-guessable", f"{CLAIMED}.claims"),
    "numbers can be tried": (
        "    limit: 5 a day\n",
        "",
        "warning",
        "claims-without-limit",
        f"{CLAIMED}.claims",
    ),
    "tries a round": ("limit: 5 a day", "limit: 5 a round", "error", "limit-misfit", f"{CLAIMED}.limit"),
    "money matches": ("matching phone-end", "matching amount", "error", "matching-misfit", f"{CLAIMED}.claims"),
    "nothing of that name matches": (
        "matching phone-end",
        "matching end",
        "error",
        "unknown-field",
        f"{CLAIMED}.claims",
    ),
    "a limit of no claim": (
        "member.joined: {from: server}",
        "member.joined: {from: server, limit: 1 a day}",
        "error",
        "without-claims",
        "events.member.joined.limit",
    ),
    "an order claims another": (
        "    spends: amount\n",
        "    spends: amount\n    claims: order.paid by [channel, order], matching phone-end\n    limit: 1 a day\n",
        "error",
        "order-misfit",
        f"{PAID}.spends",
    ),
}


def test_sound_orders_have_no_findings() -> None:
    assert but_words(lint_programme(read(ORDERS))) == []


@pytest.mark.parametrize(("said", "instead", "level", "code", "path"), SLIPS.values(), ids=SLIPS)
def test_each_slip_of_an_order_is_found_at_its_place(said: str, instead: str, level: str, code: str, path: str) -> None:
    assert said in ORDERS

    found = but_words(lint_programme(read(ORDERS.replace(said, instead))))

    assert (level, code, path) in [(one.level, one.code, ".".join(map(str, one.path))) for one in found]
