"""Without a browser and the right to install one, the rest runs and it is said so."""

import pytest

from local import chromium


def test_a_browser_that_is_there_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "find", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(chromium, "_install", lambda _apt: pytest.fail("installed for nothing"))
    assert chromium.main() == 0
    assert capsys.readouterr().out == ""


def test_without_the_right_to_install_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(chromium, "_apt_get", lambda: None)
    assert chromium.main() == 0
    assert "may not install it: the browser tests are left out" in capsys.readouterr().out


def test_a_failed_installation_is_said_and_no_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chromium, "find", lambda: None)
    monkeypatch.setattr(chromium, "_apt_get", lambda: ["apt-get"])
    monkeypatch.setattr(chromium, "_runs", lambda _command: False)
    assert chromium.main() == 0
    assert "could not be installed" in capsys.readouterr().out


def test_a_shell_of_a_package_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ubuntu's package `chromium-browser` is there and does not start without snap."""
    monkeypatch.setattr(chromium.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(chromium, "_runs", lambda command: "google" in command[0])
    assert chromium.find() == "/usr/bin/google-chrome-stable"
