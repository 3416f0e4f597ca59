"""Claims by pycose and cbor2: python cose_claim.py verify|sign KEY|decode

verify takes lines "ALGORITHM PUBLIC-KEY-PEM-in-base64 MESSAGE-in-hex" and prints for each the payload as JSON, or "BAD".
sign takes a private key in PEM and a payload in hex as two lines, ALGORITHM as argument, and prints the message in hex.
decode takes CBOR in hex, a value a line, and prints each encoded again in canonical form, in hex.
"""

import base64
import json
import sys

import cbor2
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from pycose.headers import KID, Algorithm
from pycose.keys import EC2Key, OKPKey, RSAKey
from pycose.messages import Sign1Message

EXTERNAL = b"urn:kandas:claim:1"


def octets(number):
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def cose_key(key):
    private = key if hasattr(key, "private_bytes") else None
    public = key.public_key() if private else key
    if isinstance(public, rsa.RSAPublicKey):
        numbers = public.public_numbers()
        parts = {"n": octets(numbers.n), "e": octets(numbers.e)}
        if private:
            secret = private.private_numbers()
            parts |= {"d": octets(secret.d), "p": octets(secret.p), "q": octets(secret.q), "dp": octets(secret.dmp1),
                      "dq": octets(secret.dmq1), "qinv": octets(secret.iqmp)}
        return RSAKey(**parts)
    if isinstance(public, ec.EllipticCurvePublicKey):
        numbers = public.public_numbers()
        size = (public.curve.key_size + 7) // 8
        curve = {256: "P_256", 384: "P_384", 521: "P_521"}[public.curve.key_size]
        parts = {"crv": curve, "x": numbers.x.to_bytes(size, "big"), "y": numbers.y.to_bytes(size, "big")}
        if private:
            parts["d"] = private.private_numbers().private_value.to_bytes(size, "big")
        return EC2Key(**parts)
    assert isinstance(public, ed25519.Ed25519PublicKey)
    raw = serialization.Encoding.Raw
    parts = {"crv": "ED25519", "x": public.public_bytes(raw, serialization.PublicFormat.Raw)}
    if private:
        parts["d"] = private.private_bytes(raw, serialization.PrivateFormat.Raw, serialization.NoEncryption())
    return OKPKey(**parts)


def verify(lines):
    for line in lines:
        algorithm, pem, message = line.split()
        try:
            signed = Sign1Message.decode(bytes.fromhex(message))
            signed.external_aad = EXTERNAL
            signed.key = cose_key(serialization.load_pem_public_key(base64.b64decode(pem)))
            assert signed.get_attr(Algorithm).fullname == algorithm, signed.get_attr(Algorithm).fullname
            good = signed.verify_signature()
        except Exception as error:
            print("BAD", type(error).__name__, error)
            continue
        payload = cbor2.loads(signed.payload)
        canonical = cbor2.dumps(payload, canonical=True) == signed.payload
        print(json.dumps({"good": good, "payload": payload, "canonical": canonical,
                          "kid": signed.get_attr(KID).hex()}, sort_keys=True))


def sign(algorithm, lines):
    key = serialization.load_pem_private_key(base64.b64decode(lines[0]), None)
    message = Sign1Message(phdr={Algorithm: algorithm, KID: bytes.fromhex(lines[2])},
                           payload=bytes.fromhex(lines[1]), external_aad=EXTERNAL)
    message.key = cose_key(key)
    print(message.encode().hex())


def decode(lines):
    for line in lines:
        print(cbor2.dumps(cbor2.loads(bytes.fromhex(line)), canonical=True).hex())


lines = [line for line in sys.stdin.read().split("\n") if line]
match sys.argv[1:]:
    case ["verify"]:
        verify(lines)
    case ["sign", algorithm]:
        sign(algorithm, lines)
    case ["decode"]:
        decode(lines)
    case _:
        sys.exit(__doc__)
