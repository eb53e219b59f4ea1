"""What CloudFormation can only replace, of each of the types on standard input (a JSON list): their properties, as a JSON object."""

import json
import sys

from cfnlint.schema import PROVIDER_SCHEMA_MANAGER


def create_only(resource_type: str) -> list[str]:
    """Names of properties at the top; of conditional ones it depends on other properties whether they can be changed."""
    schema = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", resource_type).schema
    pointers = schema.get("createOnlyProperties", []) + schema.get("conditionalCreateOnlyProperties", [])
    return sorted({pointer.split("/")[2] for pointer in pointers})


json.dump({name: create_only(name) for name in json.load(sys.stdin)}, sys.stdout)
