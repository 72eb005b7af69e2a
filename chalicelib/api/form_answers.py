"""The answers to a form, for the manager who asks for them."""

from chalicelib.api import examples
from chalicelib.api.manage import KNOWN, ONE
from chalicelib.api.route import Call, Reply, ResponseBody, Route
from chalicelib.services.form_answers import FormAnswer, FormAnswersPage


class Answers(ResponseBody, frozen=True, kw_only=True):
    """A page of the answers to a form."""

    page: FormAnswersPage
    """The answers of one page."""


def _answers(call: Call) -> Reply:
    """The campaign has to exist: a typo is no form that nobody sent."""
    campaign, form = call.ids["campaign"], call.ids["form"]
    call.parts.operations.overview.campaign(campaign, call.now)
    page = call.parts.operations.form_answers.page(campaign, form, call.query.get("after"))
    return Reply(Answers(server_time=call.now, page=page))


_EXAMPLE = FormAnswer(
    examples.MEMBER, "vFNlVqzxTsDB7o2t", examples.NOW, 1, {"type": "d", "likes": ["s", "n"], "words": "More of this"}
)

ROUTES = (
    Route(
        "form_answers",
        "GET",
        f"{ONE}/forms/{{form}}/answers",
        "What members answered to a form, oldest first, a page at a time; a few seconds behind.",
        _answers,
        Answers,
        Answers(server_time=examples.NOW, page=FormAnswersPage((_EXAMPLE,), None)),
        "manager",
        query={"after": "The page after this one: `after` of its answer."},
        codes=(*KNOWN, "unknown_page"),
    ),
)
