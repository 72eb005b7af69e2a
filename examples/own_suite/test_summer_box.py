"""The summer box, as members play it over HTTP: each test begins with nobody and nothing."""

import pytest

from local.testing import Player, Tessera

OPEN = "2026-06-10T12:00:00+08:00"
DRAW = "summer-box/boxes/box/draw"


@pytest.fixture
def ana(tessera: Tessera) -> Player:
    """A grown-up with three draws, in June."""
    tessera.set_clock(OPEN)
    ana = tessera.sign_in("ana", born="1990-05-17")
    ana.given("summer-box", draws={"box": 3})
    return ana


def test_an_order_of_199_yuan_gives_a_draw(tessera: Tessera) -> None:
    tessera.set_clock(OPEN)
    bo = tessera.sign_in("bo")

    paid = bo.does("order.paid", order="A-1", amount="199.00 CNY")

    assert paid["status"] == "counted"
    assert bo.me()["campaigns"]["summer-box"]["has"] == {"draws/box": 1}


def test_gold_is_a_watch_however_often_the_phone_asks(ana: Player) -> None:
    ana.lands("summer-box", "blind_boxes/box", "gold")

    first, again = ana.act(DRAW, key="tap"), ana.act(DRAW, key="tap")

    assert first["receipt"] == again["receipt"]
    assert ana.me()["campaigns"]["summer-box"]["has"] == {"draws/box": 2, "prizes/gold": 1}


def test_when_silver_is_out_it_is_bronze(tessera: Tessera, ana: Player) -> None:
    tessera.leave("summer-box", silver=1)
    ana.lands("summer-box", "blind_boxes/box", "silver", "silver")

    got = [ana.act(DRAW)["receipt"]["draws"][0]["got"] for _ in range(2)]

    assert got == [["silver"], ["bronze"]]


@pytest.mark.parametrize(
    ("born", "code"),
    [pytest.param("2020-01-01", "too_young", id="a child"), pytest.param(None, "age_unknown", id="nobody knows")],
)
def test_a_draw_is_for_an_age(tessera: Tessera, born: str | None, code: str) -> None:
    tessera.set_clock(OPEN)
    kim = tessera.sign_in("kim", **({"born": born} if born else {}))
    kim.given("summer-box", draws={"box": 1})

    assert kim.act(DRAW).code == code


def test_the_box_closes_with_the_month(tessera: Tessera, ana: Player) -> None:
    tessera.set_clock("2026-06-30T23:59:59+08:00")
    last = ana.act(DRAW)
    tessera.forward("1 seconds")

    assert last.status == 200
    assert ana.act(DRAW).code == "window_closed"


def test_by_a_seed_draws_land_the_same_in_every_run(tessera: Tessera, ana: Player) -> None:
    tessera.follow(seed=3)
    ana.given("summer-box", draws={"box": 12})

    rows = [ana.act(DRAW)["receipt"]["draws"][0]["rows"][0] for _ in range(12)]

    assert "".join(row[0] for row in rows) == "bsbbbbssbbbb"
    assert [one["status"] for one in tessera.requests()][-12:] == [200] * 12
