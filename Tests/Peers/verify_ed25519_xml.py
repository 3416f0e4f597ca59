"""Verifies an enveloped XML signature by Ed25519 step by step, with lxml and cryptography: FILE."""

import base64
import copy
import hashlib
import sys

from cryptography import x509
from lxml import etree

DS = "{http://www.w3.org/2000/09/xmldsig#}"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": hashlib.sha256,
    "http://www.w3.org/2001/04/xmlenc#sha512": hashlib.sha512,
}


def canonical(target, method):
    assert "c14n11" not in method
    exclusive = method.startswith(EXCLUSIVE)
    if not exclusive and isinstance(target, etree._Element):
        # lxml takes an element out of its document first: what it inherits there is put onto it.
        alone = etree.Element(target.tag, nsmap=target.nsmap)
        for ancestor in [*reversed(list(target.iterancestors())), target]:
            for name, value in ancestor.items():
                if ancestor is target or name.startswith("{http://www.w3.org/XML/1998/namespace}"):
                    alone.set(name, value)
        alone.text = target.text
        alone.extend(copy.deepcopy(child) for child in target)
        target = alone
    return etree.tostring(target, method="c14n", exclusive=exclusive, with_comments=method.endswith("WithComments"))


tree = etree.parse(sys.argv[1])
signature = tree.find(f".//{DS}Signature")
info = signature.find(f"{DS}SignedInfo")
certificate = x509.load_der_x509_certificate(base64.b64decode(signature.findtext(f".//{DS}X509Certificate")))
assert info.find(f"{DS}SignatureMethod").get("Algorithm") == "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519"
certificate.public_key().verify(
    base64.b64decode(signature.findtext(f"{DS}SignatureValue")),
    canonical(info, info.find(f"{DS}CanonicalizationMethod").get("Algorithm")),
)
for reference in info.findall(f"{DS}Reference"):
    methods = [item.get("Algorithm") for item in reference.iter(f"{DS}Transform")]
    if reference.get("URI") == "":
        whole = etree.parse(sys.argv[1])
        enveloped = whole.find(f".//{DS}Signature")
        # The text behind an element stays where it was.
        before, parent = enveloped.getprevious(), enveloped.getparent()
        if enveloped.tail and before is not None:
            before.tail = (before.tail or "") + enveloped.tail
        elif enveloped.tail:
            parent.text = (parent.text or "") + enveloped.tail
        parent.remove(enveloped)
        assert methods.pop(0).endswith("#enveloped-signature")
        target = whole
    else:
        (target,) = tree.xpath("//*[@Id = $id]", id=reference.get("URI")[1:])
    # What a reference to the same document selects has no comments, whatever its canonicalisation is called.
    method = methods[0].replace("WithComments", "") if methods else "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    digest = DIGESTS[reference.find(f"{DS}DigestMethod").get("Algorithm")]
    assert digest(canonical(target, method)).digest() == base64.b64decode(reference.findtext(f"{DS}DigestValue"))
