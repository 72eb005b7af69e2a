"""What managers write by mistake in programme.yaml and events.yaml: one finding for each, that says what is right."""

from pathlib import Path

import pytest

from cli.judging import judge
from tests.cli.slip_cases.slips import FOLDER

PROGRAMME = """\
timezone: Asia/Shanghai
currency: CNY
points: {valid: 24 months}
tiers:
  green:  {title: Green}
  bronze: {title: Bronze, from: 100 stars, keeps: 12 months, grace: 30 days}
  silver: {title: Silver, from: 300 stars in 12 months, keeps: 1 year, stays_with: 200 stars}
"""
EVENTS = """\
order.paid: {from: server, unique: [channel, order], spends: amount, fields: {order: text, channel: text,
                                                                              amount: money}}
order.refunded:
  from: server
  unique: refund
  takes_back: order.paid by [channel, order]
  fields: {order: text, channel: text, amount: money, refund: text}
order.claimed:
  from: client
  claims: order.paid by [channel, order]
  within: 30 days
  limit: 5 a day
  fields: {order: text, channel: text}
run.finished: {from: server, kept: true, fields: {km: number}}
"""
ASIDE = "claims-guessable"
"""A warning of the good files, which say for short of no field that only the buyer knows."""

AGE, STARS, GRACE = "valid: 24 months", "from: 300 stars in 12 months", "grace: 30 days"
KEEPS, TAKES_BACK, UNIQUE = "keeps: 12 months", "takes_back: order.paid by [channel, order]", "unique: [channel, order]"
CLAIMS, SPENDS, KIND = "claims: order.paid by [channel, order]", "spends: amount", "amount: money}}"
BY_STARS = "a tier is reached by stars, which tasks give: {stars: 1}"

# Each row: what stands there, what a manager writes instead, and what the one finding says.
SLIPS: list[tuple[str, str, str]] = [
    (AGE, "valid: forever", "without the line it never ends: leave it out"),
    (AGE, "valid: 24", "of what? Write 24 months or 24 years"),
    (AGE, "valid: 2 yrs", "write 2 years"),
    (AGE, "valid: two years", "write 2 years"),
    (AGE, "valid: 24个月", "write 24 months"),
    (AGE, "valid: 365 days", "it is counted in whole months or years. Write 1 year"),
    (AGE, "valid: 90 days", "it is counted in whole months or years. Write 3 months"),
    (AGE, "valid: end of the year", "write end of year"),
    (AGE, "valid: until the end of next year", "write end of next year"),
    (AGE, "valid: 次年底", "write end of next year"),
    (AGE, "expires: 24 months", "did you mean valid?"),
    (AGE, "validity: 24 months", "did you mean valid?"),
    (AGE, "pays: 100 = 1 CNY", "write 100 points for 1.00 CNY"),
    (AGE, "pays: 100积分抵1元", "write 100 points for 1.00 CNY"),
    (AGE, "pays: 1%", "write, for example, 100 points for 1.00 CNY"),
    (AGE, "worth: 100 points for 1.00 CNY", "did you mean pays?"),
    ("points: {valid: 24 months}", "points: 24 months", "write {valid: 24 months}"),
    (STARS, "from: 300", "of which time? Write 300 stars or 300 stars in 12 months or 300 stars in a year"),
    (STARS, "from: 300 stars a year", "write 300 stars in a year"),
    (STARS, "from: 300 stars per year", "write 300 stars in a year"),
    (STARS, "from: 300 stars within 12 months", "write 300 stars in 12 months"),
    (STARS, "from: 300 stars in 1 year", "write 300 stars in 12 months or 300 stars in a year"),
    (STARS, "from: 300 stars in 365 days", "write 300 stars in 12 months"),
    (STARS, "from: 300颗星", "write 300 stars"),
    (STARS, "from: 300 points in 12 months", f"{BY_STARS}. Write 300 stars in 12 months"),
    (STARS, "from: 3000.00 CNY in 12 months", f"{BY_STARS}; write, for example"),
    (STARS, "from: 5 orders in 12 months", f"{BY_STARS}; write, for example"),
    (STARS, "from: 0 stars", "a tier that everybody has takes none: leave the line out"),
    (STARS, "from: 300 stars in 24 months", "stars are known by month for 12 months"),
    (STARS, "min: 300 stars", "did you mean from?"),
    ("{title: Bronze, from: 100 stars, keeps: 12 months, grace: 30 days}", "100 stars", "write {from: 100 stars}"),
    ("{title: Green}", "", "write {} where nothing more is to be said"),
    (KEEPS, "keeps: forever", "without the line it never ends: leave it out"),
    (KEEPS, "keeps: 12", "of what? Write 12 months or 12 years"),
    (KEEPS, "keeps: until end of year", "write end of year"),
    (KEEPS, "keep: 12 months", "did you mean keeps?"),
    (GRACE, "grace: none", "is it none at all? Write 0 days"),
    (GRACE, "grace: 30", "write 30 days or 30 hours"),
    ("stays_with: 200", "stays: 200", "did you mean stays_with?"),
    ("currency: CNY", "currency: RMB", "write CNY"),
    ("currency: CNY", "currency: cny", "write CNY"),
    ("currency: CNY", "currency: [CNY]", "one is wanted, without the brackets: write CNY"),
    (SPENDS, "spends: 100.00 CNY", "write the name of the field that holds it"),
    (SPENDS, "spends: [amount]", "one is wanted, without the brackets: write amount"),
    (SPENDS, "spends: true", 'there is no field "true"; there are order, channel, amount'),
    (SPENDS, "spend: amount", "did you mean spends?"),
    (SPENDS, "spends: amount, buyer: buyers", 'there is no field "buyers"; there are order, channel, amount'),
    (SPENDS, "spends: amount, customer: order", "did you mean buyer?"),
    (TAKES_BACK, "takes_back: order.paid", "say by which of its `unique` fields it is found"),
    (TAKES_BACK, "takes_back: [order.paid]", "say by which of its `unique` fields it is found"),
    (TAKES_BACK, "takes_back: true", "name the event, and the fields by which it is found"),
    (TAKES_BACK, "takes_back: order.paid by order", "write order.paid by [channel, order]"),
    (TAKES_BACK, "takes_back: order.paid by channel, order", "write order.paid by [channel, order]"),
    (TAKES_BACK, "takes_back: order.paid by channel and order", "write order.paid by [channel, order]"),
    (TAKES_BACK, "takes_back: order.pay by [channel, order]", "did you mean order.paid?"),
    (TAKES_BACK, "refunds: order.paid by [channel, order]", "did you mean takes_back?"),
    (CLAIMS, "claims: order.paid, matching phone", "say by which of its `unique` fields it is found"),
    (CLAIMS, "claims: order.paid by channel and order", "write order.paid by [channel, order]"),
    ("spends: amount", "takes_back: order.paid by [order]", "needs quotes: takes_back: \"order.paid by [order]\""),
    ("limit: 5 a day", "limit: 5", "write 5 a day or 5 a campaign"),
    ("within: 30 days", "within: 30", "write 30 days or 30 hours"),
    ("within: 30 days", "within: forever", "without the line nothing ends it: leave it out"),
    (UNIQUE, "unique: [channel, order id]", "write order-id"),
    (UNIQUE, "unique: true", 'there is no field "true"'),
    ("unique: refund", "unique: refund, order", "several names are a list: write [refund, order]"),
    (KIND, "amount: CNY}}", "write money"),
    (KIND, "amount: 100.00 CNY}}", "write money"),
    ("km: number", "km: decimal", "write number"),
    ("fields: {km: number}", "fields: [km]", "a map is wanted: {km: …}"),
    ("from: client", "from: phone", "write client"),
    ("kept: true", "kept: yes", "write true"),
]  # fmt: skip


def said(folder: Path, programme: str, events: str) -> list[tuple[str, int, str]]:
    """All that is said of both files, but for what the good ones are told: file, line, message."""
    (folder / "programme.yaml").write_text(programme)
    (folder / "events.yaml").write_text(events)
    found = [(Path(one.place.file).name, one) for one in judge(folder / FOLDER) if one.finding.code != ASIDE]
    return [(name, one.place.line, one.finding.message) for name, one in found if name != "campaign.yaml"]


def test_the_good_files_have_nothing_to_complain_of(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    assert said(tmp_path, PROGRAMME, EVENTS) == []


@pytest.mark.parametrize(("right", "wrong", "says"), SLIPS, ids=[wrong or "nothing" for _, wrong, _ in SLIPS])
def test_a_slip_is_answered_once_with_what_is_right(tmp_path: Path, right: str, wrong: str, says: str) -> None:
    (tmp_path / FOLDER).mkdir()
    text, name = (PROGRAMME, "programme.yaml") if right in PROGRAMME else (EVENTS, "events.yaml")
    found = said(tmp_path, PROGRAMME.replace(right, wrong, 1), EVENTS.replace(right, wrong, 1))
    line = text[: text.index(right)].count("\n") + 1
    assert [(file, at) for file, at, _ in found] == [(name, line)], found
    assert says in found[0][2]
