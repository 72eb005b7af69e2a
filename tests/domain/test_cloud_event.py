"""One meaning of an event is one request, however a library writes it; another meaning is another."""

from typing import Any

import pytest

from chalicelib.domain.wire.cloud_event import action_of, event_of
from chalicelib.domain.wire.meaning import meaning_of
from chalicelib.domain.words.errors import InvalidBody

ORDER = {
    "id": "e1",
    "source": "shop",
    "type": "order.paid",
    "subject": "m1",
    "time": "2026-06-01T10:00:00.5+08:00",
    "data": {"order": "17", "amount": "100.00 CNY", "items": 2, "skus": ["a", "b"], "gift": True},
}
DELIVERY = ORDER | {"data": {"packed": "2026-06-01T10:00:00+08:00", "fees": ["5.00 CNY", "1200 JPY"], "weight": 0.5}}
WORD = ORDER | {"type": "member.updated", "data": {"tags": ["vip", "new"], "guardian": None, "tier": None}}


def meaning(tree: dict[str, Any]) -> list[Any]:
    event = event_of(tree)
    return meaning_of(event, action_of(event))


def of(tree: dict[str, Any], **data: Any) -> dict[str, Any]:
    """The event with other data; without what is the ellipsis."""
    given: dict[str, Any] = tree["data"] | data
    return tree | {"data": {name: value for name, value in given.items() if value is not ...}}


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(of(ORDER, channel=None), id="a field that is null"),
        pytest.param(of(ORDER, skus=["a", None, "b"]), id="null in a list of texts"),
        pytest.param(of(ORDER, items=2.0), id="a whole number with a fraction of none"),
        pytest.param(of(ORDER, items=0.2e1), id="a whole number with an exponent"),
        pytest.param(of(ORDER, amount="100.0 CNY"), id="an amount with a decimal less"),
        pytest.param(of(ORDER, amount="100 CNY"), id="an amount without decimals"),
        pytest.param(of(ORDER, amount="100. CNY"), id="an amount with a point and no decimals"),
        pytest.param(of(ORDER, amount="100.0000 CNY"), id="an amount with more decimals, of nothing"),
        pytest.param(of(ORDER, amount="0100.00 CNY"), id="an amount with a zero in front"),
        pytest.param(of(ORDER, amount=" 100.00 CNY"), id="an amount with a blank in front"),
        pytest.param(of(ORDER, amount="100.00  CNY\n"), id="an amount with more blanks"),
        pytest.param(of(ORDER, amount="100.00CNY"), id="an amount without a blank"),
        pytest.param(of(ORDER, order=17), id="the number of an order without quotes"),
        pytest.param(ORDER | {"data": dict(reversed(ORDER["data"].items()))}, id="keys in another order"),  # type: ignore[attr-defined]
        pytest.param(ORDER | {"time": "2026-06-01T02:00:00.500Z"}, id="the moment in another zone"),
        pytest.param(ORDER | {"time": "2026-05-31T22:00:00.500000-04:00"}, id="the moment to the microsecond"),
        pytest.param(ORDER | {"time": "2026-06-01T02:00:00.500400Z"}, id="a part of a millisecond"),
        pytest.param(ORDER | {"time": "2026-06-01t02:00:00.5z"}, id="the moment in small letters"),
        pytest.param(ORDER | {"traceparent": "00-1", "sequence": 2, "tracestate": None}, id="extensions"),
        pytest.param(ORDER | {"specversion": "1.0", "dataschema": "https://shop.example/1"}, id="what is not used"),
        pytest.param(ORDER | {"specversion": None, "dataschema": None}, id="attributes that are null"),
        pytest.param(ORDER | {"datacontenttype": "APPLICATION/JSON ; CHARSET=UTF-8"}, id="the media type in capitals"),
    ],
)
def test_the_same_said_otherwise_is_the_same_event(again: dict[str, Any]) -> None:
    assert meaning(again) == meaning(ORDER)


@pytest.mark.parametrize(
    "other",
    [
        of(ORDER, channel="web"),
        of(ORDER, order="017"),
        of(ORDER, order="17.0"),
        of(ORDER, items=2.5),
        of(ORDER, items=2.0000001),
        of(ORDER, items=-2),
        of(ORDER, amount="100.01 CNY"),
        of(ORDER, amount="100.001 CNY"),
        of(ORDER, amount="1000.0 CNY"),
        of(ORDER, amount="10.000 CNY"),
        of(ORDER, amount="-100.00 CNY"),
        of(ORDER, amount="100,00 CNY"),
        of(ORDER, amount="100.00 JPY"),
        of(ORDER, amount="100.00 XYZ"),
        of(ORDER, amount="100.00"),
        of(ORDER, amount=100),
        of(ORDER, amount=["100.00 CNY"]),
        of(ORDER, items=...),
        of(ORDER, gift=False),
        of(ORDER, gift=1),
        of(ORDER, skus=["b", "a"]),
        of(ORDER, skus=[]),
        of(ORDER, skus="a"),
        ORDER | {"time": "2026-06-01T10:00:00.501+08:00"},
        ORDER | {"time": "2026-06-01T10:00:00.5Z"},
        ORDER | {"type": "order.refunded"},
        ORDER | {"subject": "m2"},
    ],
    ids=str,
)
def test_something_else_said_is_another_event(other: dict[str, Any]) -> None:
    assert meaning(other) != meaning(ORDER)


@pytest.mark.parametrize(
    "again",
    [
        of(DELIVERY, packed="2026-06-01T02:00:00Z"),
        of(DELIVERY, packed="2026-06-01T02:00:00.000+00:00"),
        of(DELIVERY, packed=" 2026-05-31T22:00:00.0000001-04:00"),
        of(DELIVERY, packed="2026-06-01 02:00:00z"),
        of(DELIVERY, fees=["5 CNY", "1200.00 JPY"]),
        of(DELIVERY, fees=[" 05.0 CNY", None, "01200 JPY"]),
        of(DELIVERY, weight=0.50),
    ],
    ids=str,
)
def test_the_same_moments_and_amounts_in_any_field_are_the_same_event(again: dict[str, Any]) -> None:
    assert meaning(again) == meaning(DELIVERY)


@pytest.mark.parametrize(
    "other",
    [
        of(DELIVERY, packed="2026-06-01T10:00:00Z"),
        of(DELIVERY, packed="2026-06-01T10:00:00"),
        of(DELIVERY, packed="2026-06-01T10:00:00.001+08:00"),
        of(DELIVERY, packed="2026-06-01"),
        of(DELIVERY, packed="2026-13-01T10:00:00+08:00"),
        of(DELIVERY, packed="0001-01-01T00:00:00+08:00"),
        of(DELIVERY, packed="1780279200000"),
        of(DELIVERY, fees=["5.00 CNY"]),
        of(DELIVERY, fees=["1200 JPY", "5.00 CNY"]),
    ],
    ids=str,
)
def test_other_moments_and_amounts_are_another_event(other: dict[str, Any]) -> None:
    assert meaning(other) != meaning(DELIVERY)


@pytest.mark.parametrize(
    "again", [of(WORD, guardian=False), of(WORD, tags=["new", "vip"]), of(WORD, tags=["new", "vip", "vip"])], ids=str
)
def test_the_same_word_on_a_member_is_the_same_event(again: dict[str, Any]) -> None:
    assert meaning(again) == meaning(WORD)


@pytest.mark.parametrize(
    "data",
    [
        {"tier": "gold", "phone": None},
        {"tier": "gold", "phone": None, "nickname": None},
        {"tier": "gold", "until": None},
    ],
    ids=str,
)
def test_null_is_as_good_as_nothing_in_a_word_too(data: dict[str, Any]) -> None:
    assert meaning(WORD | {"data": data}) == meaning(WORD | {"data": {"tier": "gold"}})


@pytest.mark.parametrize(
    ("data", "same"),
    [
        ({"tags": ["vip", None]}, {"tags": ["vip"]}),
        ({"tags": [None]}, {"tags": []}),
        ({"tags": [2026]}, {"tags": ["2026"]}),
        ({"tier": 1}, {"tier": "1"}),
    ],
)
def test_the_words_on_a_member_are_written_as_the_fields_of_events(data: dict[str, Any], same: dict[str, Any]) -> None:
    assert meaning(WORD | {"data": data}) == meaning(WORD | {"data": same})


@pytest.mark.parametrize(
    "data",
    [{"phone": "1"}, {"tags": [True]}, {"tags": [["a"]]}, {"tier": True}, {"guardian": 1}, {"tags": [1.5]}],
    ids=str,
)
def test_what_is_no_word_on_a_member_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(InvalidBody):
        meaning(WORD | {"data": data})


@pytest.mark.parametrize(
    "other",
    [of(WORD, tier=...), of(WORD, guardian=True), of(WORD, guardian=...), of(WORD, tags=None), of(WORD, tags=...)],
    ids=str,
)
def test_to_take_a_word_back_is_not_to_say_none(other: dict[str, Any]) -> None:
    """In a `member.updated` null means something: the brand no longer says so."""
    assert meaning(other) != meaning(WORD)


@pytest.mark.parametrize("data", [{}, None])
def test_no_data_is_empty_data(data: Any) -> None:
    bare = {name: value for name, value in ORDER.items() if name != "data"}
    assert meaning(bare | {"data": data}) == meaning(bare)


@pytest.mark.parametrize(
    ("media_type", "taken"),
    [
        ("application/json", True),
        ("APPLICATION/JSON", True),
        ("Application/Json;charset=utf-8", True),
        ('application/json ; Charset="UTF-8" ', True),
        ("application/json; charset=gbk", False),
        ("application/json; charset=utf-16", False),
        ("application/xml", False),
        ("application/jsonx", False),
        ("", False),
    ],
)
def test_data_is_json_in_utf_8(media_type: str, taken: bool) -> None:
    if taken:
        assert meaning(ORDER | {"datacontenttype": media_type}) == meaning(ORDER)
    else:
        with pytest.raises(InvalidBody, match="datacontenttype"):
            event_of(ORDER | {"datacontenttype": media_type})
