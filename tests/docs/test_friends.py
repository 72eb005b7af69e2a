"""The guide to friends and content: its campaigns read, and do what its tables say."""

import pytest

from chalicelib.domain.file.programme import CONTENT_FIELDS, OWN_EVENTS
from chalicelib.domain.record.receipt import Receipt
from local.backend import backend
from tests.docs.pages import ROOT, blocks, page, rows, section, take
from tests.domain.circle import EVENTS, Circle

PAGE = page("docs/friends.md")


def test_the_tour_shows_what_the_guide_says() -> None:
    with backend(campaigns=ROOT / "examples" / "friends") as running:
        take("\n".join(blocks(section(PAGE, "Try it"), "sh")), running.url)


def circle(heading: str) -> Circle:
    """The campaign under a heading, with me and Bo, whom I invited."""
    [found] = [text for text in blocks(section(PAGE, heading), "yaml") if text.startswith("challenges")]
    one = Circle(found)
    one.born("me", "06-01 08:00")
    one.born("bo", invited_by="me")
    return one


def test_an_order_pays_both_and_its_refund_takes_both_back() -> None:
    one = circle("Friends")
    one.pays("bo", "a", "06-03 12:00")
    assert (one.pending("me", "06-04 12:00"), one.pending("bo", "06-04 12:00")) == (100, 50)

    one.refunds("a", "06-04 12:00")
    assert (one.pending("me", "06-05 12:00"), one.pending("bo", "06-05 12:00")) == (0, 0)


def test_a_cake_is_read_and_passed_on() -> None:
    one = circle("Content")
    one.born("cy")
    for reader in ("bo", "cy"):
        one.does(reader, "content.opened", "06-03 12:00", content="spring-cake", via=one.token("me"))
        one.does(reader, "content.read", "06-03 12:00", content="spring-cake", seconds=60)
    assert (one.points("me", "06-04 12:00"), one.points("bo", "06-04 12:00")) == (1, 0)

    answer = one.does("bo", "content.read", "06-03 13:00", content="spring-cake", seconds=60)
    assert isinstance(answer, Receipt)
    assert one.points("bo", "06-04 12:00") == 1


def test_every_event_of_friends_is_explained() -> None:
    explained = {name.strip("`") for name, *_ in rows(section(PAGE, "Friends")) if name.startswith("`friend.")}

    assert explained == {name for name in OWN_EVENTS if name.startswith("friend.")}


@pytest.mark.parametrize("name", CONTENT_FIELDS)
def test_the_events_of_content_are_as_they_are_played(name: str) -> None:
    [declared] = [text for text in blocks(section(PAGE, "Content"), "yaml") if text.startswith("content.")]
    line = next(line for line in declared.splitlines() if line.startswith(name))

    assert line in EVENTS.splitlines()
    assert all(f"{field}: {kind}" in line for field, kind in CONTENT_FIELDS[name].items())
