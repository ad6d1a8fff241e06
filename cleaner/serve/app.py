"""The service itself: `create_app` gives an ASGI application.

Documents are cleaned in worker processes as in a batch: what hangs, dies or eats memory is that
document's failure. Nothing but typed failures is answered, and nothing is kept.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import IO, Any

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.responses import StreamingResponse
from starlette.exceptions import HTTPException

from cleaner.batch.clean import Result
from cleaner.batch.guard import Guards
from cleaner.batch.tasks import Done, Failure, Task
from cleaner.lineage import model_digest, ruleset_digest, software
from cleaner.serve import schema
from cleaner.serve.bodies import RAW, Refused, read_body, read_lines, read_task
from cleaner.serve.metrics import Metrics
from cleaner.serve.settings import Settings

TITLE = "article-cleaner"
NDJSON = "application/x-ndjson"
TEXT = {"type": "string", "minLength": 1}
#: Bytes that JSON may take over the document in it: escapes make two of one, or six.
JSON_FACTOR = 2
#: Seconds after which one who found the service busy may try again.
RETRY_AFTER = "1"


def create_app(settings: Settings | None = None) -> FastAPI:
    """Make the service; its workers start with the application and end with it."""
    service = Service(settings or Settings())
    version = dict(software())[TITLE]
    app = FastAPI(title=TITLE, version=version, lifespan=service.lifespan, redoc_url=None)
    app.add_exception_handler(Refused, _refuse)
    app.add_exception_handler(HTTPException, _refuse)
    record = {"$ref": f"{schema.COMPONENTS}Record"}
    document = {"$ref": f"{schema.COMPONENTS}Document"}
    app.add_api_route(
        "/clean", service.clean, methods=["POST"], response_class=Response,
        responses=schema.answer("application/json", record, "The record")
        | schema.failures(400, 408, 413, 415, 422, 503),
        openapi_extra=schema.body({"application/json": document, **dict.fromkeys(RAW, TEXT)}),
    )  # fmt: skip
    app.add_api_route(
        "/clean/batch", service.clean_batch, methods=["POST"], response_class=Response,
        responses=schema.answer(NDJSON, {"type": "string"}, "`Line`s, one for each of the batch")
        | schema.failures(408, 413, 415),
        openapi_extra=schema.body({NDJSON: {"type": "string", "description": "`Document`s"}}),
    )  # fmt: skip
    app.add_api_route("/health", service.health, methods=["GET"])
    app.add_api_route(
        "/metrics", service.metrics_text, methods=["GET"], response_class=Response,
        responses=schema.answer("text/plain", {"type": "string"}, "For Prometheus"),
    )  # fmt: skip
    app.openapi = lambda: _openapi(app)
    return app


class Service:
    """The handlers of one service, with its workers and its counts."""

    def __init__(self, settings: Settings) -> None:
        self.settings, self.metrics = settings, Metrics()
        self.under_way = 0

    @asynccontextmanager
    async def lifespan(self, app: FastAPI) -> AsyncIterator[None]:
        """Have workers for as long as the application runs."""
        settings = self.settings
        self.guards = Guards(settings.options, jobs=settings.jobs, limits=settings.limits)
        try:
            warm = Task("warm", "<!DOCTYPE html><p>Nothing but to have all loaded.", "text/html")
            first = [self.guards.submit(warm) for _ in range(settings.jobs)]
            await asyncio.gather(*map(asyncio.wrap_future, first))
            yield
        finally:
            await asyncio.to_thread(self.guards.close)

    async def clean(self, request: Request, url: str | None = None) -> Response:
        """Clean one document, as JSON with its url and id, or as it is with the url beside it."""
        settings = self.settings
        if self.under_way >= settings.jobs * settings.waiting:
            raise Refused(503, "Busy", "too many documents are waiting")
        most = settings.limits.max_bytes * JSON_FACTOR
        with await read_body(request, most=most, seconds=settings.upload_seconds) as body:
            task = read_task(body.read(), request.headers.get("content-type", ""), url)
        result = await self._result(task)
        if isinstance(result, Done):
            return Response(_encoded(result.output), media_type="application/json")
        return _answer(422, _told(result))

    async def clean_batch(self, request: Request) -> Response:
        """Clean lines of JSON; a line for each comes back, in order, a record or a failure."""
        settings = self.settings
        kind = request.headers.get("content-type", "")
        body = await read_body(
            request, most=settings.max_batch_bytes, seconds=settings.upload_seconds
        )
        try:
            items = read_lines(body, kind, settings.limits.max_bytes * JSON_FACTOR)
        except Refused:
            body.close()
            raise
        return StreamingResponse(self._lines(items, body), media_type=NDJSON)

    async def health(self) -> dict[str, Any]:
        """Say that the service is there, and what it cleans with."""
        return {
            "status": "ok",
            "software": dict(software()),
            "ruleset": ruleset_digest(),
            "model": model_digest(),
        }

    async def metrics_text(self) -> Response:
        """Give the counts, as Prometheus reads them."""
        return Response(self.metrics.render(), media_type="text/plain; version=0.0.4")

    async def _lines(
        self, items: Iterator[Task | Failure], body: IO[bytes]
    ) -> AsyncIterator[bytes]:
        """Clean a batch, a few documents ahead of the reader; ends with it if it goes away."""
        under_way: deque[asyncio.Task[Result]] = deque()
        try:
            for item in items:
                under_way.append(asyncio.create_task(self._result(item)))
                if len(under_way) > self.settings.jobs:
                    yield _line(await under_way.popleft())
            while under_way:
                yield _line(await under_way.popleft())
        finally:
            body.close()
            for task in under_way:
                task.cancel()

    async def _result(self, item: Task | Failure) -> Result:
        """Have an item cleaned, and count it."""
        self.under_way += 1
        try:
            with self.metrics.under_way.track_inprogress(), self.metrics.seconds.time():
                result = await asyncio.wrap_future(self.guards.submit(item))
        finally:
            self.under_way -= 1
        self.metrics.add(result)
        return result


def _told(result: Result) -> dict[str, str]:
    if isinstance(result, Failure):
        return {"stage": result.step, "error": result.kind, "message": result.cause}
    raise TypeError(f"no failure: {result}")


def _line(result: Result) -> bytes:
    if isinstance(result, Done):
        return _encoded(result.output)
    return (json.dumps({"id": result.id, "failure": _told(result)}) + "\n").encode()


def _encoded(text: str) -> bytes:
    """Encode JSON; what is no Unicode character becomes an escape, which JSON has too."""
    return text.encode("utf-8", "backslashreplace")


def _answer(status: int, told: dict[str, str]) -> Response:
    headers = {"Retry-After": RETRY_AFTER} if status == 503 else {}
    return Response(json.dumps(told), status, headers, media_type="application/json")


async def _refuse(request: Request, refused: Exception) -> Response:
    """Answer a request that can't be taken, or that asks for what there isn't."""
    told = {"stage": "request"}
    if isinstance(refused, Refused):
        return _answer(refused.status, {**told, "error": refused.kind, "message": refused.cause})
    if not isinstance(refused, HTTPException):
        raise refused
    told |= {"error": HTTPStatus(refused.status_code).phrase.replace(" ", "")}
    answer = _answer(refused.status_code, {**told, "message": refused.detail})
    answer.headers.update(refused.headers or {})
    return answer


def _openapi(app: FastAPI) -> dict[str, Any]:
    """Give the OpenAPI of the service, with the schemas of its own."""
    if not app.openapi_schema:
        described = get_openapi(title=app.title, version=app.version, routes=app.routes)
        described.setdefault("components", {}).setdefault("schemas", {}).update(schema.components())
        app.openapi_schema = described
    found: dict[str, Any] = app.openapi_schema
    return found
