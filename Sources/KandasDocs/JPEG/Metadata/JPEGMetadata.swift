/// What the APPn segments and comments of a picture say, as far as an official or an applicant should know.
struct JPEGMetadata: Sendable {
    var hasComment = false
    /// Behind the first picture of the file, if there is an index of them.
    private(set) var index: PictureIndex?
    private(set) var exif: ExifFacts?

    private var hasHeader = false
    private var hasThumbnail = false
    private var hasBrokenExif = false
    private var hasLocationInXMP = false
    private var exifOffset: Int?

    mutating func read(application number: Int, _ content: UnsafeBufferPointer<UInt8>, at offset: Int) {
        switch number {
        case 0 where content.starts(with: "JFIF\0".utf8):
            hasHeader = true
            // Width and height of a thumbnail in plain pixels (JFIF 1.02).
            if content.count >= 14, content[12] > 0, content[13] > 0 { hasThumbnail = true }
        case 0 where content.starts(with: "JFXX\0".utf8):
            hasThumbnail = true
        case 1 where content.starts(with: "Exif\0\0".utf8):
            hasHeader = true
            // A second one is what no reader looks at.
            guard exifOffset == nil else { return }
            exifOffset = offset
            exif = ExifFacts(UnsafeBufferPointer(rebasing: content.dropFirst(6)))
            hasBrokenExif = exif == nil
        case 1 where content.starts(with: "http://ns.adobe.com/x".utf8):
            if JPEGMetadata.contains("GPSLatitude", content) { hasLocationInXMP = true }
        case 2 where content.starts(with: "MPF\0".utf8):
            if index == nil {
                index = PictureIndex(UnsafeBufferPointer(rebasing: content.dropFirst(4)), at: offset + 8)
            }
        case 14 where content.starts(with: "Adobe".utf8):
            hasHeader = true
        default: break
        }
    }

    func findings(policy: JPEGPolicy, frame: JPEGFrame, at frameOffset: Int) -> [DocumentFinding] {
        var findings: [DocumentFinding] = []
        func add(_ code: DocumentFinding.Code, _ rule: JPEGPolicy.Rule, _ offset: Int?) {
            if let severity = rule.severity { findings.append(DocumentFinding(code, severity, offset: offset)) }
        }
        if exif?.hasLocation == true || hasLocationInXMP { add(.jpegLocation, policy.location, exifOffset) }
        if exif?.hasDevice == true { add(.jpegDevice, policy.device, exifOffset) }
        if exif?.hasOwner == true { add(.jpegOwner, policy.owner, exifOffset) }
        if hasBrokenExif { add(.jpegExifDamaged, .note, exifOffset) }
        if let orientation = exif?.orientation, orientation != 1 {
            let parameters = ["orientation": "\(orientation)"]
            findings.append(DocumentFinding(.jpegOrientation, .note, offset: exifOffset, parameters: parameters))
        }
        if hasThumbnail || exif?.hasThumbnail == true { add(.jpegThumbnail, .note, exifOffset) }
        if frame.components.count == 4 { add(.jpegFourColours, policy.fourColours, frameOffset) }
        if !hasHeader { add(.jpegNoHeader, .note, nil) }
        return findings
    }

    private static func contains(_ word: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let word = Array(word.utf8)
        guard let first = word.first, bytes.count >= word.count else { return false }
        return (0...bytes.count - word.count)
            .contains { bytes[$0] == first && bytes[$0..<$0 + word.count].elementsEqual(word) }
    }
}
