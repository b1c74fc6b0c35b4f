# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line, as a process of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys

import pytest
import requests

from tests.paths import ROOT
from tests.sandbox.cli import main
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "tests.sandbox"]


def run(*arguments, **environment):
    return subprocess.run([*COMMAND, *arguments], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120, check=False)


def exports(process):
    """The variables that a serving process prints; its output ends with BOOMI_PLATFORM_URL where no proxy is set."""
    found = {}
    for line in process.stdout:
        match = re.fullmatch(r"export (\w+)=(.*)\n", line)
        if match:
            found[match[1]] = match[2]
        if "BOOMI_PLATFORM_URL" in found:
            return found
    raise AssertionError(process.stderr.read())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_a_signal_and_ends_cleanly(number):
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    with (
        subprocess.Popen(COMMAND, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process,
        requests.Session() as session,
    ):
        session.trust_env = False
        variables = exports(process)
        assert variables["BOOMI_ACCOUNT_ID"] == "nordwindhandel-7KQ2ZD"
        url = f"{variables['BOOMI_PLATFORM_URL']}/auth/jwt/generate/{variables['BOOMI_ACCOUNT_ID']}"
        token = session.get(url, auth=("BOOMI_TOKEN." + variables["BOOMI_USERNAME"], variables["BOOMI_API_TOKEN"]), timeout=PATIENCE)
        headers = {"Authorization": f"Bearer {token.text}", "SPACE_GUID": variables["BOOMI_SPACE_GUID"], "Accept": "application/json"}
        answer = session.post(variables["BOOMI_SPACES_URL"], json={"query": "{environments{name}}"}, headers=headers, timeout=PATIENCE)
        assert answer.json() == {"data": {"environments": [{"name": "Production"}, {"name": "Test"}]}}
        process.send_signal(number)
        assert process.wait(120) == 0
        assert process.stderr.read() == ""


def test_it_is_ready_after_a_second_of_work():
    """Of processor time, which a busy machine does not stretch."""
    with subprocess.Popen(COMMAND, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        process.kill()
        used = os.wait4(process.pid, 0)[2]
        process.returncode = -signal.SIGKILL
    assert re.match(r"# A local Boomi, account nordwindhandel-7KQ2ZD, at http://127\.0\.0\.1:\d+ until Ctrl-C", line)
    assert used.ru_utime + used.ru_stime < 1


def test_a_command_gets_the_variables_and_gives_its_status():
    script = "import os, sys; print(os.environ['BOOMI_SPACES_URL'], os.environ['no_proxy'], sys.argv[1:]); sys.exit(7)"
    result = run("--", sys.executable, "-c", script, "--data", "x", no_proxy="example.org")
    assert (result.returncode, result.stderr) == (7, "")
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/graphql example\.org,127\.0\.0\.1 \['--data', 'x'\]\n", result.stdout)


def test_a_command_that_a_signal_ends():
    assert run("--", sys.executable, "-c", "import os; os.kill(os.getpid(), 9)").returncode == 137


def test_a_command_that_is_not_there(capfd):
    assert main(["--", "no-such-command-here"]) == 127
    assert capfd.readouterr().err == "sandbox: no-such-command-here: No such file or directory\n"


SCRIPT = """
import json, os, urllib.request as http
with http.urlopen(os.environ["BOOMI_PLATFORM_URL"] + "/_sandbox/faults") as answer:
    faults = json.load(answer)
print(os.environ["BOOMI_ACCOUNT_ID"], os.environ["BOOMI_PLATFORM_URL"].rpartition(":")[2], [fault["status"] for fault in faults])
"""


def test_data_port_and_faults_can_be_given(tmp_path):
    faults = tmp_path / "faults.yml"
    faults.write_text("- {status: 503, times: 2}\n- {path: /auth, status: 500}\n")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = "tests/sandbox/data/04-disaster-recovery-pair.yml"
    result = run("--data", data, "--port", str(port), "--faults", str(faults), "--", sys.executable, "-c", SCRIPT)
    assert (result.stdout, result.stderr) == (f"release-4DR8QX {port} [503, 500]\n", "")


def test_a_generated_account():
    result = run("--generate", "3x2", "--", sys.executable, "-c", SCRIPT)
    assert result.stdout.startswith("generatedaccount-G3N0RT ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--data", "nowhere.yml"], "sandbox: nowhere.yml: No such file or directory\n"),
        (["--generate", "many"], "'many' is not of the form 1000x20"),
        (["--generate", "1x1", "--data", "x.yml"], "--data and --generate exclude each other"),
        (["--faults", "nowhere.yml"], "sandbox: nowhere.yml: No such file or directory\n"),
    ],
)
def test_bad_arguments_end_with_one_sentence(capfd, arguments, message):
    try:
        status = main(arguments)
    except SystemExit as end:  # argparse's way
        status = end.code
    assert status == 2
    assert message in capfd.readouterr().err


def test_a_port_that_is_taken(capfd):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert main(["--port", str(taken.getsockname()[1])]) == 2
    assert "Address already in use" in capfd.readouterr().err
