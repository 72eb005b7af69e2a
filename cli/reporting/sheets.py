"""A report as sheets: rows of texts with a bar beside each, however they are shown."""

from collections.abc import Iterable, Iterator, Mapping

from chalicelib.domain.derived.report_lines import BoardLine, Day, Report
from chalicelib.domain.record.journal import WIDE
from cli.reporting.sheet import NO_NUMBER, Row, Sheet, number
from cli.reporting.standing import spent_of_budget
from cli.reporting.value import cost_sheet
from cli.reporting.words import ENGLISH, Words
from cli.simulation.cells import money
from cli.titles import titled


def headline(report: Report, words: Words = ENGLISH) -> Iterator[tuple[str, str]]:
    """The most important numbers, each with its meaning."""
    yield number(report.reach), words.several(report.reach, "member took part|members took part")
    if report.joined:
        yield number(report.joined), words("joined")
    yield number(report.actions), words.several(report.actions, "action|actions")
    if report.earned or report.spent:
        yield number(report.earned), words.several(report.earned, "point earned|points earned")
        yield number(report.spent), words.several(report.spent, "point spent|points spent")
    if report.refunds:
        yield number(report.refunds), words.several(report.refunds, "order came back|orders came back")
        yield number(report.taken_back), words.several(report.taken_back, "point taken back|points taken back")
    if report.owed:
        yield number(report.owed), words.several(report.owed, "point of them owed|points of them owed")
    if report.coupons_used or report.coupons_ended:
        yield number(report.coupons_used), words.several(report.coupons_used, "coupon used")
        yield (
            number(report.coupons_ended),
            words.several(report.coupons_ended, "coupon ended unused|coupons ended unused"),
        )
    if paid := sum(sum(board.paid.values()) for board in report.boards):
        yield number(paid), words.several(paid, "place of boards paid|places of boards paid")
    for cost in report.cost:
        yield money(cost.minor, cost.currency), words("value of the prizes granted")
    share = spent_of_budget(report)
    if report.budget and share is not None:
        yield f"{share:.1%}", words("of the budget of {}").format(money(report.budget.minor, report.budget.currency))


def sheets(report: Report, words: Words = ENGLISH) -> Iterator[Sheet]:
    """All sheets that have rows."""
    names = _names(report, words)
    made = (
        _funnel(report, names, words),
        _prizes(report, names, words),
        cost_sheet(report, words),
        *(_board(board, names, words) for board in report.boards),
        *_quizzes(report, names, words),
        *_forms(report, names, words),
        _tags(report, words),
        *_blocks(report, names, words),
        _contents(report, words),
        _fragments(report, words),
        _days(report, words),
    )
    return (sheet for sheet in made if sheet.rows)


def _names(report: Report, words: Words) -> dict[str, str]:
    """Name everything that has a line, by its path of names."""
    paths = [f"challenges/{line.challenge}" for line in report.challenges]
    paths += [f"challenges/{line.challenge}/{line.task}" for line in report.tasks]
    paths += [f"prizes/{line.prize}" for line in report.prizes]
    paths += [line.block for line in report.blocks]
    paths += [f"boards/{line.board}" for line in report.boards]
    paths += [f"quizzes/{line.quiz}/{line.question}" for line in report.questions]
    paths += [f"forms/{line.form}/{ask}" for line in report.forms for ask in line.chosen]
    outer = [path.rpartition("/")[0] for path in paths if path.count("/") > 1]
    return titled({path: report.titles.get(path) for path in sorted({*paths, *outer})}, words.locale)


def _funnel(report: Report, names: Mapping[str, str], words: Words) -> Sheet:
    """A repeating challenge begins anew each round, so that its tasks may be started more often than members came."""
    whole = {line.challenge: line.done for line in report.challenges}
    made_up = any(line.made_up for line in report.tasks)
    rows = []
    for challenge, done in whole.items():
        for line in report.tasks:
            if line.challenge == challenge:
                share = line.done / line.started if line.started else None
                cells = (
                    names[f"challenges/{challenge}/{line.task}"],
                    number(line.started),
                    number(line.done),
                    _percent(share),
                    *((number(line.made_up),) if made_up else ()),
                )
                rows.append(Row(cells, share))
        last = (f"{names[f'challenges/{challenge}']}{words(': all tasks')}", "", number(done), "")
        rows.append(Row((*last, *(("",) if made_up else ())), None))
    head = ("task", "started", "done", *(("days made up",) if made_up else ()))
    told = [*map(words, head[:3]), "", *map(words, head[3:])]
    return Sheet(words("Tasks, a round of a member each"), tuple(told), words("done of started"), tuple(rows))


def _prizes(report: Report, names: Mapping[str, str], words: Words) -> Sheet:
    rows, back = [], any(line.taken_back for line in report.prizes)
    used = any(line.used for line in report.prizes)
    for line in report.prizes:
        worth = money(line.value.minor, line.value.currency) if line.value else NO_NUMBER
        cost = money(line.cost.minor, line.cost.currency) if line.cost else NO_NUMBER
        stock, left, share = _stock(line.granted, line.stock, line.per, words)
        cells = (names[f"prizes/{line.prize}"], number(line.granted), stock, left, worth, cost, number(line.expired))
        late = (*((number(line.used),) if used else ()), *((number(line.taken_back),) if back else ()))
        rows.append(Row((*cells, *late), share))
    head = ("prize", "granted", "stock", "left", "worth", "all granted", "expired")
    head = (*head, *(("used",) if used else ()), *(("taken back",) if back else ()))
    return Sheet(words("Prizes"), tuple(map(words, head)), words("granted of the stock"), tuple(rows))


def _board(board: BoardLine, names: Mapping[str, str], words: Words) -> Sheet:
    """The places of a board that were paid, and what they gave."""
    rows = [Row((words("times that a score changed"), number(board.scored)))]
    most = max(board.paid.values(), default=0)
    for ranks, paid in board.paid.items():
        kind = words("place {}: paid") if ranks.isdecimal() else words("places {}: paid")
        told = words("{} to {}").format(*ranks.split(" to ")) if " to " in ranks else ranks
        rows.append(Row((kind.format(told), number(paid)), paid / most if most else None))
    rows += [Row((words("gave {}").format(_asset(asset, names, words)), number(n))) for asset, n in board.gave.items()]
    rows += [Row((words("worth of these prizes"), money(cost.minor, cost.currency))) for cost in board.cost]
    title = words("Board: {}").format(names[f"boards/{board.board}"])
    return Sheet(title, ("", words("number")), words("against the most"), tuple(rows))


def _contents(report: Report, words: Words) -> Sheet:
    """The members who opened and read what a campaign follows, how long, and who passed it on."""
    most = max((line.readers for line in report.contents), default=0)
    rows = []
    for line in report.contents:
        numbers = (line.readers, line.opened, line.by_link, line.read)
        each = f"{line.seconds / line.read:,.0f} s" if line.read else NO_NUMBER
        rows.append(Row((line.content, *map(number, numbers), each), line.readers / most if most else None))
    head = ("content", "readers", "opened", "by a link", "read", "a reading")
    return Sheet(words("Content"), tuple(map(words, head)), words("readers against the most"), tuple(rows))


def _quizzes(report: Report, names: Mapping[str, str], words: Words) -> Iterator[Sheet]:
    """A sheet for each quiz, with a row for each question that was answered."""
    for quiz in dict.fromkeys(line.quiz for line in report.questions):
        rows = []
        for line in (one for one in report.questions if one.quiz == quiz and one.right + one.wrong):
            share = line.right / (line.right + line.wrong)
            cells = (names[f"quizzes/{quiz}/{line.question}"], number(line.right), number(line.wrong), _percent(share))
            rows.append(Row(cells, share))
        title = words("Quiz: {}").format(names[f"quizzes/{quiz}"])
        head = (*map(words, ("question", "right", "wrong")), "")
        yield Sheet(title, head, words("right of all answers"), tuple(rows))


def _forms(report: Report, names: Mapping[str, str], words: Words) -> Iterator[Sheet]:
    """A sheet for each form that was sent, with a row for each option."""
    for line in (one for one in report.forms if one.sent):
        rows = [
            Row((words("members who sent it"), number(line.members))),
            Row((words("times that it was sent"), number(line.sent))),
        ]
        for ask, options in line.chosen.items():
            title = names[f"forms/{line.form}/{ask}"]
            rows += [Row((f"{title}: {one}", number(n)), n / line.sent) for one, n in options.items()]
        title = words("Form: {}").format(names[f"forms/{line.form}"])
        yield Sheet(title, ("", words("number")), words("of all sendings"), tuple(rows))


def _tags(report: Report, words: Words) -> Sheet:
    """How often each tag was given and ended."""
    most = max((line.given for line in report.tags), default=0)
    rows = tuple(
        Row((line.tag, number(line.given), number(line.ended)), line.given / most if most else None)
        for line in report.tags
    )
    head = tuple(map(words, ("tag", "given", "ended")))
    said = tuple(f"{one.name}: {one.said}" for one in map(words.figure, ("tag_given", "tag_ended")))
    return Sheet(words("Tags"), head, words("against the most"), rows, said)


def _asset(asset: str, names: Mapping[str, str], words: Words) -> str:
    """An asset in words: a prize's title, `draws of Thank-you box`, `points`."""
    kind, _, name = asset.partition("/")
    if kind == "draws":
        return words("draws of {}").format(names.get(f"blind_boxes/{name}", name))
    return words(asset) if asset in WIDE else names.get(asset, asset.replace("/", " "))


def _blocks(report: Report, names: Mapping[str, str], words: Words) -> Iterator[Sheet]:
    """A sheet for each kind of block, in the order of the file; tasks and challenges stand in the funnel."""
    kinds = dict.fromkeys(line.block.partition("/")[0] for line in report.blocks)
    for kind in (kind for kind in kinds if kind not in ("challenges", "boards")):
        lines = [line for line in report.blocks if line.block.startswith(f"{kind}/")]
        most = max(line.times for line in lines)
        rows = []
        for line in lines:
            stock, left, share = _stock(line.times - line.undone, line.stock, line.per, words)
            against = line.times / most if share is None and most else share
            rows.append(Row((names[line.block], number(line.times), stock, left), against))
        title = words(kind.replace("_", " ").capitalize())
        head = tuple(map(words, ("name", "times", "stock", "left")))
        yield Sheet(title, head, words("of the stock, or against the most"), tuple(rows))


def _fragments(report: Report, words: Words) -> Sheet:
    rows = _against_the_most(report.fragments.items())
    head = (words("fragment"), words("came into being"))
    return Sheet(words("Fragments"), head, words("against the most"), rows)


_BACK = {"used/": ("returned/",)}
"""Counters that are taken off others: on a day more may come back than went, and then there are less than none."""


def _days(report: Report, words: Words) -> Sheet:
    most = max((day.counts.get("actions", 0) for day in report.days), default=0)
    late = {"points/taken_back": "points taken back"} if report.taken_back else {}
    late |= {"used/": "coupons used"} if report.coupons_used else {}
    rows = tuple(_day(day, most, late) for day in report.days)
    head = ("day", "actions", "new members", "tasks done", "prizes", "draws", "points earned", "points spent")
    told = tuple(map(words, (*head, *late.values())))
    return Sheet(f"{words('each day')} ({report.timezone})", told, words("actions"), rows)


def _day(day: Day, most: int, late: Iterable[str]) -> Row:
    def total(start: str, *back: str) -> str:
        came_back = sum(n for name, n in day.counts.items() if name.startswith(back)) if back else 0
        return number(sum(n for name, n in day.counts.items() if name.startswith(start)) - came_back)

    done = number(sum(n for name, n in day.counts.items() if name.startswith("done/") and name.count("/") == 2))
    cells = (day.date, total("actions"), total("members"), done, total("prizes/"), total("blocks/blind_boxes/"))
    points = (total("points/earned"), total("points/spent"), *(total(start, *_BACK.get(start, ())) for start in late))
    return Row(cells + points, day.counts.get("actions", 0) / most if most else None)


def _stock(taken: int, stock: int | None, per: str | None, words: Words) -> tuple[str, str, float | None]:
    """Stock and what is left of it; one that comes again each window has no rest that a sum could tell."""
    if stock is None:
        return NO_NUMBER, NO_NUMBER, None
    if per is not None:
        return words(f"{{}} a {per}").format(number(stock)), NO_NUMBER, None
    return number(stock), number(max(0, stock - taken)), min(1.0, taken / max(1, stock))


def _against_the_most(lines: Iterable[tuple[str, int]]) -> tuple[Row, ...]:
    listed = list(lines)
    most = max((n for _, n in listed), default=0)
    return tuple(Row((name, number(n)), n / most if most else None) for name, n in listed)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"
