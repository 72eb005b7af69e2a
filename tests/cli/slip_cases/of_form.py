"""Slips of signs, brackets, blanks and lists, and names that are misspelled once: rows for the table of slips."""

from tests.cli.slip_cases.slips import CLOSES, OPENS, slip

TITLE, VALID, ODDS = "title: The tea box", "valid: 30 days", "gold: 1.5%"
COUPON, FRAGMENTS = "coupon: 20.00 CNY off 148.00 CNY", "fragments: [cup, pot]"
KM, TIER, GIVES = "km: at least 3", "tier: at least bronze", "gives: {points: 30}"

VALUES = [
    slip("points: 30}", "points: 1万}", "write 10000"),
    slip("points: 30}", "points: 1k}", "write 1000"),
    slip("points: 30}", "points: 2w}", "write 20000"),
    slip("stock: 200", "stock: 2千份", "write 2000"),
    slip("budget: 90000.00 CNY", "budget: 9万元", "write 90000.00 CNY"),
    slip("value: 48.00 CNY", "value: CN¥60.50", "write 60.50 CNY"),
    slip("value: 48.00 CNY", "value: 60", "in which currency? Write 60.00 CNY or 60 JPY"),
    slip("min_age: 8", "min_age: 8+", "write 8"),
    slip(ODDS, "gold: 5‰", "write 0.5%"),
    slip(COUPON, "coupon: 满148减20", "in which currency? Write 20.00 CNY off 148.00 CNY or 20 JPY off 148 JPY"),
    slip(COUPON, "coupon: 148 off 20", "in which currency? Write 20.00 CNY off 148.00 CNY or 20 JPY off 148 JPY"),
    slip(COUPON, "coupon: 148.00 CNY off 20.00 CNY", "nothing is left to pay: write 20.00 CNY off 148.00 CNY"),
    slip(VALID, "valid: 0 days", "it ends as it is given: write how long it is good"),
    slip(VALID, "valid: half a year", "write 6 months"),
    slip("repeats: weekly", "repeats: every week", "write weekly"),
    slip("repeats: weekly", "repeats: 每周", "write weekly"),
    slip("repeats: weekly", "repeats: 1 day", "write daily"),
    slip("market: CN", "market: 中国", "did you mean CN?"),
    slip("market: CN", "market: Mainland China", "did you mean CN?"),
    slip("market: CN", "market: CN, JP", "a campaign has one market: there are CN, JP"),
    slip("market: CN", "market: none", "where none of them applies, leave it out"),
    slip("market: CN", "market: USA", "there are CN, JP"),
    slip(KM, "km: at least 3 km", "write at least 3"),
    slip(KM, "km: at least three", "write at least 3"),
    slip(KM, "km: 3公里以上", "write at least 3"),
    slip(KM, "km: 不少于3", "write at least 3"),
    slip(KM, "km: >= 3km", "write at least 3"),
    slip(KM, "km: more than 3", "are there parts of one? Write at least 4 or at least 3.001"),
    slip(KM, "km: > 2.5", "write at least 2.501"),
    slip(KM, "km: at least: 3", "write at least 3"),
    slip(KM, "km: != 3", "write not 3"),
    slip(KM, "km: some", "write a number"),
    slip("age: at least 18", "age: < 18", "write at most 17"),
    slip("age: at least 18", "age: 18 至 30", "write 18 to 30"),
    slip("age: at least 18", "age: 18-", "how does it compare? Write 18 or at least 18 or at most 18"),
    slip(OPENS, "opens: 26/06/01", "is it 2026-06-01? Write 2026-06-01 00:00"),
    slip(OPENS, "opens: 01-Jun-2026 10:00", "write 2026-06-01 10:00"),
    slip(OPENS, "opens: 1-30 June 2026", "is it the first or the last? Write 2026-06-01 00:00 or end of 2026-06-30"),
    slip(CLOSES, "closes: end of June 2026", "write end of 2026-06-30"),
    slip(OPENS, "opens: 6月1日", "it is once: write its date with the year, as in 2026-07-01 00:00"),
    slip(OPENS, "opens: Monday 10:00", "it is once: write its date with the year, as in 2026-07-01 10:00"),
    slip(CLOSES, "closes: end of June", "it is once: write its date with the year"),
    slip(TIER, "tier: not bronze or silver", "write the tiers that are left, [green, gold]"),
    slip(TIER, "tier: not bronze, silver", "`not` takes one value: write a list of those that are left"),
    slip(KM, "km: at least 1.000 CNY", "write a number, such as at least 5"),
    slip("when: order.paid,", "when: order.paid, where: {amount: at least 1.000},", "Write at least 1000.00 CNY or at"),
    slip("closes: end of Wed", "closes: last day of month", "write end of month"),
    slip("opens: Wed 10:00", "opens: every week", "on which day of the week? Write Mon 00:00 or end of Sun"),
]

FORM = [
    slip(GIVES, "gives: ｛points: 30｝", "full-width ｛ where { belongs"),
    slip(GIVES, "gives: {points: 30；}", "full-width ； where , belongs"),
    slip("of: [gold]", "of: ［gold］", "full-width ［ ］ where [ ] belongs"),
    slip("of: [gold]", "of: [gold、leaf]", '"gold、leaf" is several names: write gold, leaf'),
    slip(FRAGMENTS, "fragments: cup, pot", "stands where a list is wanted: [cup, pot]"),
    slip(FRAGMENTS, "fragments: (cup, pot)", "stands where a list is wanted: [cup, pot]"),
    slip(FRAGMENTS, "fragments: cup and pot", "stands where a list is wanted: [cup, pot]"),
    slip(FRAGMENTS, "fragments: cup pot", "stands where a list is wanted: [cup, pot]"),
    slip(FRAGMENTS, "fragments: [cup; pot]", "is several names: write cup, pot"),
    slip("accepts: [long-run-chance]", "accepts: long-run-chance, over", "a list is wanted: [long-run-chance, over]"),
    slip(TIER, "tier: silver、gold", "write [silver, gold]"),
    slip("gives: {draws: tea}", "gives: {draws: 2 tea}", '"2 tea" is not a name; write {tea: 2}'),
    slip("gives: {draws: tea}", "gives: {draws: {tea: two}}", '"two" is not how many, in plain digits from 1; write 2'),
    slip(GIVES, "gives: {points = 30}", "a colon is missing: points: 30"),
    slip(GIVES, "gives: points=30", "write {points: 30}"),
    slip("reach: 3 days", "reach = 3 days", "a colon stands between a key and its value: reach: 3 days"),
    slip(TITLE, "title: Tea #1", 'members read "Tea" only: write "Tea #1" in quotes'),
    slip(TITLE, "title: Tea # the best", 'members read "Tea" only: write "Tea # the best" in quotes'),
    slip("en: Spring tea", "en: Spring tea #1", 'members read "Spring tea" only: write "Spring tea #1" in quotes'),
    slip(TITLE, "title: Tea\u200bbox", 'ZERO WIDTH SPACE (U+200B), after "Tea": type it anew', level="warning"),
    slip(TITLE, "title: \u202eTea box", "RIGHT-TO-LEFT OVERRIDE (U+202E), at its beginning", level="warning"),
    slip("en: Spring tea", "en: Spring\u200d tea", "ZERO WIDTH JOINER (U+200D)", level="warning"),
    slip(
        "      run:", "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0run:", "the blanks before this line are no spaces", "U+00A0"
    ),
    slip("      run:", "\t\trun:", "a tab stands in this line"),
    slip("        when: run.finished", "\twhen: run.finished", "a tab stands in this line"),
    slip("        reach: 3 days", "       reach: 3 days", "begins after 7 spaces: begin it after 8"),
    slip("        reach: 3 days", "         reach: 3 days", "begins after 9 spaces: begin it after 8"),
]

SPACES = "a space is missing after the colon:"
COLONS = [
    slip("where: {km: at least 3}", "where:{km: at least 3}", f"{SPACES} where: {{km: at least 3}}"),
    slip(GIVES, "gives:{points: 30}", f"{SPACES} gives: {{points: 30}}"),
    slip("gives: {draws: tea}", "gives:{draws: tea}", f"{SPACES} gives: {{draws: tea}}"),
    slip(
        "milestones: {2: {points: 20}}", "milestones:{2: {points: 20}}", f"{SPACES} milestones: {{2: {{points: 20}}}}"
    ),
    slip("of: [gold]", "of:[gold]", f"{SPACES} of: [gold]"),
    slip(FRAGMENTS, "fragments:[cup, pot]", f"{SPACES} fragments: [cup, pot]"),
    slip(GIVES, "gives: points: 30", "keys inside of a line need braces: gives: {points: 30}"),
    slip(TITLE, "title: tea: the box", 'needs quotes: title: "tea: the box"'),
    slip(GIVES, "gives: {points 30}", "a colon is missing: points: 30"),
    slip("title: {zh-CN: 春茶", "title: {zh-CN 春茶", "a colon is missing: zh-CN: 春茶"),
    slip(TITLE, "title: {en The tea box}", "a colon is missing: en: The tea box"),
    slip(TITLE, "title: {The tea box}", "write The tea box without braces, or {en: The tea box}"),
]

ONCE = [
    slip("    offers:", "    items:", "did you mean offers?"),
    slip("    offers:", "    goods:", "did you mean offers?"),
    slip("    offers:", "    stuff:", "did you mean offers?"),
    slip("when: run.finished", "what: run.finished", "did you mean when?"),
    slip("  set: {", "  Set: {", 'there is no collection "set"; did you mean Set?', line=44),
    slip(GIVES, "gives: {fragments: cup}", '"cup" does not say of which collection: write set/cup'),
    slip("gift: mug-blue, value: 48.00 CNY", "gift: mug-blue, badge: mug", "it says gift and badge"),
]
"""Slips that bring no second finding, which would only follow from the first."""

NAMES = [
    slip(ODDS, "glod: 1.5%", 'there is no prize "glod"; did you mean gold?'),
    slip("gives: {draws: tea}", "gives: {draws: te}", 'there is no blind-box "te"; did you mean tea?'),
    slip("of: [gold]", "of: [glod]", 'there is no row "glod"; did you mean gold?'),
]

RIGHT_AS_THEY_STAND = (
    "title: The tea box  # a comment",
    'title: "Tea #1"',
    "title: Tea#1",
    "title: 👨\u200d👩\u200d👧 tea",
    "title: می\u200cخواهم",
    "title: Thé\u00a0!",
)
"""Titles in which nothing is wrong, in place of TITLE."""

SLIPS_OF_FORM = [*VALUES, *FORM, *COLONS, *ONCE, *NAMES]
