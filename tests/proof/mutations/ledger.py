"""Mistakes in points that end, stars, tiers, birthdays, boosts, and what is given after its days."""

from tests.proof.mutations.mutation import OF_LINT, Mutation

PURSE = "chalicelib/domain/record/purse.py"
STARS = "chalicelib/domain/record/stars.py"
WALLET = "chalicelib/domain/play/wallet.py"
TIERS = "chalicelib/domain/play/tiers.py"
BIRTHDAYS = "chalicelib/domain/play/birthdays.py"
SETTLE = "chalicelib/domain/decide/settle.py"
PLAY = "chalicelib/domain/mechanics/challenge/play.py"
TERMS = "chalicelib/domain/mechanics/challenge/terms.py"
DUE = "chalicelib/domain/mechanics/challenge/due.py"
HAPPENED = "chalicelib/domain/decide/happened.py"
LEDGER = "chalicelib/domain/lint/ledger.py"

OF_LIVES = "tests/proof/test_lives.py"
OF_PURSE = "tests/domain/test_purse.py tests/proof/test_purse_by_chance.py"
OF_TIERS = "tests/domain/test_tiers.py"

MUTATIONS = (
    Mutation(
        "youngest-points-spent-first",
        PURSE,
        "return sorted(found, key=_spent)",
        "return sorted(found, key=_spent, reverse=True)",
        "members would lose points that they could have spent",
        f"{OF_PURSE} {OF_LIVES}",
    ),
    Mutation(
        "points-end-a-day-early",
        WALLET,
        "return None if last is None else midnight(purse.day_after(last), turn.definitions.programme.zone)",
        "return None if last is None else midnight(last, turn.definitions.programme.zone)",
        "points would be gone on the last day on which they are good",
        f"tests/domain/test_points_end.py tests/proof/test_points_of_any_life.py {OF_LIVES}",
    ),
    Mutation(
        "folded-for-the-shorter-time",
        PURSE,
        "last = max(one.last_day or date.max, other.last_day or date.max)",
        "last = min(one.last_day or date.max, other.last_day or date.max)",
        "of many lots some points would end before their time",
        OF_PURSE,
    ),
    Mutation(
        "old-points-by-a-month-too-young",
        WALLET,
        "turn.month_of(turn.now) - 1 - months if months else None",
        "turn.month_of(turn.now) - months if months else None",
        "what only old points may buy would go for points a month too young",
        f"tests/domain/test_points_end.py tests/proof/test_points_of_any_life.py {OF_LIVES}",
    ),
    Mutation(
        "owed-and-held-at-once",
        WALLET,
        "    member.owed -= paid\n",
        "",
        "what was taken back would be paid again and again",
        "tests/domain/test_refunds.py tests/proof/test_refunds_by_chance.py",
    ),
    Mutation(
        "points-of-a-prize-end-from-when-it-was-settled",
        WALLET,
        "zone, came = player.published.zone, player.turn.due or player.turn.now",
        "zone, came = player.published.zone, player.turn.now",
        "who stays away would keep birthday points and coupons for longer",
        OF_LIVES,
    ),
    Mutation(
        "settled-kind-by-kind",
        SETTLE,
        "while due := min(_over(turn, birthdays_done, days_done), key=lambda one: one.at, default=None):",
        "while due := next(_over(turn, birthdays_done, days_done), None):",
        "whoever comes late would hold something else than whoever comes daily",
        f"tests/domain/test_points_end.py tests/proof/test_points_of_any_life.py {OF_LIVES}",
    ),
    Mutation(
        "birthday-again-with-each-visit",
        SETTLE,
        "            birthdays_done = due.at\n",
        "            birthdays_done = due.at - 1\n"
        "            if sum(one.why.endswith('born') for one in turn.draft.journal.postings()) > 1:\n"
        "                break\n",
        "a birthday would be given twice",
        OF_LIVES,
    ),
    Mutation(
        "no-birthday-in-the-year-of-a-change",
        BIRTHDAYS,
        "year >= member.born_counts else member.born_before",
        'year >= member.born_counts else ""',
        "whoever corrects the date of birth would have none that year",
        OF_TIERS,
    ),
    Mutation(
        "two-birthdays-a-year",
        BIRTHDAYS,
        "member.born_before, member.born_counts = before, today.year + 1",
        "member.born_before, member.born_counts = before, today.year",
        "whoever changes the date of birth would have a birthday again",
        OF_TIERS,
    ),
    Mutation(
        "stars-of-a-month-too-many",
        STARS,
        "month - (wanted.months or 1) + 1",
        "month - (wanted.months or 1)",
        "a tier would be reached with stars that count no more",
        f"{OF_TIERS} {OF_PURSE}",
    ),
    Mutation(
        "falls-to-nothing",
        TIERS,
        'return names[place - 1] if place > 0 else ""',
        'return names[0] if place > 0 else ""',
        "who keeps too few stars would fall from gold to green",
        OF_TIERS,
    ),
    Mutation(
        "kept-without-its-grace",
        TIERS,
        "return add(tier.grace.count, tier.grace.unit, turn.definitions.programme.zone, standing.until)",
        "return standing.until",
        "a tier would be lost before the grace that the programme promises",
        OF_TIERS,
    ),
    Mutation(
        "tier-sure-for-a-day-less",
        TIERS,
        "return midnight(purse.day_after(_last_day(tier.keeps, local(since, zone).date())), zone)",
        "return midnight(_last_day(tier.keeps, local(since, zone).date()), zone)",
        "a tier would be looked at a day too early",
        OF_TIERS,
    ),
    Mutation(
        "boost-rounded-up",
        TERMS,
        "return int(self.plain * self.factor) - before - points",
        "return -int(-self.plain * self.factor // 1) - before - points",
        "a boost would give a point more than it says",
        OF_LIVES,
    ),
    Mutation(
        "boost-of-the-lowest",
        TERMS,
        "max(holding, default=Fraction(1))",
        "min(holding, default=Fraction(1))",
        "of two boosts members would have the lower",
        "tests/domain/test_boosts.py",
    ),
    Mutation(
        "boost-of-the-tier-that-the-event-brings",
        TERMS,
        "        if published.opening(moment, task, boost) and in_audience(player, boost.who)",
        "        if published.opening(moment, task, boost)\n"
        "        and not __import__('chalicelib.domain.play.tiers', fromlist=['rise']).rise(player.turn)\n"
        "        and in_audience(player, boost.who)",
        "the order that makes gold would be paid as gold's",
        "tests/domain/test_boosts.py",
    ),
    Mutation(
        "tiers-not-reached",
        HAPPENED,
        "    rise(turn)\n    while turn.raised:",
        "    while turn.raised:",
        "stars would bring no tier before something else comes about",
        f"{OF_TIERS} {OF_LIVES}",
    ),
    Mutation(
        "given-at-once-to-who-comes-late",
        TERMS,
        "waits = due > (player.turn.due or player.turn.now)",
        "waits = due > player.turn.now",
        "what is to wait for its days would belong to another month for who comes late",
        OF_LIVES,
    ),
    Mutation(
        "given-a-day-early",
        TERMS,
        "due = coupon_end(after.count, after.unit, published.zone, moment) if after else 0",
        "due = coupon_end(after.count - 1, after.unit, published.zone, moment) if after else 0",
        "what is to come after the return period would come within it",
        OF_LIVES,
    ),
    Mutation(
        "boost-forgotten-in-what-waits",
        DUE,
        "        move(player, POINTS, earned.more)\n",
        "",
        "what a boost adds would be lost where it has to wait",
        OF_LIVES,
    ),
    Mutation(
        "own-events-reported",
        HAPPENED,
        '    if declared.source == "tessera" and not event.by_member:\n',
        '    if declared.source == "nobody":\n',
        "a shop could give itself any tier's gifts",
        OF_TIERS,
    ),
    Mutation(
        "stars-of-tiers-not-seen",
        LEDGER,
        "if when.value in _OF_TIERS else ()",
        'if when.value == "tier.lost" else ()',
        "a tier could bring the next one, for nothing",
        OF_LINT,
    ),
    Mutation(
        "ended-before-they-are-old-not-seen",
        LEDGER,
        "price.value.older_than > oldest",
        "price.value.older_than > oldest + 1",
        "an offer would be published that nobody can ever pay",
        OF_LINT,
    ),
    Mutation(
        "what-waits-without-end",
        DUE,
        "    while len(due) > MOST_WAITING and",
        "    while len(due) > 99 * MOST_WAITING and",
        "a record would grow by each reward that waits for a day of its own",
        "tests/domain/test_bounds.py tests/domain/test_full_record.py",
    ),
    Mutation(
        "first-of-two-days-for-both",
        DUE,
        "due=max(one.due, other.due)",
        "due=min(one.due, other.due)",
        "a reward that waits with others would come before its days are over",
        "tests/domain/test_bounds.py tests/domain/test_full_record.py",
    ),
    Mutation(
        "shorter-months-are-no-loss",
        "chalicelib/domain/diff/programme.py",
        "last_day(new.kind, OF_2026 + month)",
        "last_day(old.kind, OF_2026 + month)",
        "points that come would end sooner, and nobody would be asked",
        "tests/domain/test_diff_of_programme.py",
    ),
)
