"""Signs a document with signxml in all the ways it knows: FILE KEY CERTIFICATE PARTY.

Standard output: a line for each way, a word and the signed document in base64.
"""

import base64
import sys

import signxml
from lxml import etree
from signxml.xades import XAdESSigner

path, key, certificate, party = sys.argv[1:]
data = open(path, "rb").read()
key = open(key, "rb").read()
certificate = open(certificate).read()
family = "ecdsa" if party.startswith("P-") else "rsa"
suffix = "-mgf1" if party == "RSA-PSS" else ""
methods = signxml.CanonicalizationMethod

for digest in ("sha256", "sha384", "sha512"):
    algorithm = getattr(
        signxml.SignatureMethod, f"{family.upper()}_{digest.upper()}" if not suffix else f"{digest.upper()}_RSA_MGF1"
    )
    for method in (
        methods.CANONICAL_XML_1_0,
        methods.CANONICAL_XML_1_1,
        methods.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    ):
        for word, maker in (("xmldsig", signxml.XMLSigner), ("xades", XAdESSigner)):
            # The digest that signxml 5.2 takes of properties in exclusive form is one that xmlsec1 refuses as well.
            # One canonicalisation does for the digests but the first.
            if digest != "sha256" and method != methods.CANONICAL_XML_1_1:
                continue
            if word == "xades" and method == methods.EXCLUSIVE_XML_CANONICALIZATION_1_0:
                continue
            signer = maker(signature_algorithm=algorithm, digest_algorithm=digest, c14n_algorithm=method)
            signed = signer.sign(etree.fromstring(data), key=key, cert=certificate)
            text = base64.b64encode(etree.tostring(signed)).decode()
            print(f"{word}/{digest}/{method.name}", text)
