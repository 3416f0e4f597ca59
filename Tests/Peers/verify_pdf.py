"""Verifies the signatures of a PDF with pyHanko, as a peer of our writer.

Usage: verify_pdf.py FILE CERTIFICATE.cer... Those that are self-issued are anchors. Prints a JSON array with an object for each signature.
"""

import json
import pathlib
import sys

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

certificates = [x509.Certificate.load(pathlib.Path(file).read_bytes()) for file in sys.argv[2:]]
roots = [c for c in certificates if c.self_issued]
answers = []
with open(sys.argv[1], "rb") as source:
    for signature in PdfFileReader(source).embedded_signatures:
        context = ValidationContext(trust_roots=roots, other_certs=certificates, allow_fetching=False)
        status = validate_pdf_signature(signature, context)
        stamp = status.timestamp_validity
        answers.append(
            {
                "field": signature.field_name,
                "byteRange": [int(number) for number in signature.byte_range],
                "subFilter": str(signature.sig_object["/SubFilter"]),
                "intact": status.intact,
                "valid": status.valid,
                "trusted": status.trusted,
                "coverage": status.coverage.name,
                "modified": status.modification_level and status.modification_level.name,
                "timestamp": stamp and stamp.intact and stamp.valid,
            }
        )
print(json.dumps(answers))
