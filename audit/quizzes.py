"""Quizzes: each question is answered as often as there are tries, right once, and told only once it is over."""

from audit.file_rules import blocks
from audit.recount import MemberReceipt, Recount, Rule, Said


def answered(recount: Recount, one: MemberReceipt) -> Said:
    """An answer is right where it is the file's, and was not the question's last already."""
    said = one.receipt.get("answered")
    if not said:
        return
    of = (said["campaign"], said["quiz"], said["question"])
    tree = one.tree(said["campaign"])
    quiz, question = blocks(tree, f"quizzes/{said['quiz']}/{said['question']}")
    before, tries = one.account.answers.setdefault(of, []), int(quiz.get("tries", 1))
    option = one.receipt["asked"].get("option")  # of who was erased it is not told
    yield one.said(len(before) < tries and True not in before, f"{'/'.join(of)} was over, and is answered again")
    right = option is None or said["right"] == (option == question["answer"])
    yield one.said(right, f"{'/'.join(of)}: {option} is said to be {'right' if said['right'] else 'wrong'}")
    before.append(said["right"])
    over = said["right"] or len(before) >= tries
    told = said.get("answer", "")
    yield one.said(told == (question["answer"] if over else ""), f"{'/'.join(of)} tells {told or 'nothing'}")


RULES = (Rule("A question is answered as often as there are tries, and told when it is over", "answers", answered),)
