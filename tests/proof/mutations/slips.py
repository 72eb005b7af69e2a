"""Mistakes with what managers are told: advice that misleads, slips that pass, and errors that only follow."""

from tests.proof.mutations.mutation import Mutation

JUDGING = "cli/judging.py"
REACH = "chalicelib/domain/lint/reach.py"
ROUNDS = "chalicelib/domain/mechanics/challenge/lint_reach.py"

OF_COMMANDS = "tests/cli/test_command_lint.py tests/cli/test_command_steering.py"
OF_LINT = "tests/domain/test_lint.py"
OF_SLIPS = "tests/domain/test_slips.py"
OF_STEERING = "tests/services/test_steer.py"

MUTATIONS = (
    Mutation(
        "month-and-day-guessed",
        "chalicelib/domain/file/phrases/meant_moments.py",
        'orders = dict.fromkeys([(found["b"], found["a"]), (found["a"], found["b"])])',
        'orders = dict.fromkeys([(found["a"], found["b"])])',
        "06/04/2026 would be told to be April or June, whichever the writer did not mean",
        OF_SLIPS,
    ),
    Mutation(
        "advice-that-does-not-read",
        "chalicelib/domain/file/phrases/phrase.py",
        "dict.fromkeys(meant.spellings) if self._reads(one)",
        "dict.fromkeys(meant.spellings)",
        "a message would say to write what is refused next",
        "tests/domain/test_phrases.py",
    ),
    Mutation(
        "a-comma-cuts-a-value",
        "chalicelib/domain/file/keys.py",
        'after == "" and key[:1].isdigit()',
        'after == "" and not key',
        "{points: 1,000} would be told of an unknown key 000",
        OF_SLIPS,
    ),
    Mutation(
        "every-word-is-a-misspelled-key",
        "chalicelib/domain/file/keys.py",
        "_NEAR = 0.75",
        "_NEAR = 0.6",
        "promotions would be told to be redemptions",
        OF_SLIPS,
    ),
    Mutation(
        "what-is-cut-out-is-missed",
        JUDGING,
        "and not _is_missed(one, cut, lost)",
        "",
        "a block with one slip would bring an error for all that it gives",
        OF_SLIPS,
    ),
    Mutation(
        "a-quote-is-open-to-the-end",
        "cli/yaml_causes.py",
        "    _open_quote,\n",
        "",
        "a quote that is not closed would be told at the file's end",
        OF_SLIPS,
    ),
    Mutation(
        "invisible-signs-pass",
        "chalicelib/domain/file/phrases/phrase.py",
        'in ("Cf", "Cc", "Zs", "Zl", "Zp")',
        'in ("Cc",)',
        "a value with an invisible character would be told to be what it looks like",
        OF_SLIPS,
    ),
    Mutation(
        "a-place-by-its-spelling",
        "chalicelib/domain/lint/zones.py",
        '    if word in _MEANT:\n        return f"write {_MEANT[word]}"\n',
        "",
        "Asia/Beijing would be told to be Asia/Brunei",
        OF_SLIPS,
    ),
    Mutation(
        "a-copy-replaces-its-original",
        "cli/folder.py",
        "if not isinstance(campaign, str) or campaign == name:",
        "if True:",
        "a copied folder would be handed in as the next version of its original",
        OF_COMMANDS,
    ),
    Mutation(
        "over-when-published",
        "chalicelib/services/steer.py",
        "if in_force is None or not over(in_force, moment):",
        "if False:",
        "a campaign whose year is a slip would be closed for good a minute after it was published",
        OF_STEERING,
    ),
    Mutation(
        "over-a-millisecond-late",
        "chalicelib/services/checking.py",
        "if window.closes > at:",
        "if window.closes >= at:",
        "a campaign that takes effect at its close would be published",
        OF_STEERING,
    ),
    Mutation(
        "errors-are-accepted",
        "chalicelib/domain/judging/lint.py",
        'if one.level == "error" or one.code not in campaign.accepts',
        "if one.code not in campaign.accepts",
        "a file could switch off the law of its market",
        f"{OF_LINT} tests/cli/test_command_lint.py",
    ),
    Mutation(
        "eight-days-a-week",
        ROUNDS,
        "            if n > most:",
        "            if n > most + 1:",
        "a task would ask for eight days of a week, and nobody could finish it",
        OF_LINT,
    ),
    Mutation(
        "a-price-beyond-all-points",
        REACH,
        "if costs.value.points > most:",
        "if costs.value.points > most + 1:",
        "an offer that nobody can pay would pass",
        OF_LINT,
    ),
    Mutation(
        "a-budget-below-its-stock",
        "chalicelib/domain/lint/prizes.py",
        "in worth)) > budget.minor:",
        "in worth)) > budget.minor + 1:",
        "a budget below what is in stock would pass",
        OF_LINT,
    ),
    Mutation(
        "all-of-the-price-off",
        "chalicelib/domain/lint/prizes.py",
        "if share >= 1:",
        "if share > 1:",
        "a coupon of 100% would pass with a warning",
        OF_LINT,
    ),
    Mutation(
        "rows-lumped-that-differ",
        "chalicelib/domain/chance/longrun.py",
        "kind = row if row in featured else tuple(row in of for of in sets)",
        "kind = tuple(row in of for of in sets)",
        "the long-run chance of a featured prize would be that of the others",
        "tests/domain/test_longrun.py",
    ),
)
