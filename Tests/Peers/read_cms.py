"""Reads a CMS message with asn1crypto and verifies its signatures with pyHanko, as a peer of our reader and writer.

Usage: read_cms.py MESSAGE [CONTENT]. Prints one JSON object: what the message holds, and for each signer and each
signature over it whether content and signature value hold. No trust is asked.
"""

import hashlib
import json
import sys

from asn1crypto import cms, core
from cryptography.exceptions import InvalidSignature
from pyhanko.sign.validation.generic_cms import (
    DefaultSignatureValidator,
    SignatureValidationContext,
    validate_sig_integrity,
)


def certificate_of(signer, certificates):
    sid = signer["sid"]
    for certificate in certificates:
        if sid.name == "issuer_and_serial_number":
            if (
                certificate.issuer.dump() == sid.chosen["issuer"].dump()
                and certificate.serial_number == sid.chosen["serial_number"].native
            ):
                return certificate
        elif certificate.key_identifier == sid.chosen.native:
            return certificate
    raise SystemExit("no certificate for a signer")


def attributes_of(signer):
    attributes = signer["signed_attrs"]
    return {} if isinstance(attributes, core.Void) else {a["type"].native: a["values"] for a in attributes}


def describe(signer, certificates, intact, valid):
    attributes = attributes_of(signer)
    described = {
        "digest": signer["digest_algorithm"]["algorithm"].native,
        "signature": signer["signature_algorithm"]["algorithm"].native,
        "attributes": sorted(attributes),
        "subject": certificate_of(signer, certificates).subject.native.get("common_name"),
        "intact": intact,
        "valid": valid,
        "countersignatures": [],
    }
    if "signing_time" in attributes:
        described["time"] = attributes["signing_time"][0].native.strftime("%Y-%m-%dT%H:%M:%SZ")
    if "signing_certificate_v2" in attributes:
        reference = attributes["signing_certificate_v2"][0]["certs"][0]
        certificate = certificate_of(signer, certificates)
        algorithm = reference["hash_algorithm"]["algorithm"].native
        described["namesCertificate"] = (
            hashlib.new(algorithm, certificate.dump()).digest() == reference["cert_hash"].native
            and reference["issuer_serial"]["serial_number"].native == certificate.serial_number
        )
    unsigned = signer["unsigned_attrs"]
    for attribute in [] if isinstance(unsigned, core.Void) else unsigned:
        if attribute["type"].native == "counter_signature":
            for counter in attribute["values"]:
                described["countersignatures"].append(describe_counter(counter, signer, certificates))
    return described


def describe_counter(counter, signer, certificates):
    name = counter["digest_algorithm"]["algorithm"].native
    digest = hashlib.new(name, signer["signature"].native).digest()
    intact = attributes_of(counter)["message_digest"][0].native == digest
    try:
        DefaultSignatureValidator().validate_signature(
            counter["signature"].native,
            counter["signed_attrs"].untag().dump(),
            certificate_of(counter, certificates).public_key,
            counter["signature_algorithm"],
            context=SignatureValidationContext(contextual_md_algorithm=name, prehashed=False),
        )
        valid = True
    except InvalidSignature:
        valid = False
    return describe(counter, certificates, intact, valid)


def main(message_path, content_path=None):
    with open(message_path, "rb") as file:
        data = file.read()
    info = cms.ContentInfo.load(data, strict=True)
    signed = info["content"]
    content = signed["encap_content_info"]["content"]
    attached = not isinstance(content, core.Void)
    if content_path:
        with open(content_path, "rb") as file:
            octets = file.read()
    else:
        octets = content.native
    certificates = [c.chosen for c in signed["certificates"]]
    signers = []
    for signer in signed["signer_infos"]:
        digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native, octets).digest()
        intact, valid = validate_sig_integrity(
            signer, certificate_of(signer, certificates), signed["encap_content_info"]["content_type"].native, digest
        )
        signers.append(describe(signer, certificates, intact, valid))
    print(
        json.dumps(
            {
                "version": signed["version"].native,
                "attached": attached,
                "length": len(octets),
                "isDER": info.dump(force=True) == data,
                "certificates": len(certificates),
                "signers": signers,
            }
        )
    )


main(*sys.argv[1:])
