"""Plays the year: besides what a month has, people who sign in later, managers, sweeps, and looks at all screens."""

import json
import re
from collections.abc import Mapping
from typing import Any

from audit.evidence import Statement, read_absorbed, read_look, read_rankings, read_receipts, with_orders
from audit.recount import Versions
from audit.shown import Look
from chalicelib.settings import Settings
from local.demo.diary import Diary
from local.demo.moves import Managed, Move, Publish, SignUp, Slice, Strike, Till
from local.demo.office import Office
from local.demo.player import JSON, PERSON, Heard, Player, nobody, require_200
from local.demo.wire import Wire

LINK = re.compile(rb"link of (person-\d+)")
SWEEPS = 20
"""Runs of the sweep at most until everybody who is due is settled."""


class YearPlayer(Player):
    """All members, shops and managers at once."""

    def __init__(self, wire: Wire, settings: Settings, diary: Diary, versions: Versions) -> None:
        super().__init__(wire, settings, diary)
        self.office = Office(wire, self._with_ids)
        self.versions: dict[str, list[Any]] = {name: [*of] for name, of in versions.items()}
        self.looks: list[Look] = []
        self.frozen: dict[tuple[str, str, str], Any] = {}
        """By campaign, board and window, a ranking as it was read first after it was frozen."""
        self.erased: dict[str, str] = {}
        """By their names, the ids of those who were erased."""
        self.absorbed: dict[str, str] = {}
        """By the id of a record that was absorbed, the name of who stays."""
        self.led: list[tuple[str, str, str]] = []
        """Sign-ins anew: the name, who it was before, and who it is."""
        self._bills: dict[str, dict[str, Any]] = {}
        self._links: dict[bytes, bytes] = {}

    def play(self, one: Slice, done: Heard = nobody) -> None:
        """Sweep and look first, where the slice says so."""
        self.set_clock(one.at)
        if one.sweeps:
            self.sweep()
        if one.looks:
            self.look()
        for size in self._pool.map(self._make, one.moves):
            done(size)

    def sweep(self) -> None:
        """Let what is due happen for everybody, as the schedule does."""
        for _ in range(SWEEPS):
            answer = json.loads(require_200(self._wire.send("POST", "/local/sweep", JSON, b"{}")))
            if answer["swept"]["done"]:
                return
        raise RuntimeError(f"somebody is due after {SWEEPS} sweeps: {answer}")

    def look(self) -> None:
        """Read everybody's home screen, and the rankings that are frozen by now."""
        self.looks += self.everybody(read_look)
        for (campaign, board), review in read_rankings(self.office.get, self.versions).items():
            for ranking in review["rankings"]:
                if ranking["frozen"]:
                    self.frozen.setdefault((campaign, board, ranking["window"]), ranking)

    def statements(self, done: Heard) -> list[Statement]:
        """All that was written: of members as these read it, of those who were absorbed by who stays, of those who were
        erased as managers do."""
        found = self.everybody(with_orders, done)
        for name in dict.fromkeys(self.absorbed.values()):
            found += read_absorbed(lambda path, name=name: self.get(path, name))  # type: ignore[misc]
        return found + [read_receipts(self.office.get, member) for member in self.erased.values()]

    def sign_in_anew(self) -> None:
        """Each identity leads where it led before, or to who absorbed that record."""
        for name in self.ids.keys() - self.erased.keys():
            _, session = self._sign_in(name)
            self.led.append((name, self.ids[name], session["member"]))

    def _make(self, move: Move) -> int:
        match move:
            case SignUp():
                self._sign_up(move)
            case Managed():
                self._manage(move)
            case Publish():
                self.versions[move.campaign].append(self.office.publish(move, self._trees()))
            case Strike():
                self.office.strike(move)
            case _:
                return super()._make(move)
        return move.size

    def _sign_up(self, one: SignUp) -> None:
        via = self._link(one.via.encode()).decode() if one.via else ""
        body = {"provider": "dev", "code": one.by, "via": via, "channel_code": one.channel_code}
        session = json.loads(require_200(self._wire.send("POST", "/v1/session", JSON, json.dumps(body).encode())))
        self.ids[one.by], self.tokens[one.by] = session["member"], session["token"]

    def _manage(self, one: Managed) -> None:
        names = [found.decode() for found in PERSON.findall(one.path.encode())]
        if one.path.endswith("/erase"):
            self.erased |= {name: self.ids[name] for name in names}
        self.office.ask(one)
        if one.path.endswith("/merge"):
            self._merged(names[0], one.body["other"])
        for name in names:
            if name in self.erased:
                del self.tokens[name]

    def _merged(self, younger: str, older: str) -> None:
        before = self.ids[younger]
        for name in (younger, older):
            _, session = self._sign_in(name)
            self.led.append((name, self.ids[older], session["member"]))
            self.ids[name], self.tokens[name] = session["member"], session["token"]
        self.absorbed[before] = older
        del self.tokens[younger]

    def _ask(self, till: Till) -> None:
        """A till names coupons by their codes: what it named first it names again under the same payment."""
        body = self._bills.setdefault(till.payment, dict(till.body))
        if till.coupons and "coupons" not in body:
            coupons = json.loads(self.get("/v1/me", till.by))["me"]["coupons"]
            free = {one["prize"]: one["code"] for one in coupons if one["state"] in ("free", "returned")}
            body["coupons"] = [free[prize] for prize in till.coupons if prize in free]
        asked = till.body and body
        if till.path.endswith("/quote"):
            said = json.dumps({"member": self.ids[till.by], **asked}).encode()
            self._wire.send("POST", f"/v1/bills/{till.path}", {**JSON, **self._papers.signed(said)}, said)
        else:
            super()._ask(Till(till.by, till.path, till.payment, asked))

    def _with_ids(self, body: bytes) -> bytes:
        return super()._with_ids(LINK.sub(lambda found: self._link(found[1]), body))

    def _link(self, name: bytes) -> bytes:
        """The token of somebody's links."""
        if name not in self._links:
            self._links[name] = json.loads(self.get("/v1/me", name.decode()))["me"]["share"].encode()
        return self._links[name]

    def _trees(self) -> Mapping[str, Any]:
        return {name: versions[-1][2] for name, versions in self.versions.items()}
