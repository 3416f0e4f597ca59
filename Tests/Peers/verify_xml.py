"""Verifies an enveloped XML signature with signxml: FILE ROOT ISSUING REFERENCES TIME."""

import base64
import datetime
import sys

from cryptography import x509
from lxml import etree
from signxml import SignatureConfiguration, XMLVerifier

path, root, issuing, references, time = sys.argv[1:]
data = open(path, "rb").read()
found = etree.fromstring(data).find(".//{http://www.w3.org/2000/09/xmldsig#}X509Certificate")
certificate = x509.load_der_x509_certificate(base64.b64decode(found.text))
issuer = x509.load_pem_x509_certificate(open(issuing, "rb").read())
assert certificate.issuer == issuer.subject and issuer.issuer == x509.load_pem_x509_certificate(
    open(root, "rb").read()
).subject
# Paths are not what is tried here: the certificate is handed over, as the signer's own.
XMLVerifier().verify(
    data,
    x509_cert=certificate,
    expect_config=SignatureConfiguration(expect_references=int(references), require_x509=False),
)
