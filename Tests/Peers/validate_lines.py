"""Checks lines of JSON against a schema: python validate_lines.py SCHEMA < lines

The schema lets members be added; here one that it does not describe is a deviation, so that none is forgotten.
Prints every deviation and ends with 1 if there is one, with 0 if all lines fit; no line at all is a deviation too.
"""
import json
import sys

import jsonschema


def close(definition):
    """Lets objects have no members but those that are described."""
    if definition.get("type") == "object":
        definition.setdefault("additionalProperties", False)
    for member in definition.get("properties", {}).values():
        close(member)
    if isinstance(definition.get("items"), dict):
        close(definition["items"])


def deviations(validator, lines):
    if not lines:
        yield "there is no line"
    for number, line in enumerate(lines, 1):
        for error in validator.iter_errors(json.loads(line)):
            best = jsonschema.exceptions.best_match([error])
            yield f"line {number}: {best.json_path}: {best.message[:400]}"


with open(sys.argv[1], encoding="utf-8") as file:
    schema = json.load(file)
kind = jsonschema.Draft202012Validator
kind.check_schema(schema)
for definition in schema["$defs"].values():
    close(definition)
found = list(deviations(kind(schema), sys.stdin.buffer.read().splitlines()))
print("\n".join(found))
sys.exit(1 if found else 0)
