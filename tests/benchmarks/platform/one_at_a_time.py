# Copyright (c) 2026, the boomi.spaces maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people write without the collection: the Platform API asked for one instance and one process after the other, as shell tools do.

``python -m tests.benchmarks.platform.one_at_a_time QUESTION.json`` prints what it found as ``facts.sentence`` does. One connection serves all
requests, which a shell tool that starts curl for each does not have.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import requests

from .facts import process_line, schedule_line, sentence


class Api:
    def __init__(self, session: requests.Session) -> None:
        environment = os.environ
        self._session = session
        session.trust_env = False
        session.auth = (f"BOOMI_TOKEN.{environment['BOOMI_USERNAME']}", environment["BOOMI_API_TOKEN"])
        session.headers["Accept"] = "application/json"
        self._base = f"{environment['BOOMI_PLATFORM_URL']}/api/rest/v1/{environment['BOOMI_ACCOUNT_ID']}"

    def query(self, kind: str, expression: dict[str, Any] | None = None) -> list[Any]:
        """All pages."""
        body = json.dumps({"QueryFilter": {"expression": expression} if expression else {}})
        answer = self._post(f"{kind}/query", "application/json", body)
        found: list[Any] = answer["result"]
        while "queryToken" in answer:
            answer = self._post(f"{kind}/queryMore", "text/plain", answer["queryToken"])
            found += answer["result"]
        return found

    def where(self, kind: str, name: str, value: str) -> list[Any]:
        return self.query(kind, {"property": name, "operator": "EQUALS", "argument": [value]})

    def _post(self, path: str, content_type: str, body: str) -> Any:
        answer = self._session.post(f"{self._base}/{path}", data=body.encode(), headers={"Content-Type": content_type}, timeout=30)
        answer.raise_for_status()
        return answer.json()


def main(path: str) -> None:
    wanted = set(json.loads(Path(path).read_text(encoding="utf-8"))["instance_ids"])
    homes: dict[str, str | None] = {}
    lines = []
    with requests.Session() as session:
        api = Api(session)
        for instance in api.query("IntegrationPackInstance"):
            if instance["id"] not in wanted:
                continue
            for process in api.where("Process", "integrationPackInstanceId", instance["id"]):
                lines.append(process_line(process["id"]))
                schedules = api.where("ProcessSchedules", "processId", process["id"])
                enabled = {status["id"]: status["enabled"] for status in api.where("ProcessScheduleStatus", "processId", process["id"])}
                for schedule in schedules:
                    atom = schedule["atomId"]
                    if atom not in homes:
                        homes[atom] = next((home["environmentId"] for home in api.where("EnvironmentAtomAttachment", "atomId", atom)), None)
                    lines.append(schedule_line(schedule["id"], schedule["processId"], homes[atom], enabled.get(schedule["id"])))
    sys.stdout.write(f"{sentence(lines)}\n")


if __name__ == "__main__":
    main(sys.argv[1])
