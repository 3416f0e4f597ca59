"""Signs with pyHanko as CAdES with a timestamp over the signature, as a peer of our reader.

Usage: sign_cades.py KEY.p12 PASSWORD-FILE CONTENT TSA-URL OUT. The content is inside the message.
"""

import asyncio
import pathlib
import sys

from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper


async def main(key, password_file, content, tsa, out):
    password = pathlib.Path(password_file).read_bytes().rstrip(b"\n")
    signer = SimpleSigner.load_pkcs12(key, passphrase=password)
    message = await signer.async_sign_general_data(
        pathlib.Path(content).read_bytes(),
        "sha256",
        detached=False,
        use_cades=True,
        timestamper=HTTPTimeStamper(tsa),
    )
    pathlib.Path(out).write_bytes(message.dump())


asyncio.run(main(*sys.argv[1:]))
