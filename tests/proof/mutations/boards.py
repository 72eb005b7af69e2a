"""Mistakes in boards: what counts for a score, who stands where, when it is final, and what the places are paid."""

from tests.proof.mutations.mutation import OF_LINT, Mutation

PLAY = "chalicelib/domain/mechanics/board/play.py"
PICTURE = "chalicelib/domain/mechanics/board/picture.py"
RANKINGS = "chalicelib/domain/mechanics/board/rankings.py"
LINT = "chalicelib/domain/mechanics/board/lint.py"
DIFF = "chalicelib/domain/mechanics/board/diff.py"
TIMES = "chalicelib/domain/diff/times.py"
SCORES = "chalicelib/domain/play/scores.py"
SETTLE = "chalicelib/domain/decide/settle.py"
UNDO = "chalicelib/domain/decide/undo.py"
VIEWS = "chalicelib/domain/views/board.py"
LIVE = "chalicelib/domain/publishing/live.py"
STANDINGS = "chalicelib/services/standings.py"
PICTURES = "chalicelib/services/pictures.py"
PARTS = "chalicelib/services/picture_parts.py"
AWARDS = "chalicelib/services/awards.py"
BOARDS = "chalicelib/services/boards.py"
REVIEW = "chalicelib/services/review.py"
ERASE = "chalicelib/services/erase.py"
CLOSE = "chalicelib/services/close.py"
ENTRIES = "chalicelib/store/entries.py"

OF_SCORES = "tests/domain/test_boards.py"
OF_VERSIONS = "tests/domain/test_rankings_and_versions.py"
OF_NEXT_PRIZE = "tests/services/test_next_prize.py"
OF_PICTURE = "tests/domain/test_picture.py tests/proof/test_ranks_by_brute_force.py"
OF_BOARDS = "tests/services/test_boards.py"
OF_PARTS = "tests/services/test_picture_parts.py"
OF_DIFF = "tests/domain/test_boards_diff.py"

MUTATIONS = (
    Mutation(
        "ranks-below-dont-close-up",
        VIEWS,
        "one.score > score or (one.score == score and one.place > 0) for",
        "one.score > score for",
        "nobody would have the rank after the last of those told apart",
        "tests/proof/test_shared_ranks.py",
    ),
    Mutation(
        "place-between-others-waits-for-ever",
        AWARDS,
        "elif told == GIVES_NOTHING:",
        "elif False:",
        "a ranking with a place that gives nothing would never be paid, and its campaign never closed",
        OF_BOARDS,
    ),
    Mutation(
        "places-between-ends-are-not-compared",
        DIFF,
        "(ranks.first - 1, ranks.first, ranks.last, ranks.last + 1)",
        "(ranks.first, ranks.last)",
        "places that give nothing any more would be called favourable",
        OF_DIFF,
    ),
    Mutation(
        "erased-stays-in-the-picture",
        PICTURES,
        "and unchanged and now - state.as_of < EACH_IDLE - SLACK",
        "and unchanged",
        "who was erased would be shown for as long as nobody scores",
        OF_BOARDS,
    ),
    Mutation(
        "next-prize-of-a-frozen-ranking",
        VIEWS,
        "if not better or state.frozen:",
        "if not better:",
        "a phone would tell how much is lacking where nothing can be won any more",
        OF_BOARDS,
    ),
    Mutation(
        "score-counts-after-the-grace",
        PLAY,
        "if ranking.ends <= turn.now:",
        "if ranking.ends < 0:",
        "an event could change a ranking that is about to be frozen",
        f"{OF_SCORES} {OF_BOARDS}",
    ),
    Mutation(
        "score-without-its-limit",
        PLAY,
        "if not n or not remaining(player, path, board.limit, scope):",
        "if not n:",
        "whoever sends the most would win, whatever the limit says",
        OF_SCORES,
    ),
    Mutation(
        "score-of-another-currency",
        SCORES,
        "return max(0, value.minor) if value.currency == currency else 0",
        "return max(0, value.minor)",
        "a hundred yen would stand as high as a yuan",
        OF_SCORES,
    ),
    Mutation(
        "as-good-again-comes-later",
        SCORES,
        "or (n == one.score and n and at < one.at)",
        "or n == one.score",
        "who was there first would lose the place by being as good again",
        OF_SCORES,
    ),
    Mutation(
        "refund-after-the-freeze",
        UNDO,
        "if turn.now < _over_from(turn, one)]",
        "]",
        "the member's screen would show another score than the final ranking",
        OF_SCORES,
    ),
    Mutation(
        "refund-goes-by-the-grace-of-the-receipt",
        UNDO,
        "return ranking.ends if ranking else scored.until",
        "return scored.until",
        "while late orders still add to a score by a longer grace, none that comes back would lower it",
        OF_SCORES,
    ),
    Mutation(
        "ranking-that-is-over-goes-on",
        RANKINGS,
        "if found is not None and found.closes <= since:",
        "if found is not None and found.closes < 0:",
        "a longer grace would open again what is frozen and paid: a score would be shown that counts nowhere",
        OF_VERSIONS,
    ),
    Mutation(
        "score-forgotten-before-its-ranking-is-over",
        SETTLE,
        "played.scores = _current(turn, ever, played.scores)",
        "played.scores = _current(turn, [published], played.scores)",
        "after a shorter grace a late event would begin a score anew whose ranking still counts",
        OF_VERSIONS,
    ),
    Mutation(
        "longer-grace-pays-later-unnoticed",
        TIMES,
        "if after(new) > after(old) and later:",
        "if False:",
        "a manager could pay the places of a running board days later than was said, and be told that all gain",
        OF_DIFF,
    ),
    Mutation(
        "refund-keeps-the-moment",
        SCORES,
        "one.at = max(one.at, turn.moment)",
        "one.at = one.at",
        "who fell to a score would stand above those who had it before",
        OF_SCORES,
    ),
    Mutation(
        "refund-of-a-part-counts-as-all",
        SCORES,
        "(left and not own)",
        "(not left and not own)",
        "an order of which a part came back would count no more, and one that came back whole still would",
        OF_SCORES,
    ),
    Mutation(
        "ties-by-the-name",
        PICTURE,
        "key=lambda one: id_hash(one[2])",
        "key=lambda one: one[2]",
        "of equal members the same one would always win",
        OF_PICTURE,
    ),
    Mutation(
        "later-stands-above",
        PICTURE,
        "return one[1] - one[0] * _EARLIER",
        "return -one[1] - one[0] * _EARLIER",
        "of two alike the one who came later would win",
        OF_PICTURE,
    ),
    Mutation(
        "shared-rank-among-those-told-apart",
        PICTURE,
        "(max(above, apart) if last is not None and score <= last.score else above)",
        "above",
        "somebody below the first thousand would be shown a rank that another has",
        OF_PICTURE,
    ),
    Mutation(
        "frozen-without-the-minute",
        RANKINGS,
        "FREEZES_AFTER: Final = 60_000",
        "FREEZES_AFTER: Final = 0",
        "what is being committed as the grace ends could be missing for good",
        f"{OF_SCORES} {OF_BOARDS}",
    ),
    Mutation(
        "frozen-from-a-picture-that-lags",
        PICTURES,
        "picture_of(one.held.id, one.board.paid, consistent=True)",
        "picture_of(one.held.id, one.board.paid, consistent=False)",
        "the last scores could be missing from the final ranking",
        OF_BOARDS,
    ),
    Mutation(
        "paid-before-the-review",
        BOARDS,
        "if now < ranking.pays:",
        "if now < ranking.opens:",
        "nobody could be struck off before the prizes are gone",
        OF_BOARDS,
    ),
    Mutation(
        "erased-and-paid-gives-the-rank-again",
        AWARDS,
        "return next((_rank_of(one.body) for one in found.values()), None)",
        "return None",
        "the first place would be paid twice where its member was erased in between",
        OF_BOARDS,
    ),
    Mutation(
        "struck-off-while-it-is-paid",
        REVIEW,
        "if state.paying:",
        "if state.paid and not state.paying:",
        "ranks would move while they are being paid",
        OF_BOARDS,
    ),
    Mutation(
        "erased-before-the-award-keeps-a-rank",
        AWARDS,
        "                erased.append(one)\n",
        "                pass\n",
        "who was paid the second place would be shown on the third, and told of a prize that was had",
        OF_BOARDS,
    ),
    Mutation(
        "next-prize-of-who-has-no-place-any-more",
        VIEWS,
        "if state.gone or rank not in state.last_places:",
        "if rank not in state.last_places:",
        "once the others closed up a member would be told the number of another place",
        OF_NEXT_PRIZE,
    ),
    Mutation(
        "no-picture-of-other-places",
        PICTURES,
        " and state.last_places == one.board.last_places",
        "",
        "while nothing scores it could not be told what a new prize takes",
        OF_BOARDS,
    ),
    Mutation(
        "own-score-of-an-earlier-week-forgotten",
        STANDINGS,
        "score_of(loaded.beside[key] for key in entries if key in loaded.beside)",
        "0",
        "a member would see no score beside the rank, and below those told apart not even that",
        OF_BOARDS,
    ),
    Mutation(
        "version-unlisted-that-rankings-closed-under",
        LIVE,
        "*(one.needed for one in listed))",
        "0)",
        "what closed under it would open again by a longer grace of the next one",
        f"tests/domain/test_live.py {OF_BOARDS}",
    ),
    Mutation(
        "erased-stays-ranked",
        ERASE,
        "outcome = Outcome(anonymous(who.document, moment), (receipt,), entries=off)",
        "outcome = Outcome(anonymous(who.document, moment), (receipt,), entries=off[:0])",
        "who asked to be forgotten would be shown to everybody",
        OF_BOARDS,
    ),
    Mutation(
        "closed-before-places-are-paid",
        CLOSE,
        "if not self._owes_places(versions[name, current.get(name, live.newest[name])], now)",
        "if now",
        "nobody would be paid for a place once the campaign is gone",
        OF_BOARDS,
    ),
    Mutation(
        "older-entry-counts",
        ENTRIES,
        "newest[one.member][0] < version",
        "newest[one.member][0] > version",
        "a member with two entries would be ranked by the older score",
        OF_BOARDS,
    ),
    Mutation(
        "places-paid-twice-pass-the-lint",
        LINT,
        "if ranks.first <= before:",
        "if ranks.first < before:",
        "a place would be listed twice, and paid by whichever line comes first",
        OF_LINT,
    ),
    Mutation(
        "fewer-places-are-fair",
        DIFF,
        "if less:",
        "if less and rank == 1:",
        "the tenth place would be gone after ten had played for it",
        OF_DIFF,
    ),
    Mutation(
        "a-longer-campaign-moves-the-finish",
        TIMES,
        "if moved:",
        "if moved and not was.closes:",
        "who leads at the end that was said would lead no more",
        OF_DIFF,
    ),
    Mutation(
        "places-won-in-silence",
        "chalicelib/domain/decide/award.py",
        "turn.raised.append(Raised(WON, said, turn.now))",
        "pass",
        "no task would hear that a place was won",
        "tests/domain/test_boards.py",
    ),
    Mutation(
        "picture-read-along-of-another-number",
        PARTS,
        "if key in keys and item.v == number}",
        "if key in keys}",
        "places of an earlier picture that were read with the state of the next one would be shown under its moment",
        OF_PARTS,
    ),
)
