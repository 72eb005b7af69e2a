"""The reader: from a tree of texts to the structs, with every error at once."""

from fractions import Fraction
from typing import Any

import pytest

from chalicelib.domain.file.blocks import Words
from chalicelib.domain.file.campaign import Guarantee, Prize
from chalicelib.domain.file.phrases.phrase import Node
from chalicelib.domain.file.programme import OWN_EVENTS, EventsFile, EventType, Programme, Tier
from chalicelib.domain.file.reading import read
from chalicelib.domain.file.tags import TagGroup
from chalicelib.domain.mechanics.blind_box.block import BlindBox
from chalicelib.domain.mechanics.challenge.block import Challenge, Task
from chalicelib.domain.mechanics.collection.block import Collection
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.time.windows import Moment
from chalicelib.domain.words.values import Bag, Condition, CouponTerms, Duration, Limit, Ramp, Threshold

SMALLEST = {
    "campaign": "spring",
    "title": "Spring",
    "timezone": "Asia/Shanghai",
    "opens": "2026-03-01 00:00",
    "closes": "end of 2026-03-31",
}


@pytest.mark.parametrize(
    ("kind", "tree", "value"),
    [
        pytest.param(
            CampaignFile,
            SMALLEST,
            CampaignFile(
                campaign="spring",
                title="Spring",
                timezone="Asia/Shanghai",
                opens=Moment("once", 2026, 3, 1),
                closes=Moment("once", 2026, 3, 31, end=True),
            ),
            id="the needed keys alone: all else has its default",
        ),
        pytest.param(
            Tier, {"title": {"en": "Gold", "zh-CN": "金卡"}}, Tier(title={"en": "Gold", "zh-CN": "金卡"}), id="locales"
        ),
        pytest.param(Tier, {"title": "Gold"}, Tier(title="Gold"), id="a title in one text"),
        pytest.param(
            Tier,
            {"text": {"en": "<b>Hi</b>"}, "image": "gold/a.webp", "extra": {"n": "12", "x": "1.5", "b": "false"}},
            Tier(text={"en": "<b>Hi</b>"}, image="gold/a.webp", extra={"n": 12, "x": 1.5, "b": False}),
            id="words beside the title",
        ),
        pytest.param(Tier, {"extra": {"a": "00", "b": "1e5"}}, Tier(extra={"a": "00", "b": "1e5"}), id="no numbers"),
        pytest.param(
            Collection,
            {"fragments": {"a": {"title": "A"}, "b": {}}, "wildcard": {"c": {"title": "C"}}, "gives": {}},
            Collection(fragments={"a": Words(title="A"), "b": Words()}, wildcards={"c": Words(title="C")}, gives=Bag()),
            id="fragments with words",
        ),
        pytest.param(
            Collection,
            {"fragments": ["a"], "wildcard": "c", "gives": {}},
            Collection(fragments={"a": Words()}, wildcards={"c": Words()}, gives=Bag()),
            id="fragments without words",
        ),
        pytest.param(
            Prize, {"gift": "tee", "valid": "30 days"}, Prize(gift="tee", valid=Duration(30, "days")), id="valid for"
        ),
        pytest.param(
            Prize,
            {"coupon": "10% off", "valid": "end of month"},
            Prize(coupon=CouponTerms("percent_off", percent=Fraction(1, 10)), valid=Moment("month", day=31, end=True)),
            id="valid until",
        ),
        pytest.param(
            Collection,
            {"fragments": ["a", "b"], "gives": {"points": "5"}, "limit": "1 a day", "send": ["1 a day", "3 a month"]},
            Collection(
                fragments={"a": Words(), "b": Words()},
                gives=Bag(points=5),
                limit=(Limit(1, "day"),),
                send=(Limit(1, "day"), Limit(3, "month")),
            ),
            id="one limit, or a list of them",
        ),
        pytest.param(
            Guarantee,
            {"of": ["a"], "ramp": {"from": "100", "step": "2%"}},
            Guarantee(of=("a",), ramp=Ramp(100, Fraction(1, 50))),
            id="a ramp",
        ),
        pytest.param(
            Bag,
            {"points": "5", "draws": "box", "fragments": ["set/a", "set/b"], "prizes": {"tee": "2"}},
            Bag(points=5, draws={"box": 1}, fragments={"set/a": 1, "set/b": 1}, prizes={"tee": 2}),
            id="a bag with names in each of their forms",
        ),
        pytest.param(
            Challenge,
            {"tasks": {}, "repeats": "weekly", "milestones": {"2": {"points": "1"}}},
            Challenge(tasks={}, repeats="weekly", milestones={2: Bag(points=1)}),
            id="milestones by tasks done",
        ),
        pytest.param(
            Task,
            {"when": "order.paid", "where": {"channel": "NO"}, "already": "true"},
            Task(when="order.paid", where={"channel": Condition("is", ("NO",))}, already=True),
            id="a condition stays text, a flag does not",
        ),
        pytest.param(
            EventsFile,
            {"order.paid": {"from": "server", "fields": {"amount": "money"}, "kept": "false"}},
            {"order.paid": EventType(source="server", fields={"amount": "money"})},
            id="types of events",
        ),
        pytest.param(
            Programme,
            {"tiers": {"gold": {}}, "events": {"shop.visited": {"from": "client"}}},
            Programme(tiers={"gold": Tier()}, events={**OWN_EVENTS, "shop.visited": EventType(source="client")}),
            id="the programme as it is published",
        ),
    ],
)
def test_a_tree_means(kind: Any, tree: Any, value: Any) -> None:
    assert read(tree, kind) == (value, [])


@pytest.mark.parametrize(
    ("amount", "key", "threshold"),
    [
        pytest.param({"reach": "60 of minutes"}, "30", Threshold(30_000, scale=1000), id="of a number: thousandths"),
        pytest.param(
            {"each": "60 of minutes"}, "30", Threshold(30_000, scale=1000), id="each, of a number: thousandths"
        ),
        pytest.param({"reach": "9.00 CNY of amount"}, "3.00 CNY", Threshold(300, "CNY"), id="of money: minor units"),
        pytest.param({"reach": "9 times"}, "3", Threshold(3), id="of a count: the count"),
        pytest.param({}, "3", Threshold(3), id="without an amount: the count"),
    ],
)
def test_thresholds_are_in_the_units_of_the_task(amount: dict[str, str], key: str, threshold: Threshold) -> None:
    task, _ = read({"when": "a.b", **amount, "milestones": {key: {"points": "1"}}}, Task)
    assert task is not None
    assert task.milestones == {threshold: Bag(points=1)}


@pytest.mark.parametrize(
    ("kind", "tree", "path", "code", "message"),
    [
        pytest.param(Tier, {"titel": "x"}, ("titel",), "unknown-key", "did you mean title?", id="typo in a key"),
        pytest.param(
            Ramp, {"from": "1", "step": "1%", "zzz": "1"}, ("zzz",), "unknown-key", "from, step", id="no such key"
        ),
        pytest.param(Task, {}, ("when",), "missing-key", '"when" is needed here', id="missing key"),
        pytest.param(Task, {"when": ""}, ("when",), "empty", "nothing stands here", id="empty value"),
        pytest.param(Task, {"when": "paid"}, ("when",), "bad-phrase", "order.paid", id="bad type of event"),
        pytest.param(Task, {"when": "a.b", "already": "yes"}, ("already",), "bad-phrase", "write true", id="bad flag"),
        pytest.param(
            BlindBox, {"odds": {"a b": "rest"}}, ("odds", "a b"), "bad-name", "not a name", id="bad name as a key"
        ),
        pytest.param(Guarantee, {"of": ["a", "b c"]}, ("of", 1), "bad-name", "not a name", id="bad name in a list"),
        pytest.param(Guarantee, {"of": "a"}, ("of",), "wrong-shape", "a list is wanted", id="a name for a list"),
        pytest.param(Challenge, {"tasks": ["a"]}, ("tasks",), "wrong-shape", "a map is wanted", id="a list for a map"),
        pytest.param(
            Challenge, {"tasks": {"a": "b"}}, ("tasks", "a"), "wrong-shape", "with title", id="a text for a block"
        ),
        pytest.param(Tier, ["a"], (), "wrong-shape", "a map is wanted", id="a list for the whole file"),
        pytest.param(Tier, "", (), "empty", "nothing stands here", id="nothing for the whole file"),
        pytest.param(Tier, {"title": ["a"]}, ("title",), "bad-phrase", "a list is not a text", id="a list for a title"),
        pytest.param(Tier, {"title": {"en": ""}}, ("title", "en"), "empty", "nothing stands here", id="empty locale"),
        pytest.param(Tier, {"title": "a \ud83d"}, ("title",), "bad-phrase", "half of a sign", id="half of a sign"),
        pytest.param(
            Tier, {"extra": {"\ud83d": "a"}}, ("extra", "\ud83d"), "bad-name", "", id="half of a sign in a key"
        ),
        pytest.param(
            Prize, {"valid": "30"}, ("valid",), "bad-phrase", "neither a duration nor a moment", id="neither of two"
        ),
        pytest.param(Prize, {"points": "5,000"}, ("points",), "bad-phrase", "a whole number", id="separators"),
        pytest.param(Prize, {"points": 5}, ("points",), "bad-phrase", "a whole number", id="a scalar that is not text"),
        pytest.param(
            Challenge,
            {"tasks": {}, "repeats": "weekli"},
            ("repeats",),
            "bad-choice",
            "did you mean weekly?",
            id="bad choice",
        ),
        pytest.param(
            Challenge,
            {"tasks": {}, "milestones": {"x": {}}},
            ("milestones", "x"),
            "bad-phrase",
            "whole number",
            id="bad key",
        ),
        pytest.param(
            Challenge,
            {"tasks": {}, "milestones": {"3": {}, "3 ": {}}},
            ("milestones", "3 "),
            "duplicate-key",
            "stands here twice",
            id="one milestone in two spellings",
        ),
        pytest.param(
            Collection,
            {"fragments": ["a", "b", "a"], "gives": {}},
            ("fragments",),
            "duplicate-key",
            "stands here twice",
            id="a fragment twice",
        ),
        pytest.param(
            TagGroup,
            {"one_of": ["dry", "dry"]},
            ("one_of",),
            "duplicate-key",
            "stands here twice",
            id="a tag twice",
        ),
        pytest.param(
            Tier, {"image": "../gold.svg"}, ("image",), "bad-phrase", "is not a picture", id="a picture elsewhere"
        ),
        pytest.param(
            Tier, {"image": "http://cdn.example/a.svg"}, ("image",), "bad-phrase", "is not a picture", id="no https"
        ),
        pytest.param(
            Tier, {"image": "pictures/gold.gif"}, ("image",), "bad-phrase", "is not a picture", id="another kind"
        ),
        pytest.param(Tier, {"extra": {"a": ["b"]}}, ("extra", "a"), "bad-phrase", "is not", id="a list in extra"),
        pytest.param(
            EventsFile,
            {"order.paid": {"from": "shop"}},
            ("order.paid", "from"),
            "bad-choice",
            "client, server",
            id="source",
        ),
    ],
)
def test_what_is_wrong_is_found_where_it_stands(kind: Any, tree: Any, path: Any, code: str, message: str) -> None:
    value, findings = read(tree, kind)
    assert value is None
    assert [(finding.path, finding.level, finding.code) for finding in findings] == [(path, "error", code)]
    assert message in findings[0].message


def test_every_error_is_found_at_once() -> None:
    tree: Node = {
        **{key: value for key, value in SMALLEST.items() if key != "title"},
        "closes": "2026-03-31 24:00",
        "week_starts": "mon",
        "challenges": {"a b": {"tasks": {"t": {"when": "a.b", "gives": {"points": "x", "draws": "", "drws": "y"}}}}},
    }
    _, findings = read(tree, CampaignFile)
    gives = ("challenges", "a b", "tasks", "t", "gives")
    assert {(finding.path, finding.code) for finding in findings} == {
        (("title",), "missing-key"),
        (("closes",), "bad-phrase"),
        (("week_starts",), "bad-choice"),
        (("challenges", "a b"), "bad-name"),
        ((*gives, "points"), "bad-phrase"),
        ((*gives, "draws"), "empty"),
        ((*gives, "drws"), "unknown-key"),
    }
