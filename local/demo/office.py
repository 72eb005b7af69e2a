"""Makes the requests of managers: what one proposes a second one approves; codes and lines are sent twice."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from local.demo.moves import Managed, Publish, Strike
from local.demo.wire import Reply, Wire

JSON = {"Content-Type": "application/json"}
MANAGERS = ("ada", "bo")


class Office:
    """Two managers of one backend."""

    def __init__(self, wire: Wire, with_ids: Callable[[bytes], bytes]) -> None:
        """with_ids: puts members' ids in the place of persons' names."""
        self._wire = wire
        self._with_ids = with_ids
        self._tokens: dict[str, str] = {}
        self.answers: list[tuple[str, Any]] = []
        """Path and answer of each request that changed something, or should have changed nothing again."""

    def get(self, path: str) -> bytes:
        """Read a path as the first manager may."""
        return self._ask("GET", path)

    def ask(self, one: Managed) -> None:
        """A request, as often as it says; what waits for a second manager is approved."""
        path = self._with_ids(one.path.encode()).decode()
        body = json.dumps(one.body).encode()
        for _ in range(one.times):
            answer = json.loads(self._ask("POST", path, self._with_ids(body) if one.names else body, key=one.key))
            self.answers.append((path, answer))
        if waits := answer.get("adjustment"):
            approve = f"/v1/manage/members/{waits['member']}/adjustments/{waits['id']}/approve"
            self.answers.append((approve, json.loads(self._ask("POST", approve, b"{}", by=1))))
        while "erased" in answer and not answer["erased"]["done"]:
            answer = json.loads(self._ask("POST", path, body))

    def strike(self, one: Strike) -> None:
        """Strike off who stands at a place."""
        path = f"/v1/manage/campaigns/{one.path}"
        places = json.loads(self._ask("GET", path))["board"]["places"]
        if len(places) >= one.place:
            body = {"member": places[one.place - 1]["member"], "note": "likes from one phone"}
            self._ask("POST", f"{path}/strike", json.dumps(body).encode())

    def publish(self, one: Publish, trees: Mapping[str, Any]) -> tuple[int, int, Any]:
        """Publish a version with another text; gives when it takes effect, its number and its tree."""
        tree = json.loads(json.dumps(trees[one.campaign]))
        *way, last = one.at.split(".")
        block = tree
        for step in way:
            block = block[int(step) if step.isdecimal() else step]
        block[last] = one.text
        path = f"/v1/manage/campaigns/{one.campaign}/versions"
        number = json.loads(self._ask("POST", path, json.dumps({"tree": tree}).encode()))["version"]
        self._ask("POST", f"{path}/{number}/approve", b"{}", by=1)
        found = json.loads(self._ask("POST", f"{path}/{number}/publish", b"{}"))
        [status] = [each for each in found["campaign"]["versions"] if each["number"] == number]
        return status["takes_effect"], number, tree

    def _ask(self, method: str, path: str, body: bytes | None = None, key: str = "", by: int = 0) -> bytes:
        """Raises RuntimeError where it is not granted: a plan asks for what may be done."""
        name = MANAGERS[by]
        if name not in self._tokens:
            hired = self._wire.send("POST", "/local/manager", JSON, json.dumps({"name": name}).encode())
            self._tokens[name] = json.loads(_granted(hired, path))["token"]
        headers = {**JSON, "Authorization": f"Bearer {self._tokens[name]}"} | ({"Idempotency-Key": key} if key else {})
        return _granted(self._wire.send(method, path, headers, body), path)


def _granted(reply: Reply, path: str) -> bytes:
    if reply.status != 200:
        raise RuntimeError(f"{path} answered {reply.status}: {reply.body[:500]!r}")
    return reply.body
