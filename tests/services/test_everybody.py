"""The walk over all members: everybody once, a page at a time, and nobody who is not there."""

from random import Random

import pytest

from chalicelib import wiring
from chalicelib.domain.words.errors import Unknown
from chalicelib.services.everybody import Everybody
from chalicelib.store.due_index import PARTS, DueIndex, part_of
from chalicelib.store.members import Members
from chalicelib.store.reader import Reader
from tests.api.world import opened


def everybody() -> Everybody:
    return Everybody(DueIndex(), Members(Reader(lambda seconds: None, Random(1))))


@pytest.mark.parametrize("at_least", [1, 3, 1000])
def test_everybody_is_met_once(aws: None, at_least: int) -> None:
    with opened() as api:
        members = {api.member(f"walker-{n}")[0] for n in range(12)}
        gone = members.pop()
        wiring.parts().operations.erase.erase(gone, "ana", api.now)
        met, after, pages = list[str](), None, 0
        while pages == 0 or after is not None:
            page = everybody().page(after, at_least)
            met += [one.id for one in page.members]
            after, pages = page.after, pages + 1
            assert page.unread == 0
            assert len(page.members) >= at_least or after is None
    assert len(met) == len(set(met))
    assert set(met) >= members
    assert gone not in met


@pytest.mark.parametrize("after", ["", "?", "256", "-1", "1.", "1.5", "1.5.", "1.x.ann", "１", f"{PARTS}.1.ann"])
def test_a_page_that_no_answer_named_is_unknown(after: str) -> None:
    with pytest.raises(Unknown):
        everybody().page(after, 1)


def test_a_member_stands_in_one_part() -> None:
    assert 0 <= part_of("ann") < PARTS
