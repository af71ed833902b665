"""What befalls the office in a script: restarts, kills, and a Slack that is away."""

from tests.scenarios.nights.lines import Act
from tests.scenarios.nights.night import Night

MANY = 10_000  # faults: more than a script has messages


def restart(at: str) -> Act:
    """The machine boots; the watch opens again on what it left on the disk."""

    return Act(at, lambda night: night.restart(), "restart")


def killed_before_the_mark(at: str) -> Act:
    """As if the last pass had died between the ledger and its mark on the items, and we booted."""

    def does(night: Night) -> None:
        assert night.last_pass, "nothing was judged yet"
        unmark = "UPDATE items SET judged_at = NULL WHERE judged_at >= ?"
        night.watch.coverage.execute(unmark, [night.last_pass])
        night.restart()

    return Act(at, does, "killed")


def slack_goes(at: str) -> Act:
    """Nobody listens at Slack's address any more."""
    return Act(at, lambda night: night.slack.stop(), "Slack is gone")


def slack_is_back(at: str) -> Act:
    return Act(at, lambda night: night.slack.start(), "Slack is back")


def slack_refuses(at: str, code: str = "invalid_auth") -> Act:
    """Slack answers, and takes nothing."""

    def does(night: Night) -> None:
        night.slack.misbehave(f"error:{code}", MANY)

    return Act(at, does, f"Slack says {code}")


def slack_accepts(at: str) -> Act:
    return Act(at, lambda night: night.slack.behave(), "Slack takes messages again")


def slack_loses_its_answer(at: str, times: int = 1) -> Act:
    """The next posts stand in the channel, and nobody tells us."""

    def does(night: Night) -> None:
        night.slack.misbehave("accept_then_close", times)

    return Act(at, does, "Slack's answer is lost")


def slack_asks_to_wait(at: str, seconds: int) -> Act:
    def does(night: Night) -> None:
        night.slack.misbehave("refuse_429", retry_after=seconds)

    return Act(at, does, f"Slack asks to wait {seconds} s")
