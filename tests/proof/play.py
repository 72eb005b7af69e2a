"""A world at play: three members with something in hand, and a model that judges each answer."""

from collections.abc import Sequence

from chalicelib.services.act import ActionAnswer, Request
from tests.proof.answers import Answers
from tests.proof.model import Model
from tests.proof.world import SETTINGS, SHOP, Container, World, asking, event


class Play:
    """A world at play: three members, known by name, and a model that judges every answer."""

    def __init__(self, world: World, members: Sequence[str]) -> None:
        self.world = world
        self.ann, self.bo, self.cid = members
        self.look_again()

    def look_again(self) -> None:
        """Count afresh, from what is in the table now."""
        self.model = Model(self.world.published, SETTINGS.master_seed)
        self.answers = Answers(self.model)
        self.model.catch_up()

    def send(self, container: Container, member: str, *requests: Request) -> list[ActionAnswer]:
        now = container.clock()
        given = container.act(member, *requests)
        self.model.catch_up()
        for request, answer in zip(requests, given, strict=True):
            self.answers.judge(member, request, answer, now)
        return given


def visit(now: int, id: str) -> Request:
    return asking(event("shop.visited", now, id, shop="north"), id, SHOP)
