"""Signs a PDF with pyHanko, as a peer of our reader.

Usage: sign_pdf.py MODE INPUT OUTPUT KEY.p12 PASSWORD TSA.p12 FILE... MODE is invisible, visible, certified, timestamped or
lta; the files are certificates (.cer) and revocation lists (.crl) in DER.
"""

import pathlib
import sys

from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator import ValidationContext

mode, source, target, key, password, authority, *files = sys.argv[1:]
files = [pathlib.Path(file) for file in files]
certificates = [x509.Certificate.load(f.read_bytes()) for f in files if f.suffix == ".cer"]
roots = [c for c in certificates if c.self_issued]
signer = signers.SimpleSigner.load_pkcs12(key, passphrase=password.encode(), other_certs=certificates)
stamper = signers.SimpleSigner.load_pkcs12(authority, passphrase=password.encode())
writer = IncrementalPdfFileWriter(open(source, "rb"))
name = f"Peer{len(pathlib.Path(source).read_bytes())}"
settings = {"field_name": name, "subfilter": fields.SigSeedSubFilter.PADES, "md_algorithm": "sha256"}
field = None
timestamper = None
if mode == "visible":
    field = fields.SigFieldSpec(name, on_page=0, box=(50, 50, 250, 110))
if mode == "certified":
    settings |= {"certify": True, "docmdp_permissions": fields.MDPPerm.FILL_FORMS}
if mode in ("timestamped", "lta"):
    timestamper = DummyTimeStamper(tsa_cert=stamper.signing_cert, tsa_key=stamper.signing_key)
if mode == "lta":
    settings |= {
        "embed_validation_info": True,
        "use_pades_lta": True,
        "validation_context": ValidationContext(
            trust_roots=roots,
            other_certs=certificates,
            crls=[f.read_bytes() for f in files if f.suffix == ".crl"],
            allow_fetching=False,
        ),
    }
pdf_signer = signers.PdfSigner(
    signers.PdfSignatureMetadata(**settings), signer=signer, timestamper=timestamper, new_field_spec=field
)
with open(target, "wb") as output:
    pdf_signer.sign_pdf(writer, output=output)
