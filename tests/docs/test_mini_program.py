"""The front-end developer's guide: its tour runs, and its tables say what the code says."""

import json
import re
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from chalicelib.api import plays, problem, route
from chalicelib.api.meanings import MEMBERS
from chalicelib.domain.decide.attempts import HANDLERS
from chalicelib.domain.derived.erasure import NAMES
from chalicelib.domain.mechanics.blind_box import view as blind_box
from chalicelib.domain.mechanics.board import view as board
from chalicelib.domain.mechanics.challenge import view as challenge
from chalicelib.domain.mechanics.collection import view as collection
from chalicelib.domain.mechanics.form import view as form
from chalicelib.domain.mechanics.quiz import view as quiz
from chalicelib.domain.mechanics.redemption import view as redemption
from chalicelib.domain.play import events
from chalicelib.domain.record import journal, member, receipt
from chalicelib.domain.record.actions import named
from chalicelib.domain.views import board as ranking
from chalicelib.domain.views import odds, rules, screens, words
from chalicelib.domain.wire import ijson, jws
from chalicelib.domain.words.values import LARGEST_INTEGER
from chalicelib.services import history
from chalicelib.store import receipt_log
from infra import pieces
from tests.docs.pages import blocks, page, rows, section, take

PAGE = page("docs/mini-program.md")

SHAPES: dict[str, Any] = {
    "me": screens.Home,
    "profile": member.Profile,
    "coupon": screens.CouponView,
    "campaign": screens.CampaignView,
    "card": screens.CampaignCard,
    "challenge": challenge.ChallengeView,
    "task": challenge.TaskView,
    "make_up": challenge.MakeUpView,
    "milestone": challenge.MilestoneView,
    "collection": collection.CollectionView,
    "box": blind_box.BoxView,
    "guarantee": blind_box.GuaranteeView,
    "redemption": redemption.RedemptionView,
    "offer": redemption.OfferView,
    "board": board.BoardView,
    "A ranking": ranking.BoardStanding,
    "form": form.FormView,
    "asks": form.FormAskView,
    "quiz": quiz.QuizView,
    "question": quiz.QuestionView,
    "words": words.CampaignWords,
    "block": words.BlockWords,
    "prize": words.PrizeWords,
    "receipt": receipt.Receipt,
    "postings": journal.Posting,
    "draws": receipt.Draws,
    "odds": odds.OddsView,
    "row": odds.RowView,
    "terms": odds.GuaranteeTerms,
    "rules": rules.RulesView,
    "section": rules.Section,
}


def test_the_tour_shows_what_the_guide_says(url: str) -> None:
    take("\n".join(blocks(PAGE, "sh")), url)


@pytest.mark.parametrize("heading", SHAPES)
def test_every_field_is_explained(heading: str) -> None:
    explained = [name.strip("`") for name, *_ in rows(section(PAGE, heading))]

    assert explained == list(SHAPES[heading].__struct_encode_fields__)


def test_every_problem_is_explained_under_its_status() -> None:
    explained = [(int(status), code.strip("`")) for status, code, _ in rows(section(PAGE, "Problems"))]

    meanings = {code.strip("`"): means for _, code, means in rows(section(PAGE, "Problems"))}
    assert meanings == MEMBERS
    managers = {code for kind in problem.MANAGERS_KINDS for code in kind.codes}
    answered = {**problem.STATUSES, **problem.BEFORE}
    assert sorted(explained) == sorted((status, code) for code, status in answered.items() if code not in managers)
    of_kinds = [status for status, code in explained]
    assert of_kinds.index(404) > of_kinds.index(403) > of_kinds.index(401)


def test_a_path_that_does_not_exist_answers_as_the_guide_says(url: str) -> None:
    """On the laptop; the gateway of a stage answers by its template, which names the same code and status."""
    asked = urlsplit(url)
    connection = HTTPConnection(asked.hostname or "", asked.port or 0, timeout=120)
    connection.request("GET", "/v1/nothing")
    answer = connection.getresponse()
    told = json.load(answer)
    responses = pieces.read("edge")["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    template = responses["x-amazon-apigateway-gateway-responses"]["MISSING_AUTHENTICATION_TOKEN"]
    [text] = template["responseTemplates"].values()

    assert "is 404 `unknown_route`, on the laptop and on AWS" in PAGE
    assert (answer.status, told["status"], told["code"]) == (404, 404, "unknown_route")
    assert template["statusCode"] == 404
    assert json.loads(text.replace("$context.requestTimeEpoch", "1"))["code"] == "unknown_route"


def test_the_limits_are_those_of_the_code() -> None:
    limits = dict(rows(section(PAGE, "Limits")))

    assert limits["a body"] == f"{route.MEMBERS_BYTES // 1024} KB"
    assert limits["a provider's code, or a token of the brand's login"] == f"{jws.LONGEST:,} characters"
    assert limits["an event's data"] == f"{events.LONGEST_REPORT:,} characters"
    assert limits["JSON"].startswith(f"{ijson.DEEPEST} levels deep, numbers up to {LARGEST_INTEGER:,}")
    assert f"{ijson.LONGEST_NUMBER} characters long" in limits["JSON"]
    assert limits["a page of receipts"] == f"{receipt_log.LENGTH}, or what `limit` says up to {history.MOST}"


def test_every_name_of_an_action_is_told() -> None:
    [told] = [means for name, means in rows(section(PAGE, "receipt")) if name == "`does`"]
    names = set(re.findall(r"`([a-z_]+)`", told))

    assert names == set(NAMES)
    assert {named(action) for action in HANDLERS} | {"receive", "absorbed", "claimed", "erase"} == names


def test_every_action_is_listed() -> None:
    listed = {path.strip("`") for _, path, _ in rows(section(PAGE, "Playing"))}

    assert listed == {one.path for one in plays.ROUTES}
