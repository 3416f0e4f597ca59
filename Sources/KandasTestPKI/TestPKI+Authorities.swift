package import KandasSign

// The list of bodies that may decide about the status, as a ministry would publish it.
extension TestPKI {
    /// The list with the body of ``head``, signed by the root.
    package func authorityList() throws(SigningError) -> [UInt8] {
        let json = """
            {"type": "urn:kandas:authorities:1", "issuedAt": "\(time.adding(seconds: -3_600))", \
            "nextUpdate": "\(time.adding(days: 3_650))", "authorities": [{"bin": "\(Person.bodyNumber)", \
            "nameKazakh": "ТЕСТ Жұмыспен қамту басқармасы", "nameRussian": "ТЕСТ Управление занятости", \
            "from": "2020-01-01"}]}
            """
        let sink = MemorySink()
        try SignedDataWriter()
            .sign(
                MemoryBytes(Array(json.utf8)).source(),
                isDetached: false,
                signers: [try TestIdentity(key: root.key, certificate: root.certificate).signer()],
                options: SignatureOptions(signingTime: time),
                to: sink
            )
        return sink.bytes
    }

    /// The pin of the key that signs it: a line.
    package func authorityListPin() throws(SigningError) -> [UInt8] {
        let digest = try DigestAlgorithm.sha256.digest(of: root.certificate.subjectPublicKeyInfo)
        return Array("\(Hexadecimal.text(digest))\n".utf8)
    }
}
