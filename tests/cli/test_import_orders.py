"""Reading a file of orders: what each cell says, which lines are events, and what is told of those that are none."""

import codecs
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import pytest

from chalicelib.api.route import SHOPS_BYTES
from cli.ending import Failed
from cli.importing import cells
from cli.importing.batches import Ready, batches, read
from cli.importing.columns import Columns, Field, field
from cli.importing.progress import Untaken
from cli.importing.table import LONGEST
from tests.cli.conftest import Run

COLUMNS = Columns(
    type="order.paid",
    source="shop",
    order="order",
    amount="amount",
    time="time",
    timezone="Asia/Shanghai",
    currency_is="CNY",
)
HEAD = "order,amount,time"
AT = "2026-06-10 12:00"


def reading(text: str | bytes, tmp_path: Path, **columns: Any) -> list[Ready | Untaken]:
    file = tmp_path / "orders.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    made = Columns(**{name: getattr(COLUMNS, name) for name in COLUMNS.__struct_fields__} | columns)
    return list(read(file, made))


def brief(lines: list[Ready | Untaken]) -> list[tuple[int, str, str]]:
    """The line, and its order and amount as sent, or why it is not."""
    return [
        (one.line, one.status, one.detail)
        if isinstance(one, Untaken)
        else (one.line, json.loads(one.json)["data"]["order"], json.loads(one.json)["data"]["amount"])
        for one in lines
    ]


@pytest.mark.parametrize(
    ("text", "currency", "comma", "meant"),
    [
        ("12.50", "CNY", False, "12.50 CNY"),
        ("12.5", "CNY", False, "12.50 CNY"),
        ("12", "CNY", False, "12.00 CNY"),
        ("0", "CNY", False, "0.00 CNY"),
        ("007.10", "CNY", False, "7.10 CNY"),
        ("12.5000", "CNY", False, "12.50 CNY"),
        ("1200", "JPY", False, "1200 JPY"),
        ("1200.00", "JPY", False, "1200 JPY"),
        ("1.2345", "KWD", False, None),
        ("1.234", "KWD", False, "1.234 KWD"),
        ("12,5", "EUR", True, "12.50 EUR"),
        ("999999999999.99", "CNY", False, "999999999999.99 CNY"),
    ],
)
def test_amounts(text: str, currency: str, comma: bool, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(ValueError, match="more decimals"):
            cells.amount(text, currency, comma)
    else:
        assert cells.amount(text, currency, comma) == meant


@pytest.mark.parametrize(
    ("text", "comma", "says"),
    [
        ("12,50", False, "--decimal-comma"),
        ("1,234", False, "--decimal-comma"),
        ("1,234.50", False, "sign for thousands"),
        ("1.234,50", False, "sign for thousands"),
        ("1.234,50", True, "sign for thousands"),
        ("1.234", True, "point where --decimal-comma was said"),
        ("1 234.50", False, "sign for thousands"),
        ("1\u00a0234", False, "sign for thousands"),
        ("1'234", False, "sign for thousands"),
        ("1_234", False, "sign for thousands"),
        ("-5.00", False, "--refunds"),
        ("(5.00)", False, "--refunds"),
        ("¥5", False, "no currency"),
        ("5 CNY", False, "no currency"),
        ("1e3", False, "digits alone"),
        ("５", False, "digits alone"),
        ("nan", False, "digits alone"),
        ("12.345", False, "more decimals than CNY has, 2"),
        ("1000000000000", False, "more than 12 digits"),
    ],
)
def test_amounts_that_may_mean_two_things_or_nothing_are_refused(text: str, comma: bool, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        cells.amount(text, "CNY", comma)


@pytest.mark.parametrize(
    ("text", "zone", "form", "meant"),
    [
        ("2026-06-10 12:00", "Asia/Shanghai", None, "2026-06-10T04:00:00.000+00:00"),
        ("2026-06-10T12:00:30", "Asia/Shanghai", None, "2026-06-10T04:00:30.000+00:00"),
        ("2026-06-10 12:00:30.25", "Asia/Shanghai", None, "2026-06-10T04:00:30.250+00:00"),
        ("2026-06-10", "Asia/Shanghai", None, "2026-06-09T16:00:00.000+00:00"),
        ("2026-06-10 12:00Z", "Asia/Shanghai", None, "2026-06-10T12:00:00.000+00:00"),
        ("2026-06-10 12:00:00 +02:00", "Asia/Shanghai", None, "2026-06-10T10:00:00.000+00:00"),
        ("10/06/2026 12:00", "Asia/Shanghai", "%d/%m/%Y %H:%M", "2026-06-10T04:00:00.000+00:00"),
        # the clock skips 02:30: later by the gap, 03:30 in summer time
        ("2026-03-29 02:30", "Europe/Berlin", None, "2026-03-29T01:30:00.000+00:00"),
        # the clock shows 02:30 twice: the first, in summer time
        ("2026-10-25 02:30", "Europe/Berlin", None, "2026-10-25T00:30:00.000+00:00"),
        ("2026-10-25 02:30+01:00", "Europe/Berlin", None, "2026-10-25T01:30:00.000+00:00"),
    ],
)
def test_moments(text: str, zone: str, form: str | None, meant: str) -> None:
    assert cells.moment(text, ZoneInfo(zone), form) == meant


@pytest.mark.parametrize(
    "text",
    ["10/06/2026 12:00", "2026-13-01", "2026-06-31 10:00", "46174.5", "1780272000", "12:00", "0001-01-01", "today"],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no moment like 2026-06-01 12:30"):
        cells.moment(text, ZoneInfo("Asia/Shanghai"), None)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("skus=goods", Field("skus", "text", "goods")),
        ("skus:texts=goods", Field("skus", "texts", "goods")),
        ("note=a=b", Field("note", "text", "a=b")),
        ("skus", "says no field and column"),
        ("=goods", "says no field and column"),
        ("skus:list=goods", "is no kind of field"),
    ],
)
def test_fields_as_options_say_them(said: str, meant: Field | str) -> None:
    if isinstance(meant, Field):
        assert field(said) == meant
    else:
        with pytest.raises(ValueError, match=meant):
            field(said)


def test_a_line_says_all_that_its_columns_mean(tmp_path: Path) -> None:
    text = "nr;sum;cur;at;who;shop;goods;first;km;day;paid;back\n"
    text += "A-1;12,5;EUR;2026-06-10;mem_1;web;tea| cup |;yes;3,5;2026-06-01;3;r1\n"
    kinds = {"skus:texts": "goods", "first:flag": "first", "km:number": "km", "day:date": "day", "tip:money": "paid"}
    [line] = reading(
        text,
        tmp_path,
        order="nr",
        amount="sum",
        currency="cur",
        currency_is=None,
        time="at",
        member="who",
        channel="shop",
        refund="back",
        decimal_comma=True,
        fields=tuple(field(f"{name}={column}") for name, column in kinds.items()),
    )
    assert isinstance(line, Ready)
    event = json.loads(line.json)
    assert (event["subject"], event["time"]) == ("mem_1", "2026-06-09T16:00:00.000+00:00")
    assert event["data"] == {
        "channel": "web",
        "order": "A-1",
        "refund": "r1",
        "amount": "12.50 EUR",
        "skus": ["tea", "cup"],
        "first": True,
        "km": 3.5,
        "day": "2026-06-01",
        "tip": "3.00 EUR",
    }


def test_an_event_is_known_by_what_it_is_about(tmp_path: Path) -> None:
    def id_of(line: str, **columns: Any) -> str:
        [one] = reading(f"order,amount,time,refund\n{line}\n", tmp_path, **columns)
        assert isinstance(one, Ready)
        return str(json.loads(one.json)["id"])

    usual = id_of(f"1,5,{AT},a")
    assert id_of("1,7,2026-06-11,b") == usual
    others = [
        id_of(f"2,5,{AT},a"),
        id_of(f"1,5,{AT},a", channel_is="tmall"),
        id_of(f"1,5,{AT},a", source="till"),
        id_of(f"1,5,{AT},a", type="order.sent"),
        id_of(f"1,5,{AT},a", refund="refund"),
        id_of(f"1,5,{AT},b", refund="refund"),
    ]
    assert len({usual, *others}) == 7


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{HEAD}\n1,5,{AT}\n", [(2, "1", "5.00 CNY")]),
        (f"\ufeff{HEAD}\r\n1,5,{AT}\r\n", [(2, "1", "5.00 CNY")]),
        (f"{HEAD}\r1,5,{AT}", [(2, "1", "5.00 CNY")]),
        (f"order;amount;time\n1;5;{AT}", [(2, "1", "5.00 CNY")]),
        (f"order\tamount\ttime\n1\t5\t{AT}", [(2, "1", "5.00 CNY")]),
        (f" order , amount,time\n 1 , 5 ,{AT} ", [(2, "1", "5.00 CNY")]),
        (f"{HEAD}\n\n,,\n1,5,{AT}\n\n", [(4, "1", "5.00 CNY")]),
        (f'{HEAD},note\n1,5,{AT},"two\nlines, and ""quotes"""\n2,6,{AT},',
         [(2, "1", "5.00 CNY"), (4, "2", "6.00 CNY")]),
        (f"{HEAD}\n,5,{AT}\n1,,{AT}\n2,5,\n",
         [(2, "unreadable", "order: it is empty"), (3, "unreadable", "amount: it is empty"),
          (4, "unreadable", "time: it is empty")]),
        (f'"order","amount","time"\n"1","5","{AT}"', [(2, "1", "5.00 CNY")]),
        (f"{HEAD}\n1,5\n2,6,{AT}",
         [(2, "unreadable", "it has 2 cells, and the first line has 3"), (3, "2", "6.00 CNY")]),
        (f"{HEAD}\n{HEAD}\n2,6,{AT}", [(2, "unreadable", "the first line again"), (3, "2", "6.00 CNY")]),
        (f"{HEAD}\n1\0,5,{AT}\n2,6,{AT}",
         [(2, "unreadable", "it has a byte that is no text (NUL)"), (3, "2", "6.00 CNY")]),
        (f"{HEAD}\n".encode() + b"\xcb\xe6,5,2026-06-10\n" + f"2,6,{AT}".encode(),
         [(2, "unreadable", "it is not in UTF-8"), (3, "2", "6.00 CNY")]),
        (f'{HEAD}\n"1,5,{AT}\n2,6,{AT}\n3,7,{AT}',
         [(2, "unreadable", "its quotation marks do not fit together"), (3, "2", "6.00 CNY"), (4, "3", "7.00 CNY")]),
        (f'{HEAD}\n"1"x,5,{AT}\n2,6,{AT}',
         [(2, "unreadable", "its quotation marks do not fit together"), (3, "2", "6.00 CNY")]),
        (f"{HEAD}\n{'9' * 10_000_000},5,{AT}\n2,6,{AT}",
         [(2, "unreadable", f"it is longer than {LONGEST:,} characters"), (3, "2", "6.00 CNY")]),
        (f"{HEAD}\n1,5,{AT}\n1,5,{AT}\n1,6,{AT}",
         [(2, "1", "5.00 CNY"), (3, "twice", "the same as line 2"),
          (4, "twice", "the same number as line 2, and otherwise than there")]),
        (HEAD, []),
    ],
)  # fmt: skip
def test_each_line_is_read_or_told(tmp_path: Path, text: str | bytes, lines: list[Any]) -> None:
    assert brief(reading(text, tmp_path)) == lines


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        (b"PK\x03\x04workbook", "a spreadsheet"),
        (HEAD.encode("utf-16"), "UTF-16"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no CSV file"),
        ("订单,金额\n".encode("gbk"), "not in UTF-8"),
        (b"order,\0amount,time\n", "NUL"),
        (b'"order,amount,time\n1,2,3\n', "no CSV file"),
        (b"x" * 10_000_000, "no CSV file"),
        (b"order,total,time\n", "has no column 'amount'; its columns: order, total, time"),
        (b"order,amount,time,amount\n", "has two columns 'amount'"),
        (b"\n\n", "has no column"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, text: bytes, says: str) -> None:
    with pytest.raises((Failed, click.UsageError), match=says):
        reading(text, tmp_path)


def test_batches_fit_into_a_body() -> None:
    long = [Ready(n, "", "", b"x" * (SHOPS_BYTES // 3)) for n in range(7)]
    assert [len(batch.ready) for batch in batches(long)] == [2, 2, 2, 1]
    longest = [Ready(n, "", "", b"x" * (SHOPS_BYTES - 2)) for n in range(2)]
    assert [len(batch.ready) for batch in batches(longest)] == [1, 1]
    short: list[Ready | Untaken] = [Ready(n, "", "", b"x") for n in range(4)]
    faults = [Untaken(n, "", "", "unreadable", "", "") for n in range(4, 7)]
    assert [(len(batch.ready), len(batch.untaken)) for batch in batches([*short, *faults], 3)] == [
        (3, 0),
        (1, 2),
        (0, 1),
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--timezone", "Asia/Shanghai"], "say --currency-is CODE"),
        (["--timezone", "Asia/Shanghai", "--currency-is", "CNY", "--currency", "cur"], "say --currency-is CODE"),
        (["--timezone", "Asia/Shanghai", "--currency-is", "RMB"], "RMB"),
        (["--timezone", "Shanghai", "--currency-is", "CNY"], "is no timezone"),
        (["--currency-is", "CNY"], "--timezone"),
        (["--timezone", "UTC", "--currency-is", "CNY", "--channel", "a", "--channel-is", "b"], "but not both"),
        (["--timezone", "UTC", "--currency-is", "CNY", "--field", "skus"], "says no field and column"),
        (["--timezone", "UTC", "--currency-is", "CNY", "--member", "who"], "has no column 'who'"),
        (["--timezone", "UTC", "--currency-is", "CNY", "--batch", "101"], "101"),
        (["--timezone", "UTC", "--currency-is", "CNY", "--channel-is", "caf\udce9"], "a byte that is no UTF-8"),
        (["--timezone", "UTC", "--currency-is", "CNY", "--source", "caf\udce9"], "a byte that is no UTF-8"),
        (["--timezone", "UTC", "--currency-is", "CNY", "--member", "caf\udce9"], "a byte that is no UTF-8"),
    ],
)
def test_a_call_that_makes_no_sense_ends_with_two(run: Run, words: list[str], says: str) -> None:
    Path("orders.csv").write_text(f"{HEAD}\n1,5,{AT}\n")
    ended = run("import-orders", "orders.csv", "--dry-run", *words)
    assert ended.exit_code == 2
    assert says in ended.output
