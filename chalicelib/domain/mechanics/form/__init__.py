"""Forms: questions without a right answer, whose answers become tags."""

from chalicelib.domain.mechanics.form import play, view
from chalicelib.domain.mechanics.form.block import Form
from chalicelib.domain.mechanics.mechanic import Example, Judged, Mechanic, Play
from chalicelib.domain.time.windows import Window
from chalicelib.domain.words.errors import BadAnswer, SoldOut, Unknown


def _judged() -> Judged:
    from chalicelib.domain.mechanics.form import choices, diff, lint

    return Judged(rules=lint.RULES, judges=diff.JUDGES, choices=choices.choices)


FILL = Play(
    action=play.Fill,
    handler=play.fill,
    path="forms/{form}",
    summary="Send a form; sent again, the last answers hold.",
    refused={
        Unknown: ("unknown_form",),
        BadAnswer: ("bad_answer",),
        SoldOut: ("sold_out",),
    },
    words={"fill {form}": {"answers": {}}},
    kept=("campaign", "form"),
    example=Example(
        asked={"form": "skin", "answers": {"type": "d", "likes": ["s", "n"], "words": "More of this"}},
        moved={"points": 50},
        why="challenges/gift/form",
    ),
)

SEEN = view.FormView(
    for_me=True,
    open=Window(1_780_243_200_000, 1_782_835_200_000),
    next_opens=None,
    sent=0,
    asks={
        "type": view.FormAskView("Your skin is", {"a": "Dry", "d": "Sensitive"}, 1, 1, None, needed=True),
        "words": view.FormAskView("Anything else?", {}, 0, 0, 200, needed=False),
    },
)

MECHANIC = Mechanic(
    key="forms",
    plural="forms",
    word="form",
    offers="a survey whose answers become tags, with something for whoever fills it in",
    described="Questions without a right answer, each form under a name of your choice. Without it there are none.",
    block=Form,
    plays=(FILL,),
    view=view.view,
    shown=view.FormView,
    seen={"skin": SEEN},
    odds=None,
    counts=None,
    falls_due=None,
    releases=None,
    undoes=None,
    settles=None,
    waits=None,
    absorbs=None,
    judged=_judged,
)
