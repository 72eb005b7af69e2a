"""Mistakes with what shops and the brand report: words out of order, equal orders, large baskets, bounds."""

from tests.proof.mutations.mutation import Mutation

SAID = "chalicelib/domain/record/said.py"
CLAIMS = "chalicelib/domain/play/claims.py"
EVENTS = "chalicelib/domain/play/events.py"
HAPPENED = "chalicelib/domain/decide/happened.py"
AUDIENCE = "chalicelib/domain/play/audience.py"
MEMBERSHIP = "chalicelib/domain/decide/membership.py"
TURN = "chalicelib/domain/play/turn.py"

OF_SAID = "tests/domain/test_said.py"
OF_EVENTS = "tests/domain/test_events.py"
OF_MEMBERSHIP = "tests/domain/test_membership.py"

MUTATIONS = (
    Mutation(
        "the-later-arrival-holds",
        SAID,
        "[*had[: at - same], Word(time, value), *had[at:]]",
        "[*had, Word(time, value)]",
        "an older word of the brand would take a tier away that a newer one gave",
        OF_SAID,
    ),
    Mutation(
        "late-events-by-todays-tier",
        TURN,
        "self.member.profile if self.moment >= self.now else as_of(self.member, self.moment)",
        "self.member.profile",
        "who fell or rose in the meantime would lose or win by an order of the day before",
        OF_SAID,
    ),
    Mutation(
        "late-events-by-todays-age",
        AUDIENCE,
        "min(turn.moment, turn.now)",
        "turn.now",
        "a child's event of the day before a birthday would count as a grown-up's",
        OF_SAID,
    ),
    Mutation(
        "born-tomorrow",
        MEMBERSHIP,
        "if day > today:",
        "if False:",
        "an age below zero would be judged",
        OF_MEMBERSHIP,
    ),
    Mutation(
        "repetitions-forgotten",
        SAID,
        "if place in edges or not said[place - 1].value == one.value == said[place + 1].value",
        "if place == 0 or not said[place - 1].value == one.value",
        "a word that was said again would not hold against an older one",
        OF_SAID,
    ),
    Mutation(
        "large-baskets-refused",
        HAPPENED,
        "if event.by_client:",
        "if True:",
        "the best customers' orders would be refused whole",
        OF_EVENTS,
    ),
    Mutation(
        "receipts-keep-everything",
        EVENTS,
        "if _length(given) <= LONGEST_KEPT:",
        "if True:",
        "every receipt of a large basket would be paid for, for years",
        OF_EVENTS,
    ),
    Mutation(
        "order-number-not-kept",
        EVENTS,
        "LONGEST_KEPT, {key.field for key in declared.unique}",
        "LONGEST_KEPT, set[str]()",
        "nobody could tell from the receipt of a large basket which order it was",
        OF_EVENTS,
    ),
    Mutation(
        "a-missing-number-counts",
        CLAIMS,
        "elif not key.or_none:",
        "elif False:",
        "an order without a number would count as often as it is sent",
        OF_EVENTS,
    ),
    Mutation(
        "one-field-of-several",
        CLAIMS,
        "for key in declared.unique:",
        "for key in declared.unique[:1]:",
        "of two tills that begin at 0001 the second one's members would get nothing",
        OF_EVENTS,
    ),
    Mutation(
        "joined-without-escaping",
        CLAIMS,
        'return text.replace("%", "%25").replace("/", "%2F")',
        "return text",
        "two orders whose parts read alike when joined would be one",
        OF_EVENTS,
    ),
    Mutation(
        "dashes-told-apart",
        CLAIMS,
        'return "-" if one == _MINUS or unicodedata.category(one) == "Pd" else one',
        "return one",
        "a number that was copied from a letter would count a second time",
        OF_EVENTS,
    ),
    Mutation(
        "null-is-a-value",
        EVENTS,
        "if raw is None:\n            continue",
        "if False:\n            continue",
        "an order would be lost for a field that it doesn't have",
        OF_EVENTS,
    ),
)
