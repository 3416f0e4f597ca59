import FuzzKit
import KandasSign

/// What the seeds sign.
private let content = Array("kandas\n".utf8)

private func reading(
    _ source: any ByteSource,
    content: [UInt8]?
) -> Result<(facts: SignedDataFacts, copied: [UInt8]), SigningError> {
    Result { () throws(SigningError) in
        let sink = MemorySink()
        let facts = try SignedDataReader(limits: Judging.limits)
            .read(
                try TextArmor.decoding(source),
                content: content.map { MemoryBytes($0).source() },
                copyingContentTo: sink
            )
        return (facts, sink.bytes)
    }
}

/// A CMS message in any armour, with and without content beside it: the same however it is cut, and never passed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzCMS(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = FuzzInput.bytes(start, count)
    let whole = reading(MemoryBytes(bytes).source(), content: nil)
    if count <= 4_096 {
        switch (whole, reading(DripSource(bytes), content: nil)) {
        case (.success(let left), .success(let right)):
            mustHold(left.copied == right.copied, "pieces give the content of the whole")
            mustHold(left.facts.contentDigests == right.facts.contentDigests, "pieces digest like the whole")
            mustHold(left.facts.signers.count == right.facts.signers.count, "pieces have the signers of the whole")
        // Which of several faults is named first may depend on the cut.
        case (.failure, .failure): break
        case (let left, let right): mustHold(false, "pieces fail like the whole: \(left), \(right)")
        }
    }
    guard case .success(let alone) = whole else { return 0 }
    judge(alone.facts)
    if alone.facts.isAttached {
        mustHold(alone.facts.contentLength == alone.copied.count, "the content's length is that of what was copied")
    } else {
        mustHold(alone.copied.isEmpty && alone.facts.contentLength == nil, "a detached message has no content")
    }
    if case .success(let beside) = reading(MemoryBytes(bytes).source(), content: content) {
        judge(beside.facts)
        let differ = alone.facts.isAttached && alone.copied != content
        mustHold(!differ || beside.facts.contentsDiffer, "other content beside the message is noticed")
    } else {
        mustHold(false, "content beside a message does not make it unreadable")
    }
    return 0
}

private func judge(_ facts: SignedDataFacts) {
    do throws(SigningError) {
        guard let report = try Judging.messages?.validate(facts, at: Judging.time) else { return }
        Judging.mustNotPass(report, format: .cms)
    } catch {
        mustHold(false, "judging does not throw: \(error)")
    }
}
