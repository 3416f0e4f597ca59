"""The national row of codes, by the standard library: python qr_codes.py join|split

join takes texts of codes, one a line, and prints the document; split takes a document and prints the texts, one a line,
the last code first. Its archive is written as a stream, as Java does: sizes and checksum stand behind the data.
"""
import base64
import io
import sys
import xml.etree.ElementTree as tree
import zipfile

NAMESPACE = "{http://barcodes.pdf.shep.nitec.kz/}"


class Stream(io.RawIOBase):
    def __init__(self):
        self.bytes = b""

    def writable(self):
        return True

    def write(self, data):
        self.bytes += bytes(data)
        return len(data)


def join(lines):
    slices = {}
    for line in lines:
        root = tree.fromstring(line)
        assert root.tag == NAMESPACE + "BarcodeElement", root.tag
        slices[int(root.findtext(NAMESPACE + "elementNumber"))] = base64.b64decode(
            root.findtext(NAMESPACE + "elementData"), validate=True
        )
        assert int(root.findtext(NAMESPACE + "elementsAmount")) == len(lines)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(slices[number] for number in sorted(slices))))
    assert archive.namelist() == ["one"] and archive.testzip() is None
    return archive.read("one")


def split(document):
    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("one", document)
    slices = [stream.bytes[start:start + 650] for start in range(0, len(stream.bytes), 650)]
    for number in range(len(slices), 0, -1):
        print(
            f'<BarcodeElement xmlns="http://barcodes.pdf.shep.nitec.kz/">'
            f"<creationDate>2020-11-24T12:41:36.970+06:00</creationDate>"
            f"<elementData>{base64.b64encode(slices[number - 1]).decode()}</elementData>"
            f"<elementNumber>{number}</elementNumber><elementsAmount>{len(slices)}</elementsAmount>"
            f"<FavorID>10100464053940</FavorID></BarcodeElement>"
        )


if sys.argv[1] == "join":
    sys.stdout.buffer.write(join(sys.stdin.buffer.read().splitlines()))
else:
    split(sys.stdin.buffer.read())
