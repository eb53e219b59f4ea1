"""Holds requests to botocore's models of AWS: names, types, what is required, ranges, patterns and enumerations.

Reads a JSON array of requests, as recorded-call.ts describes them, and prints a JSON array of the same length: for each request
what is wrong with it. botocore's own validator knows the first three, and of ranges the lower end; the rest is looked up in
the same models. A pattern need not match the whole text: https://smithy.io/2.0/spec/constraint-traits.html#pattern-trait
"""

import base64
import json
import sys
from datetime import datetime, timezone
from functools import cache

import regex
from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader
from botocore.model import ServiceModel
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

LOADER = Loader()
NAMES = {"cloudwatch-logs": "logs", "eventbridge": "events"}


@cache
def model(client):
    """The newest model of a service, by the name that the SDK for JavaScript has for its package; None when there is none."""
    name = NAMES.get(client, client)
    try:
        return ServiceModel(LOADER.load_service_model(name, "service-2"), name)
    except UnknownServiceError:
        return None


def decoded(value):
    """Bytes and times again, which JSON does not know."""
    if isinstance(value, list):
        return [decoded(one) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"$bytes"}:
        return base64.b64decode(value["$bytes"])
    if set(value) == {"$time"}:
        return datetime.fromisoformat(value["$time"])
    return {key: decoded(one) for key, one in value.items()}


def from_wire(shape, value):
    """Bytes and times, as AWS JSON writes them: in base64, and in seconds since 1970. What the model does not know stays."""
    if shape.type_name == "blob":
        return base64.b64decode(value)
    if shape.type_name == "timestamp":
        return datetime.fromtimestamp(value, timezone.utc)
    if shape.type_name == "list" and isinstance(value, list):
        return [from_wire(shape.member, one) for one in value]
    if shape.type_name == "map" and isinstance(value, dict):
        return {key: from_wire(shape.value, one) for key, one in value.items()}
    if shape.type_name == "structure" and isinstance(value, dict):
        return {key: from_wire(shape.members[key], one) if key in shape.members else one for key, one in value.items()}
    return value


def form_problems(service, operation, value, form):
    """A form is as botocore writes it out of the same input."""
    expected = create_serializer("query").serialize_to_request(value, service.operation_model(operation))["body"]
    wanted = {key: str(one) for key, one in expected.items()}
    if wanted != form:
        yield f"the form is {form}, as botocore writes it {wanted}"


def size_of(value):
    return value if isinstance(value, (int, float)) else len(value)


def scalar_problems(shape, value, path):
    most = shape.metadata.get("max")
    if most is not None and size_of(value) > most:
        yield f"{path} is {size_of(value)}, at most {most}"
    if not isinstance(value, str):
        return
    if shape.metadata.get("enum") and value not in shape.enum:
        yield f"{path} is {value}, one of {', '.join(shape.enum)}"
    pattern = shape.metadata.get("pattern")
    if pattern and not regex.search(pattern, value):
        yield f"{path} is {value}, which does not match {pattern}"


def problems(shape, value, path):
    """What botocore's validator does not look at. It has been asked before, so the types are right."""
    if shape.type_name == "structure":
        for key, one in value.items():
            yield from problems(shape.members[key], one, f"{path}.{key}")
        return
    if not isinstance(value, (datetime, bool)):
        yield from scalar_problems(shape, value, path)
    if shape.type_name == "list":
        for index, one in enumerate(value):
            yield from problems(shape.member, one, f"{path}[{index}]")
    if shape.type_name == "map":
        for key, one in value.items():
            yield from problems(shape.key, key, f"{path} (key)")
            yield from problems(shape.value, one, f"{path}.{key}")


def check(request):
    service = model(request["client"])
    if service is None:
        return [f"botocore knows no service {request['client']}"]
    if request["operation"] not in service.operation_names:
        return [f"botocore knows no operation {request['operation']} of {request['client']}"]
    shape = service.operation_model(request["operation"]).input_shape
    if shape is None:
        return ["takes no input"] if request["input"] else []
    value = from_wire(shape, request["input"]) if request.get("wire") else decoded(request["input"])
    report = ParamValidator().validate(value, shape)
    if report.has_errors():
        return [report.generate_report()]
    found = list(problems(shape, value, "input"))
    form = request.get("form")
    return found + list(form_problems(service, request["operation"], value, form)) if form else found


if __name__ == "__main__":
    json.dump([check(request) for request in json.load(sys.stdin)], sys.stdout)
