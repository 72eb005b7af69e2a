"""Mistakes in conditions on members, and in segments."""

from tests.proof.mutations.mutation import Mutation

MEMBERS = "chalicelib/domain/play/members.py"
DAYS = "chalicelib/domain/play/segment_days.py"
SETTLE = "chalicelib/domain/decide/settle.py"
OF_SEGMENTS = "tests/domain/test_segments.py"
OF_LIVES = "tests/proof/test_segment_lives.py"

MUTATIONS = (
    Mutation(
        "import-brings-into-segments",
        "chalicelib/domain/decide/attempts.py",
        "if not isinstance(ask.action, Import):",
        "if True:",
        "a file of a million members would hand out a million coupons",
        "tests/domain/test_segments.py",
    ),
    Mutation(
        "born-into-the-index-by-no-definitions",
        "chalicelib/services/sign_in.py",
        "FallsDue(falls_due(known, born, now))",
        "FallsDue(falls_due(alone, born, now))",
        "who only signed in would be looked at after a year",
        "tests/services/test_sign_in.py",
    ),
    Mutation(
        "joined-on-the-day-in-london",
        "chalicelib/services/sign_in.py",
        "alone = no_campaigns(known.programme.timezone)",
        "alone = no_campaigns(None)",
        "who signs in at half past midnight in Shanghai would have joined the day before",
        "tests/services/test_sign_in.py",
    ),
    Mutation(
        "purchases-of-a-month-too-many",
        "chalicelib/domain/record/bought.py",
        "if month - months < at <= month",
        "if month - months <= at <= month",
        "what was spent a year and a month ago would still make a member important",
        f"{OF_SEGMENTS} {OF_LIVES}",
    ),
    Mutation(
        "silent-a-day-late",
        DAYS,
        "return (numbers[0] + 1,)",
        "return (numbers[0] + 2,)",
        "a segment would be entered a day late",
        OF_SEGMENTS,
    ),
    Mutation(
        "entered-again-and-again",
        SETTLE,
        "        segments = enter(turn, segments, due.at)\n",
        "        enter(turn, segments, due.at)\n",
        "who stays away for a year would get the coupon of the first day many times",
        f"{OF_SEGMENTS} {OF_LIVES}",
    ),
    Mutation(
        "order-makes-its-own-segment",
        "chalicelib/domain/decide/attempts.py",
        "        before = self._holding() if self.situation.member.version or self.kept else []\n",
        "        before: list[str] = []\n",
        "every action would enter all segments anew",
        f"{OF_SEGMENTS} {OF_LIVES}",
    ),
    Mutation(
        "words-by-their-case",
        "chalicelib/domain/file/conditions.py",
        "word.casefold() in text.casefold()",
        "word in text",
        "who writes in capitals would not be understood",
        OF_SEGMENTS,
    ),
)
