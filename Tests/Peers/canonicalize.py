"""Canonical forms by lxml, as an oracle.

Standard input: documents, each a line of base64. Standard output: a line for each element, algorithm and prefix list:
the document, the element's number, the algorithm's URI, the prefixes or -, the canonical form in base64.
"""

import base64
import sys

from lxml import etree

INCLUSIVE = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"

for line in sys.stdin.read().split():
    tree = etree.ElementTree(etree.fromstring(base64.b64decode(line)))
    for number, element in enumerate(tree.iter(etree.Element)):
        tail, element.tail = element.tail, None
        for uri, is_exclusive, prefixes in (
            (INCLUSIVE, False, None),
            (EXCLUSIVE, True, None),
            (EXCLUSIVE, True, ["z", "u"]),
        ):
            known = prefixes
            if known and not is_exclusive:
                known = None
            form = etree.tostring(
                element,
                method="c14n",
                exclusive=is_exclusive,
                with_comments=False,
                inclusive_ns_prefixes=known,
            )
            encoded = base64.b64encode(form).decode()
            print(line, number, uri, ",".join(known) if known else "-", encoded)
        element.tail = tail
