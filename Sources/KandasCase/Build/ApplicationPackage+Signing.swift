public import KandasSign

extension ApplicationPackage {
    /// Writes the package as a signed ASiC-E container.
    ///
    /// - Parameters:
    ///   - signer: Who signs.
    ///   - options: What goes into the signature.
    ///   - modified: The time that the container's entries bear; `nil` stands for 1980-01-01.
    ///   - sink: Takes the container.
    ///   - limits: Bounds on names.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if an attachment changed since it was
    ///   judged, and what the signer, reading and the sink throw.
    public func write(
        signedBy signer: any Signer,
        options: SignatureOptions,
        modified: Timestamp? = nil,
        to sink: any ByteSink,
        limits: Limits = Limits()
    ) throws(SigningError) {
        try write(to: sink, modified: modified, limits: limits) { (manifest) throws(SigningError) in
            try SignedDataWriter(limits: limits).signDetached(manifest, signers: [signer], options: options)
        }
    }

    /// Writes the package as an ASiC-E container around a signature that is made, or was made, anywhere.
    ///
    /// - Parameters:
    ///   - sink: Takes the container.
    ///   - modified: The time that the container's entries bear; `nil` stands for 1980-01-01.
    ///   - limits: Bounds on names.
    ///   - sign: Makes a detached CMS signature over the manifest's bytes.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/inputUnavailable`` if an attachment changed since it was
    ///   judged, and what `sign`, reading and the sink throw.
    public func write(
        to sink: any ByteSink,
        modified: Timestamp? = nil,
        limits: Limits = Limits(),
        _ sign: (_ manifest: [UInt8]) throws(SigningError) -> [UInt8]
    ) throws(SigningError) {
        let writer = try ASiCContainerWriter(to: sink, modified: modified, limits: limits)
        for entry in entries {
            let digest = try writer.add(
                entry.name,
                mediaType: entry.mediaType,
                .file(try entry.open()),
                isRootfile: entry.name == ApplicationPackage.applicationName
            )
            // Judged bytes and signed bytes must be the same.
            guard digest == entry.sha256 else {
                throw SigningError(.inputUnavailable, "\(entry.name) changed while the application was put together")
            }
        }
        try writer.sign(sign)
        try writer.finish()
    }
}
