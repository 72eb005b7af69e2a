"""Tiers that stars decide: up at once, kept for their time, looked at once, and down one step."""

import pytest

from chalicelib.domain.record.actions import Happened, Update
from chalicelib.domain.record.member import Profile
from chalicelib.domain.record.receipt import Receipt, TierMove
from chalicelib.domain.views.home import home
from chalicelib.domain.words.errors import BadEvent
from tests.domain.ledger import CAMPAIGN, PROGRAMME, Ledger, moved

MARCH_2 = "2026-03-02 09:00"


@pytest.fixture
def club() -> Ledger:
    ledger = Ledger()
    ledger.enrol("ann", "2026-01-05 10:00")
    return ledger


def tier(ledger: Ledger, when: str) -> str:
    """The tier that the home screen shows."""
    shown = home(ledger.store.definitions, ledger.store.members["ann"], ledger.at(when)).tier
    return shown.name if shown else ""


@pytest.mark.parametrize(
    ("amount", "expected", "gets"),
    [
        ("29.99 CNY", "", {"stars": 29, "points": 29}),
        ("30.00 CNY", "silver", {"stars": 30, "points": 30, "prizes/cup": 1}),
        ("59.00 CNY", "silver", {"stars": 59, "points": 59, "prizes/cup": 1}),
        ("60.00 CNY", "gold", {"stars": 60, "points": 160, "prizes/cup": 2}),
    ],
)
def test_up_at_once_by_any_number_of_steps(club: Ledger, amount: str, expected: str, gets: dict[str, int]) -> None:
    result = club.order(amount, MARCH_2)
    assert moved(result) == gets
    assert tier(club, MARCH_2) == expected
    assert isinstance(result, Receipt)
    until = club.at("2026-05-03 00:00")
    assert result.tier == (TierMove("", expected, until) if expected else None)


def test_a_tier_counts_for_what_comes_after_the_event_that_reached_it(club: Ledger) -> None:
    """And its stars count from three months together: two orders make it."""
    club.order("20.00 CNY", "2026-01-31 23:59:59")
    assert tier(club, "2026-03-31 23:59:59") == ""
    club.order("10.00 CNY", "2026-03-31 23:59:59")
    assert tier(club, "2026-03-31 23:59:59") == "silver"


def test_stars_of_a_month_that_is_over_count_no_more(club: Ledger) -> None:
    club.order("20.00 CNY", "2026-01-31 23:59:59")
    club.order("10.00 CNY", "2026-04-01 00:00")
    assert tier(club, "2026-04-01 00:00") == ""


@pytest.mark.parametrize(
    ("reached", "again", "when", "expected"),
    [
        # silver until the end of May 2, and ten days of grace: looked at on May 13 at 00:00
        ("30.00 CNY", None, "2026-05-02 23:59:59.999", "silver"),
        ("30.00 CNY", None, "2026-05-12 23:59:59.999", "silver"),
        ("30.00 CNY", None, "2026-05-13 00:00", "silver"),  # the thirty stars of March still count in May
        ("30.00 CNY", None, "2026-07-12 23:59:59.999", "silver"),
        ("30.00 CNY", None, "2026-07-13 00:00", "green"),
        ("30.00 CNY", "2026-06-01 00:00", "2026-07-13 00:00", "silver"),
        ("30.00 CNY", "2026-06-01 00:00", "2026-09-12 23:59:59.999", "silver"),
        ("30.00 CNY", "2026-06-01 00:00", "2026-09-13 00:00", "green"),
        # gold has no grace; it is kept with forty stars, and falls one step, to silver, whose time begins then
        ("60.00 CNY", None, "2026-05-03 00:00", "gold"),
        ("60.00 CNY", None, "2026-07-02 23:59:59.999", "gold"),
        ("60.00 CNY", None, "2026-07-03 00:00", "silver"),
        ("60.00 CNY", None, "2026-09-13 23:59:59.999", "silver"),
        ("60.00 CNY", None, "2026-09-14 00:00", "green"),
    ],
)
def test_a_tier_is_kept_for_its_time_and_then_looked_at(
    club: Ledger, reached: str, again: str | None, when: str, expected: str
) -> None:
    club.order(reached, MARCH_2)
    if again:
        club.order("30.00 CNY", again)
    assert tier(club, when) == expected


@pytest.mark.parametrize(
    ("keeps", "when", "expected"),
    [
        ("end of year", "2026-12-31 23:59:59.999", "gold"),
        ("end of year", "2027-01-01 00:00", "gold"),  # the sixty of December still count
        ("end of year", "2027-12-31 23:59:59.999", "gold"),
        ("end of year", "2028-01-01 00:00", "silver"),
        ("end of next year", "2027-12-31 23:59:59.999", "gold"),
        ("end of next year", "2028-01-01 00:00", "silver"),
    ],
)
def test_a_tier_may_be_kept_to_the_end_of_a_year(keeps: str, when: str, expected: str) -> None:
    ledger = Ledger(PROGRAMME.replace("keeps: 2 months, stays_with", f"keeps: {keeps}, stays_with"))
    ledger.enrol("ann", "2026-01-05 10:00")
    ledger.order("60.00 CNY", "2026-12-02 09:00")
    assert tier(ledger, when) == expected


def test_an_older_word_of_the_brand_does_not_make_a_tier_last(club: Ledger) -> None:
    club.order("60.00 CNY", MARCH_2)
    club.play(Update(tier="gold", time=club.at("2026-02-01 09:00")), "2026-03-03 09:00")
    assert tier(club, "2026-07-03 00:00") == "silver"
    club.play(Update(tier="gold", time=club.at("2026-07-03 00:00")), "2026-07-03 09:00")
    assert tier(club, "2028-07-03 00:00") == "gold"


def test_what_is_lost_is_told_with_its_moment(club: Ledger) -> None:
    club.order("30.00 CNY", MARCH_2)
    result = club.settle("2026-12-24 12:00")
    assert isinstance(result, Receipt)
    assert result.tier == TierMove("silver", "green")
    lost = [one for one in result.postings if one.why == "challenges/thanks/down"]
    assert [(one.at, one.gave) for one in lost] == [(club.at("2026-07-13 00:00"), {"points": 7})]


def test_the_brand_may_set_a_tier_and_stars_take_nothing_away_from_it(club: Ledger) -> None:
    club.order("30.00 CNY", MARCH_2)
    club.play(Update(tier="gold"), "2026-03-03 09:00")
    assert tier(club, "2027-03-03 09:00") == "gold"
    club.play(Update(tier=""), "2027-03-03 09:00")
    assert tier(club, "2027-03-03 09:00") == ""
    club.order("60.00 CNY", "2027-03-04 09:00")
    assert tier(club, "2027-03-04 09:00") == "gold"


@pytest.mark.parametrize(
    ("until", "stars", "when", "expected"),
    [
        ("2026-04-20 12:00", 0, "2026-04-20 11:59:59.999", "gold"),
        ("2026-04-20 12:00", 0, "2026-04-20 12:00", "silver"),  # gold has no grace
        ("2026-04-20 12:00", 0, "2026-06-30 23:59:59.999", "silver"),  # two months, and ten days of grace
        ("2026-04-20 12:00", 0, "2026-07-01 00:00", "green"),
        ("2026-04-20 12:00", 39, "2026-04-20 12:00", "silver"),
        ("2026-04-20 12:00", 40, "2026-04-20 12:00", "gold"),
        ("2026-04-20 12:00", 40, "2026-06-20 23:59:59.999", "gold"),  # for as long again, from the old end
        ("2026-04-20 12:00", 40, "2026-06-21 00:00", "silver"),
    ],
)
def test_the_brand_may_give_a_tier_until_a_moment(
    club: Ledger, until: str, stars: int, when: str, expected: str
) -> None:
    word = Update(tier="gold", until=club.at(until), time=club.at("2026-02-01 09:00"))
    club.play(word, "2026-02-01 09:00")
    if stars:
        club.order(f"{stars}.00 CNY", MARCH_2)
    assert tier(club, when) == expected


def test_a_tier_that_is_sure_until_the_last_day_of_all_stops_nobody(club: Ledger) -> None:
    """Other systems say "for ever" by a date, which in this zone is of the year 10000."""
    forever = 253_402_300_799_000
    club.play(Update(tier="silver", until=forever), MARCH_2)
    club.order("5.00 CNY", MARCH_2)
    assert tier(club, "2028-03-03 09:00") == "silver"


def test_the_home_screen_tells_until_when_the_brands_tier_is_sure(club: Ledger) -> None:
    until = club.at("2026-04-20 12:00")
    club.play(Update(tier="gold", until=until), MARCH_2)
    shown = home(club.store.definitions, club.store.members["ann"], club.at(MARCH_2)).tier
    assert shown is not None
    assert (shown.name, shown.until) == ("gold", until)
    club.play(Update(tier="gold"), "2026-03-03 09:00")
    assert tier(club, "2028-03-03 09:00") == "gold", "the later word says no end"


@pytest.mark.parametrize(
    ("until", "still", "then"),
    [
        (None, "2029-12-31 23:59", "silver"),
        ("2027-06-01 00:00", "2027-06-10 23:59:59.999", "silver"),
        ("2027-06-01 00:00", "2027-06-11 00:00", "green"),
        ("2026-03-20 00:00", "2026-09-13 23:59:59.999", "silver"),  # two months of its own last longer
        ("2026-03-20 00:00", "2026-09-14 00:00", "green"),
    ],
)
def test_stars_that_lifted_a_member_and_are_over_take_nothing_of_the_brands_word(
    club: Ledger, until: str | None, still: str, then: str
) -> None:
    club.play(Update(tier="silver", until=None if until is None else club.at(until)), "2026-03-01 09:00")
    club.order("60.00 CNY", MARCH_2)
    assert tier(club, "2026-05-02 23:59:59.999") == "gold"
    assert tier(club, "2026-05-03 00:00") == "gold", "sixty stars of March and April keep it"
    assert tier(club, "2026-07-03 00:00") == "silver"
    assert tier(club, still) == then


@pytest.mark.parametrize(
    "word",
    [
        Update(until=1_900_000_000_000),
        Update(tier="", until=1_900_000_000_000),
        Update(tier="gold", time=1_767_600_000_000, until=1_767_600_000_000),
    ],
    ids=["no tier", "a tier that is taken back", "over at once"],
)
def test_an_end_belongs_to_a_tier_and_lies_after_its_word(club: Ledger, word: Update) -> None:
    refused = club.play(word, MARCH_2)
    assert isinstance(refused, BadEvent)
    assert refused.code == "bad_event_field"


def test_a_later_word_of_the_brand_is_not_undone_by_an_order_that_comes_late(club: Ledger) -> None:
    club.play(Update(tier="green", time=club.at("2026-03-05 09:00")), "2026-03-05 09:00")
    club.order("60.00 CNY", MARCH_2, arrives="2026-03-06 09:00")
    assert tier(club, "2026-03-06 09:00") == "gold", "its stars are there on the sixth"


def test_a_tier_that_the_programme_lacks_stays_until_another_is_reached() -> None:
    ledger = Ledger()
    ledger.enrol("ann", "2026-01-05 10:00", Profile(tier="platinum"))
    assert tier(ledger, "2027-01-05 10:00") == "platinum"
    ledger.order("30.00 CNY", "2027-01-06 10:00")
    assert tier(ledger, "2027-01-06 10:00") == "silver"


@pytest.mark.parametrize(
    ("born", "when", "points"),
    [
        ("1990-05-17", "2026-05-16 23:59:59.999", 0),
        ("1990-05-17", "2026-05-17 00:00", 20),
        ("1990-05-17", "2026-06-30 00:00", 20),
        ("2000-02-29", "2026-02-27 23:59:59.999", 0),
        ("2000-02-29", "2026-02-28 00:00", 20),
        ("1990-01-05", "2026-02-28 00:00", 0),  # the day has begun when she joined
    ],
)
def test_a_birthday_comes_about_by_itself(born: str, when: str, points: int) -> None:
    ledger = Ledger()
    ledger.enrol("ann", "2026-01-05 10:00", Profile(born=born))
    assert home(ledger.store.definitions, ledger.store.members["ann"], ledger.at(when)).points == points


def test_nobody_has_two_birthdays_in_a_year() -> None:
    ledger = Ledger()
    ledger.enrol("ann", "2026-01-05 10:00")
    assert moved(ledger.play(Update(born="1990-03-10"), "2026-03-10 15:00")) == {"points": 20, "stars": 3}, "at once"
    assert moved(ledger.play(Update(born="1990-04-10"), "2026-04-01 00:00")) == {}
    ledger.settle("2026-12-31 12:00")
    ledger.play(Update(born=""), "2026-12-31 13:00")
    ledger.play(Update(born="1990-12-31"), "2026-12-31 14:00")
    assert ledger.document().points == 0, "the twenty of March ended with May, and no more came"
    assert moved(ledger.settle("2027-12-31 00:00")) == {"points": 20, "stars": 3}


MAY, NOVEMBER, JUNE = "1990-05-17", "1990-11-20", "1990-06-01"
DAYS = ("05-17", "06-01", "11-20")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param([], ["26-05-17", "27-05-17"], id="never changed"),
        pytest.param([("02-01", NOVEMBER)], ["26-05-17", "27-11-20"], id="the former one counts until January"),
        pytest.param([("08-01", NOVEMBER)], ["26-05-17", "27-11-20"], id="and no second one does"),
        pytest.param([("02-01", NOVEMBER), ("03-01", JUNE)], ["26-05-17", "27-06-01"], id="changed twice"),
        pytest.param([("02-01", NOVEMBER), ("03-01", MAY)], ["26-05-17", "27-05-17"], id="and back"),
        pytest.param([("02-01", "")], [], id="taken back"),
        pytest.param([("02-01", NOVEMBER), ("03-01", "")], [], id="changed and taken back"),
        pytest.param([("02-01", ""), ("03-01", NOVEMBER)], ["27-11-20"], id="taken back and given"),
    ],
)
def test_everybody_has_one_birthday_a_year(words: list[tuple[str, str]], expected: list[str]) -> None:
    ledger = Ledger(campaign=CAMPAIGN.replace("gives: {points: 20, stars: 3}", "gives: {prizes: latte}"))
    ledger.enrol("ann", "2026-01-05 10:00", Profile(born=MAY))
    given, told = [], dict(words)
    for day in sorted({*DAYS, *told}):
        if day in told:
            ledger.play(Update(born=told[day]), f"2026-{day} 10:00")
        elif ledger.settle(f"2026-{day} 00:00") is not None:
            given.append(f"26-{day}")
    given += [f"27-{day}" for day in DAYS if ledger.settle(f"2027-{day} 00:00") is not None]
    assert given == expected


@pytest.mark.parametrize(
    ("day", "counts"), [("05-17", True), ("11-20", False), ("06-01", False)], ids=["the former one", "the new", "none"]
)
def test_a_boost_goes_by_the_birthday_of_the_year(day: str, counts: bool) -> None:
    boosted = "gives: {stars: 1, points: 1}, boosts: [{who: {birthday: today}, points: x2}]"
    ledger = Ledger(campaign=CAMPAIGN.replace("gives: {stars: 1, points: 1}", boosted))
    ledger.enrol("ann", "2026-01-05 10:00", Profile(born=MAY))
    ledger.play(Update(born=NOVEMBER), "2026-02-01 10:00")
    ledger.settle(f"2026-{day} 00:00")
    assert moved(ledger.order("1.00 CNY", f"2026-{day} 10:00"))["points"] == 1 + counts


def test_what_comes_about_by_itself_is_reported_by_nobody(club: Ledger) -> None:
    result = club.play(Happened("e", "shop", "tier.reached", club.at(MARCH_2), {"tier": "gold"}), MARCH_2)
    assert isinstance(result, BadEvent)
    assert result.code == "event_from_tessera"
