"""Checks lines of JSON against a schema: python validate_lines.py SCHEMA < lines

Prints every deviation and ends with 1 if there is one, with 0 if all lines fit; no line at all is a deviation too.
"""
import json
import sys

import jsonschema


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
found = list(deviations(kind(schema), sys.stdin.buffer.read().splitlines()))
print("\n".join(found))
sys.exit(1 if found else 0)
