"""Mistakes in buttons: a yes that is refused, a no to what would be done, and a reason that is not the refusal's."""

from tests.proof.mutations.mutation import Mutation

ASKED = "chalicelib/domain/play/asked.py"
PRESSING = "chalicelib/domain/decide/pressing.py"
LIMITS = "chalicelib/domain/play/limits.py"
DEFINITIONS = "chalicelib/domain/publishing/definitions.py"
SENTENCES = "chalicelib/api/sentences/__init__.py"
STOCK = "chalicelib/store/stock.py"

OF_ALL = "tests/proof/test_buttons.py"
OF_CASES = "tests/domain/test_buttons.py"
OVER_HTTP = "tests/api/test_buttons.py"
OF_SENTENCES = "tests/api/test_sentences.py"

MUTATIONS = (
    Mutation(
        "a-button-without-what-is-due",
        PRESSING,
        "None if shown.withheld else shown",
        "shown",
        "a set would be called incomplete that the member's next action completes",
        OF_CASES,
    ),
    Mutation(
        "a-button-on-a-changed-copy",
        PRESSING,
        "return not self._attempts.tried.draft.versions",
        "return True",
        "a button would be judged as if another one had been pressed before",
        f"{OF_CASES} {OF_ALL}",
    ),
    Mutation(
        "a-button-of-what-is-gone",
        PRESSING,
        "known.get(take.key, take.n) < take.n",
        "False",
        "members would press what the server knows to be sold out",
        OF_CASES,
    ),
    Mutation(
        "a-cost-not-asked",
        ASKED,
        "        require_held(player, asset, n, price.older_than)\n",
        "        pass\n",
        "who holds too little would be told to draw",
        OF_CASES,
    ),
    Mutation(
        "large-numbers-not-looked-at",
        ASKED,
        " and LARGE not in document.translate(DIGITS)",
        "",
        "a member whose points are at their end would press and be refused",
        OF_CASES,
    ),
    Mutation(
        "a-full-record-not-looked-at",
        ASKED,
        " and len(document) < ROOMY",
        "",
        "a member whose record is full would press and be refused",
        OF_CASES,
    ),
    Mutation(
        "a-prize-that-ends-called-endless",
        DEFINITIONS,
        "one is not None and one.stock is None and",
        "one is not None and",
        "a draw whose prize is gone would be called possible",
        OF_CASES,
    ),
    Mutation(
        "the-first-limit-that-ends",
        LIMITS,
        "return max(again, key=lambda one: sys.maxsize if one[1] is None else one[1])",
        "return min(again, key=lambda one: sys.maxsize if one[1] is None else one[1])",
        "a countdown would end while another limit still stands in the way",
        OF_CASES,
    ),
    Mutation(
        "again-after-the-campaign",
        LIMITS,
        "return coming.opens if coming else None",
        "return coming.opens if coming else begins",
        "a countdown would run to a day on which the campaign is over",
        OF_CASES,
    ),
    Mutation(
        "again-while-it-is-closed",
        LIMITS,
        "blocks = scope.used_in or scope.of",
        "blocks: tuple[Timed, ...] = ()",
        "a countdown would run to midnight, where the block opens at ten",
        OF_CASES,
    ),
    Mutation(
        "opening-of-one-block-alone",
        "chalicelib/domain/play/audience.py",
        "next_opening(player.turn.moment, *blocks)",
        "next_opening(player.turn.moment, blocks[-1])",
        "a countdown would run to the hours of an offer on a day on which its redemption is closed",
        OF_CASES,
    ),
    Mutation(
        "an-age-that-nobody-waits-for",
        "chalicelib/domain/play/audience.py",
        "changes=_met_from(player, who, unmet)",
        "changes=None",
        "whoever is of age tomorrow would be told that time changes nothing",
        OF_CASES,
    ),
    Mutation(
        "points-on-their-way-that-nobody-counts",
        "chalicelib/domain/play/wallet.py",
        "refusal.changes = None if months else enough_from(player, asset, -n - held(player, asset))",
        "refusal.changes = None",
        "nobody would be told when what was earned is enough",
        OF_CASES,
    ),
    Mutation(
        "sold-out-for-good-though-it-comes-back",
        STOCK,
        "if left is not None and left < max(1, take.n) and take.returning:",
        "if False:",
        "a unit that came back would stay unseen on every home screen",
        OVER_HTTP,
    ),
    Mutation(
        "an-inner-name-in-a-sentence",
        SENTENCES,
        'return language.assets.get(str(value).partition("/")[0], "")',
        "return str(value)",
        "members would read names of the campaign's file",
        OF_SENTENCES,
    ),
    Mutation(
        "a-language-that-is-refused",
        SENTENCES,
        "if tag.strip() and liked > 0:",
        "if tag.strip():",
        "who refuses a language would read it",
        OF_SENTENCES,
    ),
)
