"""Settings, addresses, the record of what the saved state holds, and one stack a folder."""

import json
import os
import signal
from datetime import UTC, datetime, timedelta

import pytest

from local import addresses, applied, commands, emulator, feed, interrupts, lock, settings, stop
from local.applied import Applied
from local.errors import LocalError
from local.settings import Settings

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def test_two_stacks_differ_in_folder_and_ports_only() -> None:
    usual = settings.read({})
    other = settings.read(
        {"MANDAT_LOCAL_DIR": ".local/test", "MANDAT_PORT": "4600", "MANDAT_MAILBOX_PORT": "8100"}
    )
    assert (usual.site, usual.mailbox) == ("http://mandat.localhost:4566", "http://127.0.0.1:8025/")
    assert (other.site, other.mailbox) == ("http://mandat.localhost:4600", "http://127.0.0.1:8100/")
    assert other.folder == usual.root / ".local" / "test"
    assert other.built == usual.built


@pytest.mark.parametrize("port", ["", "web", "0", "65536", "-1"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(LocalError, match="MANDAT_PORT must be a port from 1 to 65535"):
        settings.read({"MANDAT_PORT": port})


def test_the_addresses_are_there_while_the_stack_runs(settings: Settings) -> None:
    settings.folder.mkdir()
    with addresses.published(settings):
        said = json.loads(settings.addresses.read_text())
        assert said["site"] == f"http://mandat.localhost:{settings.port}"
        assert said["mailbox"] == f"http://127.0.0.1:{settings.mailbox_port}/"
        assert said["mailbox_api"] == f"http://127.0.0.1:{settings.mailbox_port}/api/mails"
    assert not settings.addresses.exists()


def test_what_was_applied_is_remembered_by_a_clean_stop_only(settings: Settings) -> None:
    assert applied.take(settings) == Applied()
    applied.keep(settings, Applied(deploy="d", city="c"), NOON)
    assert applied.take(settings) == Applied("d", "c", NOON.isoformat())
    # taken and never kept again: that run was killed, and its state is older than it thinks
    assert applied.take(settings) == Applied("", "", NOON.isoformat())


def test_minutes_since_the_stop_are_rounded_up() -> None:
    state = Applied(stopped_at=NOON.isoformat())
    assert state.minutes_since_stop(NOON + timedelta(seconds=61)) == 2
    assert Applied().minutes_since_stop(NOON) == 0


def test_the_feed_is_rewound_and_the_pipe_kept(settings: Settings) -> None:
    settings.state.mkdir(parents=True)
    saved = {"payload": {"pipes": {"data": {"a": {"Name": "p"}}}, "positions": {"data": {"a": 7}}}}
    (settings.state / "pipes.json").write_text(json.dumps(saved))
    feed.rewind(settings)
    saved["payload"]["positions"]["data"] = {}
    assert json.loads((settings.state / "pipes.json").read_text()) == saved


def test_a_first_start_has_no_feed_to_rewind(settings: Settings) -> None:
    feed.rewind(settings)
    assert not settings.state.exists()


def test_a_state_of_another_emulator_is_refused(settings: Settings) -> None:
    settings.state.mkdir(parents=True)
    (settings.state / "pipes.json").write_text('{"payload": []}')
    with pytest.raises(LocalError, match="make clean"):
        feed.rewind(settings)


def test_a_folder_has_one_stack_and_says_whose(settings: Settings) -> None:
    assert lock.holder(settings) is None
    with lock.held(settings):
        assert lock.holder(settings) == os.getpid()
        with pytest.raises(LocalError, match="already runs"), lock.held(settings):
            pass
    assert lock.holder(settings) is None


def test_stopping_what_does_not_run_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    monkeypatch.setenv("MANDAT_LOCAL_DIR", f"{tmp_path}/none")
    assert stop.main() == 0
    assert capsys.readouterr().out == "No stack is running.\n"


def test_the_first_signal_stops_and_the_next_ones_wait() -> None:
    before = {number: signal.getsignal(number) for number in interrupts.SIGNALS}
    try:
        interrupts.raise_once()
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGINT)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_nothing_of_the_callers_shell_reaches_a_function(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    for name in ("LOG_LEVEL", "AWS_PROFILE", "HTTP_PROXY", "PYTHONPATH", "AWS_ACCESS_KEY_ID"):
        monkeypatch.setenv(name, "from the shell")
    assert "from the shell" not in emulator.environment(settings, 1025).values()
    assert emulator.environment(settings, 1025)["BIND_HOST"] == "127.0.0.1"


def test_a_tool_cannot_reach_a_real_account(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "real")
    monkeypatch.setenv("PIP_INDEX_URL", "https://pypi.example.org/simple")
    env = commands.environment(settings)
    assert "AWS_PROFILE" not in env
    assert "AWS_SESSION_TOKEN" not in env
    assert env["AWS_ENDPOINT_URL"] == settings.endpoint
    assert env["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
    assert env["PIP_INDEX_URL"] == "https://pypi.example.org/simple"


def test_a_missing_tool_is_one_clear_line(settings: Settings) -> None:
    with pytest.raises(LocalError, match=r"sam is missing from \.venv-stack"):
        commands.tool(settings, "sam")


def test_a_tool_that_fails_shows_the_end_of_its_log(settings: Settings) -> None:
    with pytest.raises(LocalError, match=r"sh failed, see .*build.log:\s+no such template"):
        commands.run(
            ["/bin/sh", "-c", "echo no such template; exit 3"],
            env={},
            cwd=settings.root,
            log=settings.logs / "build.log",
        )
