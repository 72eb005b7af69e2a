"""Mistakes with texts that may mean two things: advice that takes one of them, and leaves out what is written."""

from tests.proof.mutations.mutation import OF_LINT, Mutation

OF_DOUBTS = "tests/domain/test_doubtful_phrases.py"
OF_SLIPS = "tests/cli/test_slips.py"

MUTATIONS = (
    Mutation(
        "several-words-as-one",
        "chalicelib/domain/lint/as_one.py",
        "if len(_parts(value)) > 1:",
        "if False:",
        "a task that never counts would be published",
        OF_LINT,
    ),
    Mutation(
        "a-dot-of-thousands-guessed",
        "chalicelib/domain/file/phrases/meant_numbers.py",
        'either = "." in number or',
        "either =",
        "a budget of 90.000 CNY would be told to be 90.00 CNY",
        OF_DOUBTS,
    ),
    Mutation(
        "whole-price-is-nine-tenths-off",
        "chalicelib/domain/file/phrases/meant_coupons.py",
        "one if one > 10 else one * 10",
        "one if one >= 10 else one * 10",
        "10折, which is the whole price, would be told to be 90% off",
        OF_DOUBTS,
    ),
    Mutation(
        "a-cap-is-the-least-to-pay",
        "chalicelib/domain/file/phrases/meant_coupons.py",
        "    if _CAPPED.search(rest):\n",
        "    if not rest:\n",
        "10% off up to 50.00 CNY would be told to be 10% off from 50.00 CNY on",
        OF_DOUBTS,
    ),
    Mutation(
        "words-of-a-coupon-left-out",
        "chalicelib/domain/file/phrases/meant_coupons.py",
        "if (words := unknown(rest)) and meant_terms.spellings:",
        "if not (words := unknown(rest)) and not rest:",
        "10% off all tea would be told to be 10% off everything",
        OF_DOUBTS,
    ),
    Mutation(
        "a-period-left-out",
        "chalicelib/domain/file/phrases/meant_words.py",
        'text = _NOUN.sub("", in_digits(text, letters=True))',
        "text = in_digits(text, letters=True)",
        "a stock of 200 mugs a week would not be told to be 200 a week",
        OF_DOUBTS,
    ),
    Mutation(
        "the-first-of-several-days",
        "chalicelib/domain/file/phrases/meant_moments.py",
        "if time and not found.asks and len(days) == 1 and",
        "if time and not days and",
        "weekdays 10:00 would be told to be Mon 10:00",
        OF_DOUBTS,
    ),
    Mutation(
        "a-negation-left-out",
        "chalicelib/domain/lint/conditions.py",
        '    if op == "not":\n        left',
        '    if op == "never":\n        left',
        "not bronze or silver would be told to be a list of both",
        OF_SLIPS,
    ),
)
