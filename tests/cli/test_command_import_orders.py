"""Importing orders against a backend: what counts, what does not and why, and that nothing counts twice."""

import csv
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import Result

from cli.importing import sending
from cli.importing.progress import Progress
from cli.remote import Busy, Remote
from local.backend import backend
from local.testing import Player, Tessera
from tests.cli.conftest import Run

CAMPAIGN = """
campaign: order-points
title: A point for each ten yuan
timezone: Asia/Shanghai
opens: 2026-06-01 00:00
closes: 2026-07-01 00:00
grace: 20 days
challenges:
  spend: {tasks: {order: {when: order.paid, each: 10.00 CNY of amount, gives: {points: 1}}}}
"""
EVENTS = """
order.paid:
  from: server
  fields: {channel: text, order: text, amount: money, skus: texts}
  unique: [channel, order]
  spends: amount
order.refunded:
  from: server
  fields: {channel: text, order: text, refund: text, amount: money}
  unique: [channel, order, refund]
  takes_back: order.paid by [channel, order]
"""
ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds."""
USUAL = ("--timezone", "Asia/Shanghai", "--currency-is", "CNY")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tessera]:
    campaigns = tmp_path_factory.mktemp("campaigns")
    (campaigns / "order-points").mkdir()
    (campaigns / "order-points" / "campaign.yaml").write_text(CAMPAIGN)
    (campaigns / "events.yaml").write_text(EVENTS)
    (campaigns / "programme.yaml").write_text("timezone: Asia/Shanghai\n")
    with backend(campaigns=campaigns) as running:
        yield Tessera(running.url)


@pytest.fixture
def ana(shop: Tessera) -> Player:
    """A new member, on the 20th of June."""
    shop.set_clock("2026-06-20T12:00:00+08:00")
    return shop.sign_in(f"ana-{uuid4()}")


def orders(*lines: str, head: str = "member,order,amount,time", name: str = "orders.csv") -> str:
    Path(name).write_text("\n".join((head, *lines)) + "\n", "utf-8")
    return name


def sent_to(player: Player) -> int:
    """How many batches the backend had."""
    return sum(one["path"] == "/v1/ingest" for one in player.tessera.requests())


def points(player: Player) -> int:
    told = player.get("/v1/me")["me"]["purse"]
    return int(told["held"] - told["owed"])


def not_taken(name: str = "orders.csv") -> list[tuple[str, ...]]:
    with Path(f"{name}.not-taken.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(one["line"], one["order"], one["status"], one["code"]) for one in csv.DictReader(file)]


def send(run: Run, ana: Player, file: str, *words: str) -> Result:
    """Import a file, by a channel of this member's own: tests share a backend."""
    return run("import-orders", file, *USUAL, "--channel-is", ana.id, *words, "--url", ana.tessera.url)


def test_orders_and_refunds_move_wallets(run: Run, ana: Player) -> None:
    bo = ana.tessera.sign_in(f"bo-{uuid4()}")
    paid = orders(f"{ana.id},1,105.50,2026-06-10 12:00", f"{bo.id},2,80,2026-06-11 09:30:00", ",3,50,2026-06-11 09:30")
    back = orders(
        "1,a,55.50,2026-06-12 10:00", "2,a,80.00,2026-06-12 10:00", head="order,refund,amount,time", name="back.csv"
    )
    sent = send(run, ana, paid, "--member", "member")
    assert (points(ana), points(bo)) == (10, 8)
    returned = send(run, ana, back, "--refunds")

    assert (sent.exit_code, returned.exit_code) == (0, 0), sent.output + returned.output
    assert (points(ana), points(bo)) == (5, 0)
    assert "All was taken." in sent.output
    assert not Path("orders.csv.not-taken.csv").exists()


def test_a_refund_may_be_sent_before_its_order(run: Run, ana: Player) -> None:
    back = orders("1,a,55.50,2026-06-12 10:00", head="order,refund,amount,time", name="back.csv")
    assert send(run, ana, back, "--refunds").exit_code == 0
    assert send(run, ana, orders(f"{ana.id},1,105.50,2026-06-10 12:00"), "--member", "member").exit_code == 0
    assert points(ana) == 5


def test_what_was_not_taken_is_listed_with_its_line_and_reason(run: Run, ana: Player) -> None:
    ana.tessera.set_clock("2026-06-30T12:00:00+08:00")
    file = orders(
        f"{ana.id},1,100,2026-06-20 12:00",
        f"{ana.id},2,1 000,2026-06-20 12:00",
        f"{ana.id},3,100,2026-06-01 12:00",
        f"{ana.id},4,100,2025-11-11 12:00",
        f"{ana.id},5,3,2026-06-20 12:00",
        "nobody-here,6,100,2026-06-20 12:00",
        f"{ana.id},1,100,2026-06-20 12:00",
        f"{ana.id},1,120,2026-06-20 12:00",
        f"{ana.id},7,100,2026-07-20 12:00",
    )
    done = send(run, ana, file, "--member", "member")

    assert done.exit_code == 1
    assert not_taken() == [
        ("3", "2", "unreadable", ""),
        ("4", "3", "refused", "event_too_late"),
        ("5", "4", "ignored", ""),
        ("7", "6", "refused", "unknown_member"),
        ("8", "1", "twice", ""),
        ("9", "1", "twice", ""),
        ("10", "7", "refused", "event_in_future"),
    ]
    assert "refused: event_too_late" in done.output
    assert "orders.csv.not-taken.csv (7 lines)" in done.output
    assert points(ana) == 10


def test_orders_that_only_move_nothing_end_well(run: Run, ana: Player) -> None:
    done = send(run, ana, orders(f"{ana.id},1,100,2025-11-11 12:00"), "--member", "member")
    assert done.exit_code == 0
    assert not_taken() == [("2", "1", "ignored", "")]


class TestNothingCountsTwice:
    def test_a_second_run_sends_nothing_and_says_the_same(self, run: Run, ana: Player) -> None:
        file = orders(f"{ana.id},1,100,2026-06-20 09:00", f"{ana.id},2,x,2026-06-20 09:00")
        first = send(run, ana, file, "--member", "member")
        asked = sent_to(ana)
        second = send(run, ana, file, "--member", "member")
        assert "was sent already" in second.output
        assert (second.exit_code, second.output.partition("\n")[2]) == (first.exit_code, first.output)
        assert sent_to(ana) == asked

    def test_from_the_start_again_is_a_replay(self, run: Run, ana: Player) -> None:
        file = orders(f"{ana.id},1,100,2026-06-20 09:00")
        first = send(run, ana, file, "--member", "member")
        again = send(run, ana, file, "--member", "member", "--restart", "--batch", "1")
        assert (again.exit_code, again.output) == (first.exit_code, first.output)
        assert points(ana) == 10

    def test_a_longer_export_under_the_same_name_is_sent_whole(self, run: Run, ana: Player) -> None:
        lines = [f"{ana.id},1,100,2026-06-20 09:00", f"{ana.id},2,50,2026-06-20 09:30"]
        send(run, ana, orders(lines[0]), "--member", "member")
        longer = send(run, ana, orders(*lines), "--member", "member")
        assert longer.exit_code == 0
        assert points(ana) == 15

    def test_an_order_with_other_words_is_listed_and_not_counted_anew(self, run: Run, ana: Player) -> None:
        send(run, ana, orders(f"{ana.id},1,100,2026-06-20 09:00"), "--member", "member")
        send(run, ana, orders(f"{ana.id},1,900,2026-06-20 09:00"), "--member", "member")
        assert not_taken() == [("2", "1", "refused", "idempotency_key_reused")]
        assert points(ana) == 10

    def test_an_order_that_the_shop_reported_itself_counts_once(self, run: Run, ana: Player) -> None:
        ana.does("order.paid", channel=ana.id, order="1", amount="100.00 CNY")
        send(run, ana, orders(f"{ana.id},1,100,2026-06-20 09:00"), "--member", "member")
        assert not_taken() == [("2", "1", "refused", "already_claimed")]
        assert points(ana) == 10


LINES = 6
"""Of which each second can't be read, in batches of two."""


class TestGoesOn:
    @pytest.fixture
    def file(self, ana: Player) -> str:
        return orders(*(f"{ana.id},{n},{'ten' if n % 2 else '10.00'},2026-06-20 09:00" for n in range(2 * LINES)))

    @pytest.mark.parametrize("nth", [1, 2, 3])
    @pytest.mark.parametrize("where", ["before it is sent", "once it is answered", "once it is listed"])
    def test_after_a_crash(self, run: Run, ana: Player, file: str, where: str, nth: int) -> None:
        with crash_at(where, nth):
            assert send(run, ana, file, "--member", "member", "--batch", "4").exit_code != 0
        done = send(run, ana, file, "--member", "member", "--batch", "4")

        assert [line for line, *_ in not_taken()] == [str(n + 2) for n in range(2 * LINES) if n % 2]
        assert points(ana) == LINES
        assert [line.split() for line in done.output.splitlines() if "counted" in line] == [["counted", str(LINES)]]

    def test_after_being_killed(self, run: Run, ana: Player) -> None:
        file = orders(*(f"{ana.id},{n},10.00,2026-06-20 09:00" for n in range(60)))
        words = (
            "import-orders",
            file,
            *USUAL,
            "--channel-is",
            ana.id,
            "--member",
            "member",
            "--batch",
            "1",
            "--url",
            ana.tessera.url,
        )
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        killed = subprocess.Popen([sys.executable, "-m", "cli", *words], env=environment)  # noqa: S603 - our own
        wait_until(lambda: known_line() > 5)
        killed.kill()
        killed.wait()
        assert 5 < known_line() < 61

        assert send(run, ana, file, "--member", "member", "--batch", "1").exit_code == 0
        assert points(ana) == 60

    def test_without_the_list_of_before(self, run: Run, ana: Player, file: str) -> None:
        with crash_at("before it is sent", 3):
            send(run, ana, file, "--member", "member", "--batch", "4")
        Path("orders.csv.not-taken.csv").unlink()
        send(run, ana, file, "--member", "member", "--batch", "4")
        assert [line for line, *_ in not_taken()] == [str(n + 2) for n in range(8, 2 * LINES) if n % 2]

    def test_by_hand_it_says_where_it_stopped(self, run: Run, ana: Player, file: str) -> None:
        with crash_at("before it is sent", 2, KeyboardInterrupt()):
            stopped = send(run, ana, file, "--member", "member", "--batch", "4")
        assert "Stopped after line 5: the same command goes on there." in stopped.output

    @pytest.mark.parametrize("words", [("--channel-is", "jd"), ("--decimal-comma",), ("--batch", "7", "--split", "/")])
    def test_not_with_other_options(self, run: Run, ana: Player, file: str, words: tuple[str, ...]) -> None:
        with crash_at("before it is sent", 2):
            send(run, ana, file, "--member", "member", "--batch", "4")
        refused = send(run, ana, file, "--member", "member", *words)
        assert refused.exit_code == 1
        assert "an option is another" in refused.output
        assert "--restart" in refused.output

    def test_not_with_another_file(self, run: Run, ana: Player, file: str) -> None:
        with crash_at("before it is sent", 2):
            send(run, ana, file, "--member", "member", "--batch", "4")
        with Path(file).open("a") as more:
            more.write(f"{ana.id},99,10.00,2026-06-20 09:00\n")
        refused = send(run, ana, file, "--member", "member")
        assert refused.exit_code == 1
        assert "the file is another" in refused.output
        assert send(run, ana, file, "--member", "member", "--restart").exit_code == 1
        assert points(ana) == LINES + 1


class TestABackendThatIsBusy:
    def test_what_is_undecided_is_sent_again(self, run: Run, ana: Player, monkeypatch: pytest.MonkeyPatch) -> None:
        waited = answers_first(monkeypatch, undecided(2), Busy("busy", 7.0), undecided(2))
        file = orders(f"{ana.id},1,100,2026-06-20 09:00", f"{ana.id},2,50,2026-06-20 09:30")
        done = send(run, ana, file, "--member", "member")
        assert done.exit_code == 0, done.output
        assert points(ana) == 15
        assert waited == [3.0, 7.0, 4.0]

    def test_so_it_is_by_its_status(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        waited: list[float] = []
        monkeypatch.setattr("cli.importing.sending.time.sleep", waited.append)
        counted = b'{"events": [{"id": "1", "status": "counted"}]}'
        busy = b'{"code": "busy", "detail": "Too many.", "retry_after": 9}'
        with answering((429, b"slow down"), (503, busy), (502, b"<html>"), (200, counted)) as url:
            done = run("import-orders", orders("m,1,5,2026-06-20"), *USUAL, "--url", url)
        assert done.exit_code == 0, done.output
        assert waited == [1, 9, 4]

    @pytest.mark.parametrize(("status", "code"), [(404, 4), (200, 4)])
    def test_what_is_no_tessera_is_told_at_once(self, run: Run, status: int, code: int) -> None:
        with answering((status, b"<html>")) as url:
            ended = run("import-orders", orders("m,1,5,2026-06-20"), *USUAL, "--url", url)
        assert ended.exit_code == code
        assert "Tessera does" in ended.output

    def test_it_gives_up_in_the_end_and_goes_on_later(
        self, run: Run, ana: Player, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        waited = answers_first(monkeypatch, *[Busy("busy")] * sending.TRIES)
        file = orders(f"{ana.id},1,100,2026-06-20 09:00")
        ended = send(run, ana, file, "--member", "member")
        assert ended.exit_code == 4
        assert "goes on where it was" in ended.output
        assert waited == [1, 2, 4, 8, 16, 32, 60]
        assert send(run, ana, file, "--member", "member").exit_code == 0
        assert points(ana) == 10


def test_of_what_is_queued_it_is_said_who_knows_the_rest(run: Run) -> None:
    with answering((202, b'{"events": [{"id": "1", "status": "queued"}]}')) as url:
        done = run("import-orders", orders("m,1,5,2026-06-20"), *USUAL, "--url", url)
    assert done.exit_code == 0
    assert "what the rules refuse then is not listed here" in done.output


class TestTheSecret:
    def test_of_another_stage_stops_and_nothing_is_sent(self, run: Run, ana: Player) -> None:
        Path("secret").write_text("whsec_YW5vdGhlciBzdGFnZSdzIHNlY3JldCwgbG9uZyBlbm91Z2gu\n")
        file = orders(f"{ana.id},1,100,2026-06-20 09:00")
        refused = send(run, ana, file, "--member", "member", "--secret-file", "secret")
        assert refused.exit_code == 3
        assert "bad_signature" in refused.output
        assert "of another stage" in refused.output
        assert points(ana) == 0

    def test_is_not_looked_for_in_thin_air(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("TESSERA_WEBHOOK_SECRETS", raising=False)
        refused = run("import-orders", orders("m,1,1,2026-06-20"), *USUAL, "--url", "https://shop.example")
        assert refused.exit_code == 2
        assert "--secret-file" in refused.output

    def test_that_is_none_is_not_shown(self, run: Run) -> None:
        Path("secret").write_text("hunter2-hunter2")
        refused = run("import-orders", orders("m,1,1,2026-06-20"), *USUAL, "--secret-file", "secret")
        assert refused.exit_code == 1
        assert "holds no webhook secret" in refused.output
        assert "hunter2" not in refused.output


class TestDryRun:
    def test_shows_events_and_faults_and_sends_nothing(self, run: Run, ana: Player) -> None:
        file = orders(f"{ana.id},1,100,2026-06-20 09:00", f"{ana.id},2,x,2026-06-20 09:00")
        shown = send(run, ana, file, "--member", "member", "--dry-run")
        assert shown.exit_code == 1
        assert '"amount": "100.00 CNY"' in shown.output
        assert "orders.csv:3: unreadable: amount: 'x' is no plain number" in shown.output
        assert "Nothing was sent." in shown.output
        assert points(ana) == 0
        assert sorted(path.name for path in Path().glob("orders*")) == ["orders.csv"]


@contextmanager
def crash_at(where: str, nth: int, fault: BaseException | None = None) -> Iterator[None]:
    """Let the nth batch crash."""
    of, name = {
        "before it is sent": (Remote, "send"),
        "once it is answered": (Progress, "note"),
        "once it is listed": (Progress, "_list"),
    }[where]
    whole, calls = getattr(of, name), count(1)

    def crashes(*words: Any, **named: Any) -> Any:
        if next(calls) < nth:
            return whole(*words, **named)
        if where == "once it is listed":
            whole(*words, **named)
        raise fault or RuntimeError("the power went")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(of, name, crashes)
        yield


def answers_first(monkeypatch: pytest.MonkeyPatch, *answers: Any) -> list[float]:
    """Let these be the first answers, then those of the backend; gives the seconds that were waited."""
    waited: list[float] = []
    whole, first = Remote.send, iter(answers)

    def send(self: Remote, *path: str, **what: Any) -> Any:
        answer = next(first, None)
        if isinstance(answer, Exception):
            raise answer
        return whole(self, *path, **what) if answer is None else answer

    monkeypatch.setattr(Remote, "send", send)
    monkeypatch.setattr("cli.importing.sending.time.sleep", waited.append)
    return waited


@contextmanager
def answering(*answers: tuple[int, bytes]) -> Iterator[str]:
    """A server that answers so, one after the other, while it is open."""
    left = iter(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            status, body = next(left)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: Any) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def undecided(events: int) -> Any:
    problem = {"code": "busy", "detail": "Too many at once.", "retry_after": 3}
    return {"events": [{"id": None, "status": "undecided", "problem": problem}] * events}


def known_line() -> int:
    try:
        return int(json.loads(Path("orders.csv.progress").read_text())["line"])
    except FileNotFoundError:
        return 0


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)
