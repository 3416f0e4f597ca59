"""Validates lines of JSON from the standard input against a JSON Schema, as a peer of our reports.

Usage: validate_json.py SCHEMA. Each line must fit the schema as it is published, and also with every object closed, so
that no member goes unmentioned. Prints how many lines there were.
"""

import copy
import json
import sys

import jsonschema


def closed(schema):
    """The schema with no other members than those it names."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    result = {key: closed(value) for key, value in schema.items()}
    if result.get("type") == "object" and "properties" in result:
        result.setdefault("additionalProperties", False)
    return result


def main(path):
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validators = [jsonschema.Draft202012Validator(s) for s in (schema, closed(copy.deepcopy(schema)))]
    lines = sys.stdin.read().splitlines()
    for number, line in enumerate(lines, 1):
        value = json.loads(line)
        for validator in validators:
            for error in validator.iter_errors(value):
                best = jsonschema.exceptions.best_match([error])
                sys.exit(f"line {number}: {best.json_path}: {best.message[:500]}")
    print(len(lines))


main(sys.argv[1])
