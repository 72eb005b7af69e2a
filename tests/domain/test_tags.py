"""Tags that rules give: kept apart from the brand's own, replaced or added, and ended by month."""

import pytest

from audit.recount import Recount
from audit.tags import RULES
from chalicelib.domain.decide.in_memory import AskResult
from chalicelib.domain.derived.erasure import anonymous, anonymous_receipt
from chalicelib.domain.file import reading
from chalicelib.domain.file.programme import Programme
from chalicelib.domain.lint.programme import lint_programme
from chalicelib.domain.mechanics.challenge.milestones import moved
from chalicelib.domain.mechanics.definition import CampaignFile
from chalicelib.domain.mechanics.redemption.play import Redeem
from chalicelib.domain.mechanics.whole_diff import diff
from chalicelib.domain.mechanics.whole_lint import lint
from chalicelib.domain.play.tags import MOST_TAGS
from chalicelib.domain.record.actions import Ask, Happened, Settle, Update
from chalicelib.domain.record.member import Payment
from chalicelib.domain.record.receipt import Receipt, receipt_id
from chalicelib.domain.scenarios import publish
from chalicelib.domain.scenarios.names import unfit
from chalicelib.domain.scenarios.play import run
from chalicelib.domain.scenarios.written import scenarios
from chalicelib.domain.views.home import home
from chalicelib.domain.views.screens import TagView
from chalicelib.domain.words.values import Bag
from tests.domain.game import tree
from tests.domain.ledger import HEAD, Ledger
from tests.domain.wordless import but_words

PROGRAMME = """
timezone: Asia/Shanghai
currency: CNY
tags:
  skin: {one_of: [dry, oily]}
  likes: {any_of: [tea, cake], valid: 12 months}
  source: {one_of: [live, poster], keeps: first}
events:
  order.paid: {from: server, fields: {order: text, amount: money}, unique: order, spends: amount}
  order.back:
    from: server
    fields: {order: text, refund: text, amount: money}
    takes_back: order.paid by order
    unique: [order, refund]
  went.dry: {from: server}
  went.oily: {from: server}
  came.live: {from: server}
  came.poster: {from: server}
  liked.tea: {from: server}
  liked.cake: {from: server}
"""
CAMPAIGN = f"""{HEAD}
challenges:
  labels:
    tasks:
      dry: {{when: went.dry, each: 1 time, gives: {{tags: skin/dry}}}}
      oily: {{when: went.oily, each: 1 time, gives: {{tags: skin/oily}}}}
      live: {{when: came.live, each: 1 time, gives: {{tags: [source/live]}}}}
      poster: {{when: came.poster, each: 1 time, gives: {{tags: [source/poster]}}}}
      tea: {{when: liked.tea, each: 1 time, gives: {{tags: [likes/tea]}}}}
      cake: {{when: liked.cake, each: 1 time, gives: {{tags: likes/cake}}}}
      order: {{when: order.paid, each: 1 time, gives: {{points: 5, tags: likes/cake}}}}
redemptions:
  bar:
    opens: daily 00:00
    closes: end of day
    offers:
      for-tea: {{who: {{tag: likes/tea}}, costs: {{points: 1}}, gives: {{prizes: cup}}}}
      for-vips: {{who: {{tag: [vip, skin/oily]}}, costs: {{points: 1}}, gives: {{prizes: cup}}}}
prizes:
  cup: {{badge: cup}}
"""
MAY = "2026-05-04 10:00"


class Shop(Ledger):
    """The members of a shop that gives tags."""

    def happens(self, type: str, when: str, arrives: str | None = None) -> AskResult:
        """An event is reported, at once or later."""
        happened = Happened(f"e{self.asked}", "shop", type, self.at(when), {})
        return self.play(happened, arrives or when)

    def redeem(self, offer: str, when: str | int) -> AskResult:
        return self.play(Redeem("club", "bar", offer), when)

    def sent_back(self, when: str) -> AskResult:
        """The first order comes back, all of it."""
        data = {"order": "o-0", "refund": "r", "amount": "9.00 CNY"}
        ask = Ask(receipt_id("test", "back"), Happened("back", "shop", "order.back", self.at(when), data))
        return self.store.report(ask, self.at(when), b"entropy")


@pytest.fixture
def shop() -> Shop:
    ledger = Shop(PROGRAMME, CAMPAIGN)
    ledger.enrol("ann", "2026-01-05 10:00")
    return ledger


def programme(text: str) -> Programme:
    read, findings = reading.read(tree(text), Programme)
    assert read is not None, findings
    return read


def tags(ledger: Ledger, when: str) -> dict[str, str | None]:
    """The tags that the home screen shows, with their last day."""
    shown = home(ledger.store.definitions, ledger.store.members["ann"], ledger.at(when)).tags
    assert all(isinstance(one, TagView) for one in shown)
    return {one.name: one.until for one in shown}


def posted(result: object) -> dict[str, int]:
    assert isinstance(result, Receipt), result
    return {name: n for one in result.postings for name, n in one.tags.items()}


def test_of_one_the_last_replaces_and_the_receipt_says_both(shop: Shop) -> None:
    assert posted(shop.happens("went.dry", MAY)) == {"skin/dry": 1}
    assert posted(shop.happens("went.oily", MAY)) == {"skin/oily": 1, "skin/dry": -1}
    assert posted(shop.happens("went.oily", MAY)) == {}
    assert tags(shop, MAY) == {"skin/oily": None}


def test_of_one_that_keeps_the_first_the_first_stays(shop: Shop) -> None:
    shop.happens("came.poster", MAY)
    assert posted(shop.happens("came.live", MAY)) == {}
    assert tags(shop, MAY) == {"source/poster": None}


def test_any_of_adds_each_with_the_end_of_its_month(shop: Shop) -> None:
    shop.happens("liked.tea", "2026-05-31 23:59:59")
    shop.happens("liked.cake", "2026-06-01 00:00")
    assert tags(shop, "2026-06-01 00:00") == {"likes/tea": "2027-05-31", "likes/cake": "2027-06-30"}
    assert tags(shop, "2027-05-31 23:59:59") == {"likes/tea": "2027-05-31", "likes/cake": "2027-06-30"}
    assert tags(shop, "2027-06-01 00:00") == {"likes/cake": "2027-06-30"}


def test_a_tag_that_is_given_anew_lasts_from_then_on_and_never_shorter(shop: Shop) -> None:
    shop.happens("liked.tea", "2026-05-04 10:00")
    assert posted(shop.happens("liked.tea", "2026-07-04 10:00")) == {"likes/tea=2027-05": -1, "likes/tea=2027-07": 1}
    assert posted(shop.happens("liked.tea", "2026-06-04 10:00", arrives="2026-07-04 11:00")) == {}
    assert tags(shop, "2026-07-04 11:00") == {"likes/tea": "2027-07-31"}


def test_an_end_is_a_posting_as_of_its_own_moment(shop: Shop) -> None:
    shop.happens("liked.tea", MAY)
    result = shop.play(Settle(), "2027-08-01 00:00")
    assert isinstance(result, Receipt)
    (ended,) = (one for one in result.postings if one.tags)
    assert (ended.why, ended.at, ended.tags) == ("expired", shop.at("2027-06-01 00:00"), {"likes/tea=2027-05": -1})
    assert shop.store.members["ann"].document.given_tags == {}


def test_neither_the_brands_list_nor_a_rule_removes_what_the_other_gave(shop: Shop) -> None:
    shop.play(Update(tags=("vip", "skin/oily")), MAY)
    shop.happens("went.dry", MAY)
    assert shop.store.members["ann"].document.profile.tags == ("vip", "skin/oily")
    shop.play(Update(tags=()), MAY)
    assert tags(shop, MAY) == {"skin/dry": None}
    assert not shop.store.members["ann"].document.profile.tags


@pytest.mark.parametrize(
    ("offer", "events", "words", "expected"),
    [
        ("for-tea", (), (), "not_eligible"),
        ("for-tea", ("liked.tea",), (), ""),
        ("for-tea", ("liked.tea",), ("vip",), ""),
        ("for-vips", ("went.dry",), (), "not_eligible"),
        ("for-vips", ("went.dry",), ("vip",), ""),
        ("for-vips", ("went.oily",), (), ""),
        ("for-vips", (), ("skin/oily",), ""),
    ],
)
def test_an_audience_sees_tags_of_both(
    shop: Shop, offer: str, events: tuple[str, ...], words: tuple[str, ...], expected: str
) -> None:
    shop.order("1.00 CNY", MAY)
    shop.play(Update(tags=words), MAY)
    for event in events:
        shop.happens(event, MAY)
    result = shop.redeem(offer, MAY)
    assert getattr(result, "code", "") == expected


def test_a_tag_is_asked_for_until_the_last_moment_of_its_month(shop: Shop) -> None:
    shop.happens("liked.tea", "2026-05-04 10:00")
    shop.order("1.00 CNY", MAY)
    shop.order("1.00 CNY", MAY)
    assert isinstance(shop.redeem("for-tea", shop.at("2027-06-01 00:00") - 1), Receipt)
    assert getattr(shop.redeem("for-tea", "2027-06-01 00:00"), "code", "") == "not_eligible"


def test_a_refund_leaves_the_tag_which_tells_what_happened(shop: Shop) -> None:
    shop.order("9.00 CNY", MAY)
    result = shop.sent_back(MAY)
    assert isinstance(result, Receipt)
    assert result.moved() == {"club": {"points": -5}}
    assert posted(result) == {}
    assert tags(shop, MAY) == {"likes/cake": "2027-05-31"}


def test_a_tag_that_is_declared_no_more_is_seen_by_nobody_and_kept(shop: Shop) -> None:
    shop.happens("liked.tea", MAY)
    shop.happens("liked.cake", MAY)
    shop.order("1.00 CNY", MAY)
    with_tea = shop.store.definitions
    less, _ = reading.read(tree(PROGRAMME.replace("[tea, cake]", "[cake]")), Programme)
    assert less is not None
    shop.store.definitions = publish(tree(CAMPAIGN), less)
    assert tags(shop, MAY) == {"likes/cake": "2027-05-31"}
    assert getattr(shop.redeem("for-tea", MAY), "code", "") == "not_eligible"
    assert posted(shop.happens("liked.tea", MAY)) == {}
    shop.store.definitions = with_tea
    assert tags(shop, MAY) == {"likes/cake": "2027-05-31", "likes/tea": "2027-05-31"}


@pytest.mark.parametrize(
    ("before", "gone", "then", "kept"),
    [
        pytest.param("went.dry", "dry", "went.oily", "skin/oily", id="of one the last replaces"),
        pytest.param("came.live", "live", "came.poster", "source/poster", id="the first that is still known stays"),
    ],
)
def test_another_takes_the_place_of_a_tag_that_is_declared_no_more(
    shop: Shop, before: str, gone: str, then: str, kept: str
) -> None:
    shop.happens(before, MAY)
    whole = shop.store.definitions
    less, _ = reading.read(tree(PROGRAMME.replace(f"[{gone}, ", "[")), Programme)
    assert less is not None
    shop.store.definitions = publish(tree(CAMPAIGN), less)
    assert tags(shop, MAY) == {}
    shop.happens(then, MAY)
    shop.store.definitions = whole
    assert tags(shop, MAY) == {kept: None}, "declared again, there are not two of one"


def test_a_record_keeps_a_hundred_and_the_one_that_ends_first_goes(shop: Shop) -> None:
    document = shop.store.members["ann"].document
    document.given_tags = {f"old/{n:03}": 2027 * 12 + n for n in range(MOST_TAGS)}
    assert posted(shop.happens("went.dry", MAY)) == {"skin/dry": 1, "old/000=2027-01": -1}
    assert len(shop.store.members["ann"].document.given_tags) == MOST_TAGS


def test_what_is_reported_once_its_tag_would_be_over_gives_none() -> None:
    shop = Shop(PROGRAMME.replace("12 months", "1 month"), CAMPAIGN)
    shop.enrol("ann", "2026-01-05 10:00")
    assert posted(shop.happens("liked.tea", MAY, arrives="2026-06-30 23:59:59")) == {"likes/tea=2026-06": 1}
    assert posted(shop.happens("liked.cake", "2026-05-09 10:00", arrives="2026-07-01 00:00")) == {
        "likes/tea=2026-06": -1
    }


def test_erasure_leaves_no_tag_in_document_or_receipt(shop: Shop) -> None:
    receipt = shop.happens("went.dry", MAY)
    assert isinstance(receipt, Receipt)
    assert anonymous(shop.store.members["ann"].document, shop.at(MAY)).given_tags == {}
    assert posted(anonymous_receipt(receipt)) == {}


GROUPS = "timezone: Asia/Shanghai\ntags: {skin: GROUP}\n"


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("{one_of: [dry, oily], keeps: first}", []),
        ("{any_of: [dry, oily], valid: end of year}", []),
        ("{}", ["tag-group tags/skin"]),
        ("{one_of: [dry], any_of: [oily]}", ["tag-group tags/skin"]),
        ("{any_of: [dry], keeps: first}", ["tag-group tags/skin/keeps"]),
        ("{any_of: [dry], valid: 1201 months}", ["too-long tags/skin/valid"]),
        (f"{{any_of: [{', '.join(f't{n}' for n in range(MOST_TAGS))}]}}", []),
        (f"{{any_of: [{', '.join(f't{n}' for n in range(MOST_TAGS + 1))}]}}", ["too-many-tags tags"]),
        (f"{{one_of: [{', '.join(f't{n}' for n in range(MOST_TAGS + 1))}]}}", []),
    ],
)
def test_a_group_says_which_tags_and_whether_one_or_several(group: str, expected: list[str]) -> None:
    found = but_words(lint_programme(programme(GROUPS.replace("GROUP", group))))
    assert [f"{one.code} {'/'.join(map(str, one.path))}" for one in found] == expected


def test_tags_that_end_need_a_clock() -> None:
    found = but_words(lint_programme(programme("tags: {skin: {one_of: [dry], valid: 1 year}}\n")))
    assert [one.code for one in found if one.level == "error"] == ["no-clock"]


@pytest.mark.parametrize(
    ("said", "instead", "expected"),
    [
        ("", "", []),
        ("tags: skin/dry", "tags: skin/wet", ["unknown-tag"]),
        ("tags: skin/dry", "tags: dry", ["unknown-tag"]),
        ("tags: skin/dry", "tags: [skin/dry, skin/oily]", ["one-tag-of-a-group"]),
        ("tags: likes/cake", "tags: [likes/cake, likes/tea]", []),
        ("tag: likes/tea", "tag: likes/coffee", ["unknown-tag"]),
        ("tag: likes/tea", "tag: wallet/thick", []),
        ("costs: {points: 1}", "costs: {points: 1, tags: likes/tea}", ["tags-not-spent", "tags-not-spent"]),
    ],
)
def test_bags_and_audiences_name_tags_that_are_declared(said: str, instead: str, expected: list[str]) -> None:
    read, findings = reading.read(tree(CAMPAIGN.replace(said, instead)), CampaignFile)
    assert read is not None, findings
    assert [one.code for one in but_words(lint(read, programme(PROGRAMME))) if "tag" in one.code] == expected


@pytest.mark.parametrize(
    ("old", "new", "used", "expected"),
    [
        ("one_of: [dry, oily]", "one_of: [oily, dry]", True, set()),
        ("one_of: [dry, oily]", "one_of: [dry]", True, {"adverse"}),
        ("one_of: [dry, oily]", "one_of: [dry]", False, {"neutral"}),
        ("one_of: [dry, oily]", "one_of: [dry, oily, mixed]", True, {"favourable"}),
        ("one_of: [dry, oily]", "any_of: [dry, oily]", True, {"favourable"}),
        ("any_of: [tea, cake]", "one_of: [tea, cake]", True, {"adverse"}),
        ("valid: 12 months", "valid: 11 months", True, {"adverse"}),
        ("valid: 12 months", "valid: end of year", True, {"adverse"}),
        (", valid: 12 months", "", True, {"favourable"}),
        ("keeps: first", "keeps: last", True, {"neutral"}),
        ("  skin: {one_of: [dry, oily]}\n", "", True, {"adverse"}),
    ],
)
def test_another_version_of_the_programme(old: str, new: str, used: bool, expected: set[str]) -> None:
    read, _ = reading.read(tree(CAMPAIGN), CampaignFile)
    found = diff(
        programme(PROGRAMME), programme(PROGRAMME.replace(old, new)), campaigns=[read] if used and read else []
    )
    assert {one.kind for one in found} == expected


def test_a_bag_that_gives_another_tag() -> None:
    old, new = (
        reading.read(tree(CAMPAIGN.replace("tags: skin/dry", of)), CampaignFile)[0]
        for of in ("tags: skin/dry", "tags: skin/oily")
    )
    assert old is not None
    assert new is not None
    assert [one.kind for one in diff(old, new)] == ["adverse", "neutral"]


SCENARIOS = """
scenarios:
  a label of likes ends a year after it was last given:
    given: {tags: [vip, skin/dry]}
    steps:
      - {at: 2026-05-01 00:00, does: liked.tea, gets: {}, tags: [skin/dry, likes/tea]}
      - {at: end of 2027-05-31 - 1 ms, tags: [likes/tea, skin/dry]}
      - {at: end of 2027-05-31, tags: [skin/dry]}
      - {does: went.oily, tags: [skin/dry]}
"""


def test_a_scenario_says_all_the_tags_of_rules() -> None:
    read, findings = scenarios(tree(SCENARIOS), "club")
    assert findings == []
    definitions = publish(tree(CAMPAIGN), programme(PROGRAMME))
    assert unfit(read, definitions) == []
    [failure] = run(read[0], definitions)
    assert (failure.expected, failure.got) == ("tags skin/dry", "tags skin/oily")
    [wrong] = unfit(scenarios(tree(SCENARIOS.replace("[vip, skin/dry]", "[skin/wet]")), "club")[0], definitions)
    assert wrong.code == "unknown-tag"


def test_a_milestone_that_moved_gives_its_tag_once() -> None:
    given, terms = [Payment(2, Bag(points=5, tags=("likes/tea",)), 1)], {3: Bag(points=5, tags=("likes/tea",))}
    assert moved(given, terms, {3: 1}) == []
    assert moved(given, {3: Bag(points=5, tags=("likes/cake",))}, {3: 1}) == [Payment(3, Bag(tags=("likes/cake",)), 1)]


def test_the_audit_finds_a_tag_that_is_taken_and_was_not_given() -> None:
    recount = Recount(RULES, {}, {})
    receipt = {"id": "a", "number": 1, "at": 1, "does": "settle"}
    recount.add("ann", receipt | {"postings": [{"campaign": "programme", "why": "expired", "tags": {"skin/dry": -1}}]})
    assert [title for title, found in recount.breaches.items() if found and "tag" in title] == [RULES[0].title]
