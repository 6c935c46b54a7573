"""The description of the API for programs (OpenAPI 3.1): FastAPI's own, with our errors, keys and examples.

Each operation names every status that it can answer, so that a client made from it knows them all. Examples
are put together from those that the fields carry (`api_models`).
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from admin_api.access import Audience, declared, scope_of
from admin_api.api_models import Problem
from admin_api.errors import HEADINGS, PROBLEM, PROBLEM_TYPE
from admin_api.staff_sessions import cookie_name

Json = dict[str, Any]
SCHEMAS = "#/components/schemas/"
KEY = "key"
SESSION = "session"
MOMENT, DAY = "2026-11-23T09:05:00Z", "2026-11-23"
SIMPLE: Mapping[str, object] = {"string": "…", "integer": 1, "number": 1.5, "boolean": False, "null": None}
CODES: Mapping[int, str] = {
    400: "http.bad_request",
    401: "access.sign_in",
    403: "access.scope",
    404: "unknown-plan",
    409: "already_an_ask",
    413: "http.too_long",
    422: "request.faulty",
    429: "api_key.too_often",
}
"""A code of each status, for an example."""
SCHEMES: Json = {
    KEY: {
        "type": "http",
        "scheme": "bearer",
        "description": "A key that an administrator allowed (docs/api.md).",
    },
    SESSION: {
        "type": "apiKey",
        "in": "cookie",
        "name": cookie_name(secure=True),
        "description": "A signed-in browser.",
    },
}


def describe(app: FastAPI, prefix: str) -> Json:
    """The description of every route of `app` under `prefix` that is in the schema."""
    found = app.openapi()
    if "x-together" in found:
        return found
    schemas = found["components"]["schemas"]
    add_problem(schemas)
    found["components"]["securitySchemes"] = SCHEMES
    found["x-together"] = {"version": prefix}
    for route in routes(app, prefix):
        for method in route.methods or ():
            operation = found["paths"].get(route.path, {}).get(method.lower())
            if operation:
                complete(operation, route, method, schemas)
    return found


def add_problem(schemas: Json) -> None:
    described = Problem.model_json_schema(ref_template=f"{SCHEMAS}{{model}}")
    schemas.update(described.pop("$defs", {}))
    schemas["Problem"] = described
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)


def routes(app: FastAPI, prefix: str) -> Iterator[APIRoute]:
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and (context.path or "").startswith(prefix):
            yield cast(APIRoute, context)


def complete(operation: Json, route: APIRoute, method: str, schemas: Json) -> None:
    """Say who may, what can go wrong, and how an answer looks."""
    public = Audience.PUBLIC in declared(route.endpoint)
    if not public:
        scope = scope_of(route.endpoint)
        operation["security"] = [{KEY: []}, {SESSION: []}]
        operation["x-scope"] = scope
        told = f"A key needs the scope `{scope}`." if scope else "No key opens this."
        operation["description"] = f"{operation.get('description', '')}\n\n{told}".strip()
    answers = operation["responses"]
    answers.pop("422", None)
    for status in problems(operation, method, public=public):
        answers[str(status)] = problem_answer(status)
    add_examples(operation, schemas)


def problems(operation: Json, method: str, *, public: bool) -> Iterator[int]:
    """Every status of an error that the operation can answer."""
    yield from (401, 429)  # a key that is none, or is used too often, is refused everywhere
    if not public:
        yield from (403, 409)
    if method != "GET":
        yield from (400, 403, 409, 413)
    parameters = operation.get("parameters", [])
    named = any(each["in"] == "path" for each in parameters) or "404" in operation["responses"]
    if named or "requestBody" in operation:
        yield 404
    if parameters or "requestBody" in operation:
        yield 422


def problem_answer(status: int) -> Json:
    title, code = HEADINGS[status], CODES[status]
    shown = {
        "type": f"{PROBLEM_TYPE}{code}",
        "title": title,
        "status": status,
        "detail": "What happened, in words.",
        "code": code,
        "fix": "What to do about it.",
        "faults": [],
    }
    return {
        "description": title,
        "content": {PROBLEM: {"schema": {"$ref": f"{SCHEMAS}Problem"}, "example": shown}},
    }


def add_examples(operation: Json, schemas: Json) -> None:
    bodies = [*operation["responses"].values(), operation.get("requestBody", {})]
    for body in bodies:
        for media in body.get("content", {}).values():
            if "example" not in media and "examples" not in media:
                media["example"] = example(media["schema"], schemas)


def example(schema: Json, schemas: Json) -> object:
    """A value that fits `schema`, put together from the examples of its parts."""
    if "$ref" in schema:
        return example(schemas[schema["$ref"].removeprefix(SCHEMAS)], schemas)
    for one in ("const", "default"):
        if one in schema:
            return schema[one]
    for several in ("examples", "enum"):
        if schema.get(several):
            return schema[several][0]
    for kinds in ("anyOf", "oneOf", "allOf"):
        if schema.get(kinds):
            return example(schema[kinds][0], schemas)
    return example_of_type(schema, schemas)


def example_of_type(schema: Json, schemas: Json) -> object:
    kind = schema.get("type", "object")
    if kind == "array":
        return [example(schema["items"], schemas)]
    if kind == "object":
        return {name: example(each, schemas) for name, each in schema.get("properties", {}).items()}
    return {"date-time": MOMENT, "date": DAY}.get(schema.get("format", ""), SIMPLE[kind])
