"""Content: what is opened and read is noted, and whose link led there is told, of each reader and content once."""

from collections import Counter

import pytest

from chalicelib.domain.derived.contents import ContentLine, content_lines, counted_of_content
from chalicelib.domain.derived.counters import counted
from chalicelib.domain.derived.report import report
from chalicelib.domain.derived.report_lines import Report
from chalicelib.domain.record.content import ContentSeen
from chalicelib.domain.record.receipt import Receipt
from chalicelib.domain.record.sharing import pseudonym
from tests.domain.circle import Circle

RADAR = """
challenges:
  radar:
    tasks:
      read:   {when: content.read, where: {content: cake}, reach: 120 of seconds, gives: {points: 3}}
      passed: {when: content.reached, where: {content: [cake, tea]}, reach: 2 different reader, gives: {points: 4}}
"""


def circle(blocks: str = RADAR, waiting: bool = False) -> Circle:
    found = Circle(blocks, waiting)
    for member in ("me", "ann", "bea", "cy"):
        found.born(member)
    return found


def opens(one: Circle, member: str, content: str = "cake", by: str | None = "me", when: str = "06-03 12:00") -> object:
    via = {} if by is None else {"via": by if len(by) > 5 else one.token(by)}
    return one.does(member, "content.opened", when, content=content, **via)


def told_of(one: Circle, member: str) -> list[str]:
    """What a member was told, as many times as a receipt says."""
    return [receipt.asked["data"]["reader"] for receipt in one.receipts(member) if receipt.asked.get("by_member")]


def test_a_link_that_is_opened_reaches_its_sharer_once_a_reader_and_content() -> None:
    one = circle()
    for _ in range(3):
        opens(one, "ann")
    assert told_of(one, "me") == [pseudonym("ann", "me")]

    opens(one, "ann", "tea")
    assert one.points("me", "06-04 12:00") == 0

    opens(one, "bea")
    assert one.points("me", "06-04 12:00") == 4


@pytest.mark.parametrize(
    ("by", "by_link"),
    [
        pytest.param("me", True, id="of another member"),
        pytest.param("ann", False, id="of oneself"),
        pytest.param(None, False, id="no link"),
        pytest.param("a-token-that-was-made-up-", False, id="of a stranger"),
        pytest.param("nobody-here-any-more", False, id="no token"),
    ],
)
def test_each_link_has_its_answer(by: str | None, by_link: bool) -> None:
    one = circle(waiting=True)

    answer = opens(one, "ann", by=by)

    assert isinstance(answer, Receipt)
    assert answer.content == ContentSeen("cake", ("circle",), ("circle",), None, by_link)
    assert len(one.queue) == by_link


def test_the_link_of_a_member_who_is_gone_is_opened_all_the_same() -> None:
    one = circle()

    answer = opens(one, "ann", by="zed")  # a token of ours, and nobody there

    assert isinstance(answer, Receipt)
    assert answer.content
    assert answer.content.by_link


def test_a_reader_is_another_for_each_sharer() -> None:
    one = circle()
    opens(one, "ann", by="me")
    opens(one, "ann", by="bea")
    opens(one, "cy", by="me")

    assert len({*told_of(one, "me"), *told_of(one, "bea")}) == 3


@pytest.mark.parametrize(
    ("seconds", "right"),
    [(70, 70), (0, 0), (-5, 0), (0.4, 0), (59.9, 59), (3600, 3600), (3601, 3600), (10**9, 3600)],
)
def test_seconds_of_one_report_are_bounded(seconds: float, right: int) -> None:
    one = circle()

    answer = one.does("ann", "content.read", "06-03 12:00", content="cake", seconds=seconds)

    assert isinstance(answer, Receipt)
    assert answer.content == ContentSeen("cake", ("circle",), ("circle",), right)


def test_a_reader_is_new_once_in_a_campaign_and_content() -> None:
    one = circle()
    first = [
        opens(one, "ann"),
        one.does("ann", "content.read", "06-03 13:00", content="cake", seconds=9),
        opens(one, "bea"),
    ]
    first.append(opens(one, "ann", "tea"))

    assert [bool(answer.content.first) for answer in first] == [True, False, True, True]  # type: ignore[attr-defined]
    assert one.document("ann").played["circle"].contents == ["cake", "tea"]


@pytest.mark.parametrize("content", ["coffee", "", "Cake"])
def test_what_no_campaign_names_is_passed_over(content: str) -> None:
    one = circle(waiting=True)

    assert opens(one, "ann", content) is None
    assert one.does("ann", "content.read", "06-03 12:00", content=content, seconds=9) is None
    assert one.queue == []


def test_what_was_read_long_enough_is_still_noted() -> None:
    one = circle()
    for hour in (12, 13, 14):
        answer = one.does("ann", "content.read", f"06-03 {hour}:00", content="cake", seconds=100)

    assert one.points("ann", "06-04 12:00") == 3
    assert isinstance(answer, Receipt)
    assert answer.content
    assert answer.content.seconds == 100


def test_before_and_after_the_campaign_nothing_is_noted() -> None:
    one = circle()

    assert opens(one, "ann", when="05-31 23:59") is None
    assert opens(one, "ann", when="07-01 00:00") is None


def test_without_a_task_for_it_nobody_is_told() -> None:
    one = circle(
        RADAR.replace("content.reached", "content.opened").replace("2 different reader", "1 time"), waiting=True
    )

    assert isinstance(opens(one, "ann"), Receipt)
    assert one.queue == []


def test_the_queue_hands_over_twice_and_it_counts_once() -> None:
    one = circle(waiting=True)
    opens(one, "ann")
    [told] = one.queue
    first, again = one.hears(told, "06-04 12:00"), one.hears(told, "06-05 12:00")

    assert first == again
    assert len(one.receipts("me")) == 2


def read_and_opened() -> Report:
    """The report of a month in which some read and some opened links."""
    one = circle()
    for reader in ("ann", "ann", "bea"):
        opens(one, reader)
    opens(one, "cy", by=None)
    opens(one, "cy", "tea", by=None)
    for reader, seconds in (("ann", 60), ("ann", 30), ("me", 9)):
        one.does(reader, "content.read", "06-03 13:00", content="cake", seconds=seconds)
    campaign = one.store.definitions.campaign("circle").campaign
    days: dict[str, Counter[str]] = {}
    for member in ("me", "ann", "bea", "cy"):
        for receipt in one.receipts(member):
            for (_, day), counts in counted(receipt, {"circle": campaign}).items():
                days.setdefault(day, Counter()).update(counts)
    return report(campaign, days)


def test_the_report_tells_by_content_who_read_how_long_and_by_whose_link() -> None:
    made = read_and_opened()

    assert made.contents == [ContentLine("cake", 4, 4, 3, 3, 99), ContentLine("tea", 1, 1, 0, 0, 0)]


def test_a_name_with_a_stroke_is_one_content() -> None:
    counts = counted_of_content(Receipt("x", 1, 0, "event", content=ContentSeen("a/b", ("circle",))), "circle")

    assert list(content_lines(counts)) == [ContentLine("a/b", 0, 1, 0, 0, 0)]
