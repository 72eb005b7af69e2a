"""The sentences of problems: every code has them in each language, and no name of a file stands in them."""

import re
from typing import Any

import pytest

from chalicelib.api.problem import BEFORE, KINDS, problem_of
from chalicelib.api.routes import ROUTES
from chalicelib.api.sentences import LANGUAGES, language_of, said
from chalicelib.api.sentences.language import ProblemLanguage
from chalicelib.domain.words.errors import LimitReached, NotEnough, Params, SoldOut, TesseraError, Unknown, WindowClosed
from tests.api.caller import Api
from tests.api.world import OPENING

NOW = OPENING
HOUR = 3_600_000
OURS = "inner-name"
"""A name as campaign files have them, which members never read."""
PARAMS: Params = {
    "asset": f"fragments/{OURS}", "has": 1, "needs": 3, "missing": (OURS, OURS), "limit": 2, "per": "day", "left": 0,
    "again": NOW + HOUR, "opens": NOW + HOUR, "min_age": 8, "guardian_under": 18, "prize": OURS, "offer": OURS,
    "question": OURS, "day": "2026-06-01", "tier": OURS, "tag": OURS, "text": 20, "least": 1, "most": 2,
    "older_than": 3, "reason": "a cause",
}  # fmt: skip
FOR_PROGRAMS = ["malformed_json", "invalid_id", "invalid_body", "body_too_large"]
"""Codes of which the reason is told as it is: it is about what a program sent."""

CODES = sorted({code for kind in KINDS for code in kind.codes})
EN, ZH = LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.tag)
@pytest.mark.parametrize("code", CODES)
def test_every_code_of_members_has_a_sentence_without_a_name_of_a_file(code: str, language: ProblemLanguage) -> None:
    assert code in language.sentences or code.startswith("unknown_")
    title, detail = said(language, code, PARAMS, NOW)
    assert title
    assert detail
    assert OURS not in title + detail
    assert "{" not in title + detail
    assert re.search("[一-鿿]", title + detail) if language is ZH else title.isascii() and detail.isascii()


@pytest.mark.parametrize("language", LANGUAGES[1:], ids=lambda one: one.tag)
def test_languages_say_the_same_codes_with_the_same_params(language: ProblemLanguage) -> None:
    def params(one: ProblemLanguage) -> dict[str, set[str]]:
        return {code: set(re.findall(r"{(\w+)}", "".join(text))) for code, text in one.sentences.items()}

    assert language.sentences.keys() == EN.sentences.keys()
    different = {
        code for code, names in params(language).items() if names - {"reason"} != params(EN)[code] - {"reason"}
    }
    assert not different
    assert language.periods.keys() == EN.periods.keys()
    assert language.assets.keys() == EN.assets.keys()


def test_every_code_that_members_may_be_answered_is_known() -> None:
    stated = {code for route in ROUTES if route.auth in ("member", "anyone") for code in route.all_codes()}
    assert stated - BEFORE.keys() <= set(CODES)  # what the gateway answers, it answers in English


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        (None, "en"),
        ("", "en"),
        ("zh-CN", "zh-CN"),
        ("ZH-cn", "zh-CN"),
        ("zh", "zh-CN"),
        ("zh-HK,zh;q=0.9", "zh-CN"),
        ("en-GB", "en"),
        ("fr, zh;q=0.5", "zh-CN"),
        ("en;q=0.5, zh-CN;q=0.8", "zh-CN"),
        ("zh-CN;q=0, en;q=0.1", "en"),
        ("fr", "en"),
        ("*", "en"),
        ("zh-CN;q=much, ;;, q=1", "en"),
        ("zh-CN;q=0.7;x=1", "en"),
    ],
)
def test_the_language_is_the_one_that_is_liked_best(accepted: str | None, tag: str) -> None:
    assert language_of(accepted).tag == tag


@pytest.mark.parametrize(
    ("error", "english", "chinese"),
    [
        pytest.param(
            WindowClosed("closed", NOW + 90 * 60_000),
            "This is not open now. It opens in 2 hours.",
            "现在未开放。2小时后开放。",
            id="a time to come, rounded up",
        ),
        pytest.param(WindowClosed("closed"), "This is not open now.", "现在未开放。", id="a clause that nothing fills"),
        pytest.param(
            NotEnough("none", params={"asset": "points", "has": 20, "needs": 50}),
            "Points needed: 50. You have 20.",
            "需要50积分，您现有20。",
            id="an asset",
        ),
        pytest.param(NotEnough("none"), "Not enough", "数量不足", id="no clause is filled"),
        pytest.param(
            LimitReached("often", params={"limit": 1, "per": "day", "left": 0, "again": NOW + 60_000}),
            "At most 1 a day. Left now: 0. Again in 1 minute.",
            "每天最多1次。还可0次。1分钟后可再次参与。",
            id="a limit",
        ),
        pytest.param(SoldOut("gone", params={"prize": OURS}), "This is gone.", "已被领完。", id="no name"),
        pytest.param(
            Unknown("box", OURS),
            "This is not here, or not any more: please look again.",
            "该内容不存在或已下线，请刷新后查看。",
            id="what is not here",
        ),
        pytest.param(
            RuntimeError("secret"),
            "The fault is on our side: please try again.",
            "系统出现问题，请重试。",
            id="ours",
        ),
    ],
)
def test_a_sentence_says_what_its_params_tell(error: Exception, english: str, chinese: str) -> None:
    assert [problem_of(error, NOW, one).detail for one in LANGUAGES] == [english, chinese]
    if isinstance(error, TesseraError):
        assert problem_of(error, NOW).detail == error.message, "managers read the names of their files"
        assert problem_of(error, NOW, ZH).params == dict(error.params)


@pytest.mark.parametrize("code", FOR_PROGRAMS)
def test_the_authors_of_a_program_read_the_reason(code: str) -> None:
    assert [PARAMS["reason"] in said(one, code, PARAMS, NOW)[1] for one in LANGUAGES] == [True, True]  # type: ignore[operator]


def test_a_refusal_over_http_is_in_the_language_of_the_phone(api: Api, token: str) -> None:
    draw = "/v1/campaigns/spa/boxes/care/draw"
    answers = [
        api.send("POST", draw, b"{}", token, {"Idempotency-Key": f"k{n}", "Accept-Language": accepted})
        for n, accepted in enumerate(("zh-CN,zh;q=0.9", "de"))
    ]
    found: list[dict[str, Any]] = [one.json_body for one in answers]
    assert [one["title"] for one in found] == ["数量不足", "Not enough"]
    assert [one.headers["Content-Language"] for one in answers] == ["zh-CN", "en"]
    assert found[0]["params"] == {"asset": "draws/care", "has": 0, "needs": 1}
    boxes = api.get("/v1/me", token).json_body["me"]["campaigns"]["spa"]["boxes"]
    button = boxes["care"]["buttons"]["draw"]
    assert button == {"may": False, "why_not": {"code": "not_enough", "params": found[0]["params"], "changes": None}}
