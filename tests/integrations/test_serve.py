"""The service: records as the library gives them, typed failures for all else, and still there."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from made import page
from programs import poisoned_path

from cleaner import clean

#: Bytes that a document may have, seconds that it may take.
MOST, TIMEOUT = 200_000, 4
HTML = {"content-type": "text/html"}
LINES = {"content-type": "application/x-ndjson"}
#: Examples that are tried for each of the service's paths.
EXAMPLES = 25


@pytest.fixture(scope="module")
def service(needs, tmp_path_factory):
    """The command, with a rule at work that hangs or crashes as documents say; a client of it."""
    needs("serve", "fastapi", "uvicorn", "prometheus_client")
    needs("recipes", "httpx", "schemathesis")
    import httpx

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("serve") / "log"
    command = [Path(sys.executable).parent / "cleaner", "serve", "--isolated", "--port", str(port),
               "--timeout", str(TIMEOUT), "--memory", "256", "--max-bytes", str(MOST)]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": poisoned_path()}
    with log.open("w") as told:
        running = subprocess.Popen(command, env=environment, stderr=told)
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)
    try:
        for _ in range(600):
            if running.poll() is not None or "running on" in log.read_text():
                break
            time.sleep(0.1)
        assert f"http://127.0.0.1:{port}" in log.read_text()  # this machine alone
        yield client
    finally:
        client.close()
        running.terminate()
        running.wait(30)
    assert "Traceback" not in log.read_text()


def test_a_page_gives_the_record_of_the_library(service):
    url = "https://example.org/a"
    plain = clean(page(1).encode(), url=url, media_type="text/html").to_dict()
    raw = service.post("/clean", params={"url": url}, content=page(1), headers=HTML)
    named = service.post("/clean", json={"html": page(1), "url": url, "id": 7})
    assert raw.status_code == named.status_code == 200
    assert named.json()["id"] == 7
    for answer in (raw, named):
        assert answer.json()["text"] == plain["text"]
        assert answer.json()["metadata"] == plain["metadata"]


def test_the_openapi_has_the_schema_of_the_record(service):
    described = service.get("/openapi.json").json()
    validator = Draft202012Validator(
        {"$ref": "#/components/schemas/Record", "components": described["components"]}
    )
    record = service.post("/clean", content=page(1), headers=HTML).json()
    assert list(validator.iter_errors(record)) == []
    del record["provenance"]["removals"][0]["digest"]
    assert not validator.is_valid(record)


def test_what_a_server_said_of_the_charset_counts(service):
    content = page(1).replace("harbour council", "café council").encode("cp1252")
    headers = {"content-type": "text/html; charset=windows-1252"}
    assert "café council" in service.post("/clean", content=content, headers=headers).json()["text"]


@pytest.mark.parametrize(
    ("content", "kind", "status", "error"),
    [
        (b"", "text/html", 422, "EmptyInputError"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "text/html", 422, "DecodeError"),
        (b"x" * (2 * MOST + 1), "text/plain", 413, "TooLarge"),
        (b"word " * (MOST // 4), "text/plain", 422, "InputFormatError"),
        (b"%PDF-1.7", "application/pdf", 415, "UnsupportedType"),
        (b"{", "application/json", 400, "InputFormatError"),
        (b"[]", "application/json", 400, "InputFormatError"),
        (b'{"id": 1}', "application/json", 422, "InputFormatError"),
        (b"Misbehave: hang", "text/plain", 422, "Timeout"),
        (b"Misbehave: segfault", "text/plain", 422, "WorkerDied"),
        (b"Misbehave: memory", "text/plain", 422, "OutOfMemory"),
    ],
)
def test_failures_are_typed(service, content, kind, status, error):
    answer = service.post("/clean", content=content, headers={"content-type": kind})
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert service.post("/clean", content=page(1), headers=HTML).status_code == 200


def test_what_is_asked_for_wrongly_is_told_in_the_same_form(service):
    answers = {
        404: service.get("/cleaned"),
        405: service.get("/clean"),
        415: service.post("/clean", content=page(1)),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        assert set(answer.json()) == {"stage", "error", "message"}
    assert answers[405].headers["allow"] == "POST"
    assert "text/html" in answers[415].json()["message"]  # what to send in its place


def test_a_client_that_goes_away_amid_its_request_leaves_no_trace(service):
    host, port = service.base_url.host, service.base_url.port
    for path, kind in (("/clean", "text/html"), ("/clean/batch", LINES["content-type"])):
        with socket.create_connection((host, port)) as gone:
            head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {kind}\r\n"
            gone.sendall(f"{head}Content-Length: 99999\r\n\r\n<html>".encode())
    assert service.post("/clean", content=page(1), headers=HTML).status_code == 200


def test_a_batch_comes_back_in_order_whatever_is_in_it(service):
    rows = [{"id": n, "html": page(n)} for n in range(30)]
    rows[4] = {"id": 4, "text": "Misbehave: kill"}
    rows[9] = {"id": 9, "html": ""}
    rows[20] = {"id": 20, "html": "x" * 5 * MOST}
    content = "\n".join(map(json.dumps, rows))
    answer = service.post("/clean/batch", content=content, headers=LINES)
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    failed = {n: line["failure"]["error"] for n, line in enumerate(lines) if "failure" in line}
    assert failed == {4: "WorkerDied", 9: "InputFormatError", 20: "InputFormatError"}
    assert [line["id"] for line in lines if "failure" not in line] == [
        n for n in range(30) if n not in failed
    ]
    wrong = service.post("/clean/batch", content=content, headers=HTML)
    assert (wrong.status_code, wrong.json()["error"]) == (415, "UnsupportedType")


def test_lone_surrogates_come_back_as_they_were_sent(service):
    answer = service.post(
        "/clean", content=b'{"id": "\\ud800", "text": "The bridge is closed."}',
        headers={"content-type": "application/json"},
    )  # fmt: skip
    assert answer.json()["id"] == "\ud800"


def test_health_and_metrics(service):
    from prometheus_client.parser import text_string_to_metric_families

    assert service.get("/health").json()["status"] == "ok"

    def count(name: str, **labels: str) -> float:
        families = text_string_to_metric_families(service.get("/metrics").text)
        return sum(s.value for f in families for s in f.samples
                   if s.name == name and labels.items() <= s.labels.items())  # fmt: skip

    before = count("cleaner_documents_total", outcome="cleaned")
    service.post("/clean", content=page(2), headers=HTML)
    assert count("cleaner_documents_total", outcome="cleaned") == before + 1
    assert count("cleaner_kept_characters_total") > 0
    assert count("cleaner_removals_total") > 0
    assert count("cleaner_under_way") == 0


def test_requests_made_up_from_the_openapi_are_answered_as_it_says(service):
    import schemathesis
    from hypothesis import HealthCheck, given, settings
    from schemathesis import GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    @schemathesis.serializer("application/x-ndjson")
    def lines(context, value):
        return str(value).encode("utf-8", "replace")

    checks = [not_a_server_error, content_type_conformance, response_schema_conformance,
              status_code_conformance]  # fmt: skip
    schema = schemathesis.openapi.from_url(f"{service.base_url}/openapi.json")
    schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    tried = []
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        def answered(case):
            case.call_and_validate(checks=checks)

        answered()
        tried.append(operation.label)
    assert "POST /clean" in tried
    assert "POST /clean/batch" in tried
