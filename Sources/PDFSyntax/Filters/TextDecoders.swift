/// Undoes ASCIIHexDecode (ISO 32000-2, section 7.4.2).
enum ASCIIHexDecoder {
    static func decode(_ input: UnsafeBufferPointer<UInt8>, into sink: inout PDFSink) -> PDFDecoded.Outcome {
        var pending: UInt8?
        for octet in input {
            if PDFCharacter.isWhiteSpace(octet) { continue }
            if octet == 0x3e { break }
            guard let digit = PDFCharacter.hexadecimal(octet) else { return .damaged }
            guard let high = pending else {
                pending = digit
                continue
            }
            guard sink.append(high << 4 | digit) else { return .overLimit }
            pending = nil
        }
        if let high = pending { guard sink.append(high << 4) else { return .overLimit } }
        return .complete
    }
}

/// Undoes ASCII85Decode (ISO 32000-2, section 7.4.3).
enum ASCII85Decoder {
    static func decode(_ input: UnsafeBufferPointer<UInt8>, into sink: inout PDFSink) -> PDFDecoded.Outcome {
        var value: UInt64 = 0
        var held = 0
        for octet in input {
            if PDFCharacter.isWhiteSpace(octet) { continue }
            if octet == 0x7e { break }
            if octet == 0x7a, held == 0 {
                for _ in 0..<4 { guard sink.append(0) else { return .overLimit } }
                continue
            }
            guard 0x21...0x75 ~= octet else { return .damaged }
            value = value * 85 + UInt64(octet - 0x21)
            held += 1
            guard held == 5 else { continue }
            guard value <= UInt64(UInt32.max) else { return .damaged }
            for shift in [24, 16, 8, 0] as [UInt64] {
                guard sink.append(UInt8(truncatingIfNeeded: value >> shift)) else { return .overLimit }
            }
            value = 0
            held = 0
        }
        guard held != 1 else { return .damaged }
        if held > 1 {
            for _ in held..<5 { value = value * 85 + 84 }
            guard value <= UInt64(UInt32.max) + 85 else { return .damaged }
            for index in 0..<held - 1 {
                guard sink.append(UInt8(truncatingIfNeeded: value >> UInt64(24 - 8 * index))) else { return .overLimit }
            }
        }
        return .complete
    }
}

/// Undoes RunLengthDecode (ISO 32000-2, section 7.4.5).
enum RunLengthDecoder {
    static func decode(_ input: UnsafeBufferPointer<UInt8>, into sink: inout PDFSink) -> PDFDecoded.Outcome {
        var position = 0
        while position < input.count {
            let length = Int(input[position])
            position += 1
            if length == 128 { return .complete }
            if length < 128 {
                guard position + length < input.count else { return .damaged }
                let end = position + length + 1
                guard sink.append(UnsafeBufferPointer(rebasing: input[position..<end])) else { return .overLimit }
                position = end
            } else {
                guard position < input.count else { return .damaged }
                for _ in 0..<257 - length { guard sink.append(input[position]) else { return .overLimit } }
                position += 1
            }
        }
        return .complete
    }
}
