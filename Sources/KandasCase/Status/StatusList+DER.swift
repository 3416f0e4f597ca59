public import KandasSign

extension StatusList {
    /// The text that the file begins with, so that nothing else that was signed can be taken for a list.
    static let type = "urn:kandas:status-list:1"
    private static let rowBytes = 8

    /// The list as it is signed: DER, with the marks and the table deflated.
    ///
    /// - Throws: ``SigningError`` with code ``SigningError/Code/limitExceeded`` if there is no memory for deflating.
    public func der() throws(SigningError) -> [UInt8] {
        var rows: [UInt8] = []
        for (place, events) in events.sorted(by: { $0.key < $1.key }) {
            for event in events.sorted(by: { $0.kind.rawValue < $1.kind.rawValue }) {
                let days = UInt32(clamping: event.date.daysSince1970)
                rows += withUnsafeBytes(of: UInt32(clamping: place).bigEndian, Array.init)
                rows.append(event.kind.rawValue)
                rows += withUnsafeBytes(of: days.bigEndian, Array.init).dropFirst()
            }
        }
        return DER.sequence(
            DER.utf8String(StatusList.type),
            DER.utf8String(id),
            DER.printableString(authority.digits),
            DER.integer(sequence),
            DER.time(issuedAt),
            DER.time(nextUpdate),
            DER.integer(places),
            DER.octetString(try Deflated.deflate(marks.bytes)),
            DER.integer(rows.count / StatusList.rowBytes),
            DER.octetString(try Deflated.deflate(rows))
        )
    }

    /// Reads a list strictly: one form for each list, and a table that agrees with the marks.
    ///
    /// - Parameters:
    ///   - bytes: The DER.
    ///   - limits: The bounds within which it is read.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/malformedInput`` or
    ///   ``SigningError/Code/limitExceeded``.
    public init(der bytes: [UInt8], limits: Limits = Limits()) throws(SigningError) {
        var outer = DERReader(bytes)
        var reader = try outer.enter(DER.Tag.sequence, "a status list")
        try outer.end("a status list")
        guard try reader.next(DER.Tag.utf8String, "the list's type").text == StatusList.type else {
            throw .malformed("this is no status list of the form \(StatusList.type)")
        }
        guard let id = try reader.next(DER.Tag.utf8String, "the list's identifier").text,
            ApplicationIdentifier.isVersion7(id)
        else { throw .malformed("a status list's identifier is no UUID of version 7") }
        let digits = try reader.next(DER.Tag.printableString, "the list's authority").text ?? ""
        guard let authority = BusinessIdentificationNumber(digits) else {
            throw .malformed("a status list's authority is no BIN")
        }
        self.id = id
        self.authority = authority
        sequence = try reader.next(DER.Tag.integer, "the list's sequence").smallInteger("the list's sequence")
        issuedAt = try StatusList.time(&reader)
        nextUpdate = try StatusList.time(&reader)
        guard sequence >= 1, issuedAt < nextUpdate else { throw .malformed("a status list's edition makes no sense") }
        let places = try reader.next(DER.Tag.integer, "the list's places").smallInteger("the list's places")
        guard places <= limits.statusListPlaces else {
            throw .limit("a status list has more than \(places - 1) places")
        }
        guard places >= StatusList.leastPlaces, places % 4 == 0 else {
            throw .malformed("a status list has \(places) places")
        }
        let packed = try reader.next(DER.Tag.octetString, "the list's marks").content
        marks = StatusMarks(bytes: try Deflated.inflate(packed, count: places / 4))
        let count = try reader.next(DER.Tag.integer, "the table's length").smallInteger("the table's length")
        guard 0...limits.statusListExceptions ~= count else { throw .limit("a status list has \(count) exceptions") }
        let table = try reader.next(DER.Tag.octetString, "the list's table").content
        let rows = try Deflated.inflate(table, count: count * StatusList.rowBytes)
        try reader.end("a status list")
        events = try StatusList.events(rows, marks)
    }

    private static func time(_ reader: inout DERReader) throws(SigningError) -> Timestamp {
        guard let tag = reader.nextTag, tag == DER.Tag.utcTime || tag == DER.Tag.generalizedTime else {
            throw .malformed("a status list's time is none")
        }
        return try reader.next(tag, "the list's time").time("the list's time")
    }

    /// Reads the table, whose rows are in order and agree with the marks.
    private static func events(_ rows: [UInt8], _ marks: StatusMarks) throws(SigningError) -> [Int: [StatusEvent]] {
        var events: [Int: [StatusEvent]] = [:]
        var previous: (place: Int, kind: UInt8) = (-1, 0)
        for start in stride(from: 0, to: rows.count, by: rowBytes) {
            let row = rows[start..<start + rowBytes]
            let place = row.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            let number = row[start + 4]
            let days = row.suffix(3).reduce(0) { $0 << 8 | Int($1) }
            guard let kind = StatusEvent.Kind(rawValue: number), let date = CalendarDate(daysSince1970: days) else {
                throw .malformed("a status list's table has a row that makes no sense")
            }
            guard (place, number) > previous else { throw .malformed("a status list's table is not in order") }
            let mark = marks[place]
            // An extension stays in the table when the certificate is annulled later.
            guard place < marks.places, mark == kind.mark || kind.mark == .exception && mark != .none else {
                throw .malformed("a status list's table contradicts its marks")
            }
            events[place, default: []].append(StatusEvent(kind, date))
            previous = (place, number)
        }
        for (index, byte) in marks.bytes.enumerated() where byte != 0 {
            for place in index * 4..<index * 4 + 4 where marks[place] == .exception && events[place] == nil {
                throw .malformed("a status list's table lacks a row")
            }
        }
        return events
    }
}
