"""Mistakes in forms: answers that are taken, tags that stay, and words that go where nobody asked for them."""

from tests.proof.mutations.mutation import Mutation

PLAY = "chalicelib/domain/mechanics/form/play.py"
ANSWERS = "chalicelib/domain/mechanics/form/answers.py"
RECORD = "chalicelib/domain/mechanics/form/__init__.py"
COUNTERS = "chalicelib/domain/derived/counters.py"

OF_FORMS = "tests/domain/test_forms.py"

MUTATIONS = (
    Mutation(
        "a-gift-for-each-sending",
        PLAY,
        "if not before.times:",
        "if True:",
        "whoever sends a form twice would get its gift twice",
        OF_FORMS,
    ),
    Mutation(
        "old-answers-stay",
        PLAY,
        "take_tags(player, [tag for tag in before.tags if tag not in tags])",
        "take_tags(player, [])",
        "a member would be known by answers that were taken back",
        OF_FORMS,
    ),
    Mutation(
        "a-form-takes-others-tags",
        PLAY,
        "own = tuple(tag for tag in dict.fromkeys(tags) if tag not in others)",
        "own = tuple(dict.fromkeys(tags))",
        "a form would take a tag that another rule had given",
        OF_FORMS,
    ),
    Mutation(
        "a-form-keeps-what-a-rule-gave-anew",
        "chalicelib/domain/play/rewards.py",
        "        take_from_forms(player.turn, bag.tags)\n",
        "",
        "a form that is sent again would take a tag that another rule has given since",
        OF_FORMS,
    ),
    Mutation(
        "any-option",
        ANSWERS,
        "if option not in ask.options:",
        "if False:",
        "an option that there is not would be counted",
        OF_FORMS,
    ),
    Mutation(
        "any-number-of-options",
        ANSWERS,
        "if not number.least <= len(options) <= number.most:",
        "if False:",
        "a member could be all types of skin at once",
        OF_FORMS,
    ),
    Mutation(
        "any-length-of-text",
        ANSWERS,
        "if len(text) > most:",
        "if False:",
        "a receipt would keep a book for years",
        OF_FORMS,
    ),
    Mutation(
        "blanks-are-an-answer",
        ANSWERS,
        "if ask.needed and not same_text(text):",
        "if ask.needed and not text:",
        "a gift would go out for a text of blanks",
        OF_FORMS,
    ),
    Mutation(
        "answers-of-the-erased",
        RECORD,
        'kept=("campaign", "form"),',
        'kept=("campaign", "form", "answers"),',
        "the words of somebody who is forgotten would stay",
        OF_FORMS,
    ),
    Mutation(
        "words-in-the-counters",
        COUNTERS,
        "for option in options if option in one.value)",
        "for option in options)",
        "what members write would be the name of a counter, in every report",
        OF_FORMS,
    ),
)
