/// A JPEG without what it tells besides the picture: place, device, owner, comments, thumbnails, further pictures, video.
///
/// Tables, frame and scans are the very bytes of the original, so every pixel is the same. Kept are the JFIF header, the
/// colour profile (ICC) and Adobe's colour transform, without which colours would change, and of Exif the orientation, if
/// the picture is not upright.
public struct StrippedPicture: Sendable {
    /// The new file, or `nil` if none could be made; ``report`` says why.
    public let bytes: [UInt8]?

    /// What the gate says about the new file; about the original, if there is no new one.
    public let report: DocumentReport

    /// Why there is no new file, besides what ``report`` refuses.
    public var finding: DocumentFinding? {
        bytes == nil && report.mediaType == .pdf ? DocumentFinding(.stripNotJPEG, .refuse) : nil
    }

    /// Removes what a JPEG tells besides its picture.
    ///
    /// Nothing is taken on trust: the new file is judged like any attachment, and its picture is compared with the
    /// original's byte for byte.
    ///
    /// - Parameters:
    ///   - original: The whole file. What follows its picture may be anything; the picture itself must be whole.
    ///   - policy: By which the new file is judged.
    public init(of original: [UInt8], policy: DocumentPolicy = .init()) {
        guard original.count <= policy.maximumBytes, let stripped = StrippedPicture.strip(original, policy.jpeg),
            JPEGParts.haveSamePicture(original, stripped)
        else {
            bytes = nil
            report = DocumentGate.judge(original, policy: policy)
            return
        }
        report = DocumentGate.judge(stripped, policy: policy)
        bytes = report.isAcceptable ? stripped : nil
    }

    private static func strip(_ original: [UInt8], _ policy: JPEGPolicy) -> [UInt8]? {
        var policy = policy
        policy.maximumMetadataBytes = .max
        var picture = JPEGPicture(policy: policy)
        let isWhole = original.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return false }
            let window = JPEGWindow(base: base, count: bytes.count, offset: 0, isLast: true)
            var index = 0
            return (try? picture.advance(window, from: &index)) == true
        }
        guard isWhole, let parts = JPEGParts(original) else { return nil }
        var kept: [UInt8] = [0xff, 0xd8]
        kept.reserveCapacity(original.count)
        var header: [UInt8] = []
        var rest: [ArraySlice<UInt8>] = []
        for part in parts.parts {
            let content = original[part.content]
            switch part.marker {
            case .application(0) where content.starts(with: "JFIF\0".utf8) && content.count >= 14 && header.isEmpty:
                // Without the thumbnail: none across, none down.
                header = [0xff, 0xe0, 0x00, 0x10] + content.prefix(12) + [0, 0]
            case .application(2) where content.starts(with: "ICC_PROFILE\0".utf8),
                .application(14) where content.starts(with: "Adobe".utf8):
                rest.append(original[part.range])
            case .application, .comment: break
            default: rest.append(original[part.range])
            }
        }
        kept += header
        if let orientation = picture.metadata.exif?.orientation, orientation != 1 { kept += exif(orientation) }
        for part in rest { kept += part }
        return kept
    }

    /// An Exif segment with the orientation alone (TIFF 6.0, section 2).
    private static func exif(_ orientation: Int) -> [UInt8] {
        let directory: [UInt8] = [
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(clamping: orientation), 0, 0, 0, 0, 0, 0,
        ]
        let content = Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8] + directory
        return [0xff, 0xe1, 0x00, UInt8(clamping: content.count + 2)] + content
    }
}
