"""Verifies CAdES levels with pyHanko and with a computation of its own, as a peer of our reader and writer.

Usage: verify_cades.py MESSAGE FOLDER FILE... [--content FILE]. The files are anchors (.cer) and
revocation lists (.crl) in DER; revocation lists inside the message are used too, and revocation must be known.
Prints one JSON object: what pyHanko says of the signature and its timestamp, and for each archive timestamp whether its
imprint (EN 319 122-1 section 5.5.3) and its ats-hash-index-v3 (section 5.5.2) are those of the message. Every token is
written to the folder as KIND-NUMBER.tst, and the octets that it is over as KIND-NUMBER.data: for an archive timestamp,
the concatenation that the standard prescribes.
"""

import argparse
import asyncio
import hashlib
import json
import pathlib

from asn1crypto import algos, cms, core, x509
from pyhanko.sign.validation.generic_cms import async_validate_cms_signature, collect_timing_info
from pyhanko_certvalidator import ValidationContext

ARCHIVE_TIME_STAMP_V3 = "0.4.0.1733.2.4"
ATS_HASH_INDEX_V3 = "0.4.0.19122.1.5"


class Digests(core.SequenceOf):
    _child_spec = core.OctetString


class HashIndex(core.Sequence):
    _fields = [
        ("algorithm", algos.DigestAlgorithm),
        ("certificates", Digests),
        ("revocation_lists", Digests),
        ("attribute_values", Digests),
    ]


def elements(field):
    return [] if isinstance(field, core.Void) else list(field)


def hash_index_of(token):
    signer = token["content"]["signer_infos"][0]
    (attribute,) = [a for a in elements(signer["unsigned_attrs"]) if a["type"].dotted == ATS_HASH_INDEX_V3]
    (value,) = attribute["values"]
    return value.dump()


def describe_archive(token, archives, signed, signer, content):
    index_bytes = hash_index_of(token)
    index = HashIndex.load(index_bytes, strict=True)
    algorithm = index["algorithm"]["algorithm"].native

    def digests(items):
        return sorted(hashlib.new(algorithm, item).digest() for item in items)

    # An index names what stood there when its timestamp was asked for: archive timestamps only if they are older.
    values, older = [], []
    for attribute in elements(signer["unsigned_attrs"]):
        for value in attribute["values"]:
            element = attribute["type"].dump() + value.dump()
            (older if value.dump() in archives else values).append(element)
    named = index["attribute_values"].native
    named_older = [digest for digest in named if digest in digests(older)]
    imprint = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
    imprint_algorithm = imprint["hash_algorithm"]["algorithm"].native
    signed_part = ("version", "sid", "digest_algorithm", "signed_attrs", "signature_algorithm", "signature")
    data = b"".join(
        [
            signed["encap_content_info"]["content_type"].dump(),
            hashlib.new(imprint_algorithm, content).digest(),
            *[signer[field].dump() for field in signed_part],
            index_bytes,
        ]
    )
    return data, {
        "imprint": hashlib.new(imprint_algorithm, data).digest() == imprint["hashed_message"].native,
        "sameAlgorithm": algorithm == imprint_algorithm,
        "certificates": sorted(index["certificates"].native) == digests(c.dump() for c in signed["certificates"]),
        "revocationLists": sorted(index["revocation_lists"].native) == digests(c.dump() for c in elements(signed["crls"])),
        "attributes": sorted(set(named) - set(named_older)) == digests(values),
        "olderArchives": len(named_older),
    }


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("message", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("files", type=pathlib.Path, nargs="+")
    parser.add_argument("--content", type=pathlib.Path)
    options = parser.parse_args()

    signed = cms.ContentInfo.load(options.message.read_bytes(), strict=True)["content"]
    (signer,) = signed["signer_infos"]
    content = options.content.read_bytes() if options.content else signed["encap_content_info"]["content"].native
    tokens = {"signature": [], "archive": []}
    for attribute in elements(signer["unsigned_attrs"]):
        if attribute["type"].native == "signature_time_stamp_token":
            tokens["signature"] += [value.dump() for value in attribute["values"]]
        elif attribute["type"].dotted == ARCHIVE_TIME_STAMP_V3:
            tokens["archive"] += [value.dump() for value in attribute["values"]]

    # Everything that the message and its tokens carry may help, and nothing else.
    carriers = [signed, *[cms.ContentInfo.load(token)["content"] for kind in tokens.values() for token in kind]]
    lists = [item for carrier in carriers for item in elements(carrier["crls"]) if item.name != "other"]
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(file.read_bytes()) for file in options.files if file.suffix == ".cer"],
        other_certs=[item.chosen for carrier in carriers for item in elements(carrier["certificates"])],
        crls=[item.chosen.dump() for item in lists] + [f.read_bytes() for f in options.files if f.suffix == ".crl"],
        revocation_mode="hard-fail",
        allow_fetching=False,
    )
    digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native, content).digest()
    status = await async_validate_cms_signature(
        signed, raw_digest=digest if options.content else None, validation_context=context
    )
    timing = await collect_timing_info(signer, context, raw_digest=lambda name: hashlib.new(name, content).digest())
    timestamp = timing.get("timestamp_validity")
    options.folder.mkdir(exist_ok=True)
    archives = []
    for number, value in enumerate(tokens["archive"], 1):
        token = cms.ContentInfo.load(value)
        data, described = describe_archive(token, tokens["archive"], signed, signer, content)
        (options.folder / f"archive-{number}.data").write_bytes(data)
        archives.append(described)
    for kind, values in tokens.items():
        for number, value in enumerate(values, 1):
            (options.folder / f"{kind}-{number}.tst").write_bytes(value)
            if kind == "signature":
                (options.folder / f"{kind}-{number}.data").write_bytes(signer["signature"].native)
    print(
        json.dumps(
            {
                "intact": status.intact,
                "valid": status.valid,
                "trusted": status.trusted,
                "timestamp": timestamp
                and {"intact": timestamp.intact, "valid": timestamp.valid, "trusted": timestamp.trusted},
                "archives": archives,
            }
        )
    )


asyncio.run(main())
