# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chromium without a window, for what a page really does."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.integration.playing import required

MISSING = "chromium and chromedriver are not installed: on Debian run `apt-get install chromium chromium-driver`"
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,900",
)


def programs() -> tuple[str, str] | None:
    """Where chromium and its driver are, if both are installed."""
    browser, driver = (shutil.which(name) for name in ("chromium", "chromedriver"))
    return (browser, driver) if browser and driver else None


@contextmanager
def chromium(profile: Path) -> Iterator[Any]:
    """A browser with an empty profile in that folder."""
    found = programs()
    assert found, MISSING
    options = webdriver.ChromeOptions()
    options.binary_location = found[0]
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(found[1]))
    try:
        yield driver
    finally:
        driver.quit()


@contextmanager
def started(profile: Path) -> Iterator[Any]:
    """A browser for tests, which are skipped without one, or fail where what they need is required."""
    if programs() is None:
        if required():
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    with chromium(profile) as driver:
        yield driver


@contextmanager
def opened(driver: Any, page: Path) -> Iterator[Any]:
    """The page of a file, opened anew; in the end it asked for nothing but itself, ran no script of a name, and the console is empty."""
    requests(driver)
    driver.get(page.as_uri())
    yield driver
    assert driver.execute_script("return typeof window.stolen") == "undefined"
    assert driver.get_log("browser") == []
    assert requests(driver) == [page.as_uri()]


def requests(driver: Any) -> list[str]:
    """The addresses asked for since the last call."""
    messages = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    return [message["params"]["request"]["url"] for message in messages if message["method"] == "Network.requestWillBeSent"]
