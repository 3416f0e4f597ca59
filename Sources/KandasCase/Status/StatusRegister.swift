public import KandasSign

/// What an authority knows about the places of its status list: which were given out, and what happened since.
///
/// It holds no name and no identification number either; which certificate has which place stands in the certificate.
public struct StatusRegister: Hashable, Sendable {
    /// The identifier of the list.
    public let list: String
    /// The BIN of the authority.
    public let authority: BusinessIdentificationNumber
    /// The number of the last edition that was published; 0 before the first.
    public internal(set) var sequence = 0
    /// How many places there are.
    public let places: Int

    var assigned: PlaceSet
    var events: [Int: [StatusEvent]] = [:]

    /// Creates an empty register.
    ///
    /// - Parameters:
    ///   - list: The identifier of the list, a UUID of version 7.
    ///   - authority: The BIN of the authority.
    ///   - places: How many places there are to be, a multiple of eight.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/statusChangeRefused``.
    public init(
        list: String,
        authority: BusinessIdentificationNumber,
        places: Int = 1_048_576
    ) throws(SigningError) {
        guard ApplicationIdentifier.isVersion7(list) else { throw .refusedChange("\(list) is no UUID of version 7") }
        guard StatusList.leastPlaces...Limits().statusListPlaces ~= places, places % 8 == 0 else {
            throw .refusedChange(
                "a list has \(StatusList.leastPlaces) to \(Limits().statusListPlaces) places, a multiple of eight"
            )
        }
        self.list = list
        self.authority = authority
        self.places = places
        assigned = PlaceSet(places: places)
    }

    /// How many places were given out.
    public var count: Int { assigned.count }

    /// Gives out a place at random, so that neighbours in the list have nothing in common.
    ///
    /// - Parameter generator: Where the randomness comes from.
    /// - Returns: The list and the place, for the certificate.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/statusListFull``.
    public mutating func assign(
        using generator: inout some RandomNumberGenerator
    ) throws(SigningError) -> Decision.StatusEntry {
        guard assigned.count < places else { throw SigningError(.statusListFull, "every place of the list is taken") }
        let place: Int
        if assigned.count < places / 2 {
            var candidate = Int.random(in: 0..<places, using: &generator)
            while assigned.contains(candidate) { candidate = Int.random(in: 0..<places, using: &generator) }
            place = candidate
        } else {
            place = assigned.freePlace(Int.random(in: 0..<places - assigned.count, using: &generator))
        }
        assigned.insert(place)
        return Decision.StatusEntry(list: list, index: place)
    }

    /// What happened to the certificate of a place, in no order.
    func events(at place: Int) -> [StatusEvent] { events[place] ?? [] }

    /// Records what happened to a certificate.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - place: The certificate's place.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/statusNotAssigned`` if the place was not given out,
    ///   ``SigningError/Code/statusChangeRefused`` if it happened already (a status is extended once), or if the
    ///   certificate is out of force.
    public mutating func record(_ event: StatusEvent, at place: Int) throws(SigningError) {
        guard assigned.contains(place) else {
            throw SigningError(.statusNotAssigned, "place \(place) of the list was not given out")
        }
        let earlier = events[place] ?? []
        if let before = earlier.first(where: { $0.kind == event.kind }) {
            throw .refusedChange("place \(place) is \(event.kind.word) already (\(before.date))")
        }
        if let end = earlier.first(where: { $0.kind != .extended }), event.kind != .annulled {
            throw .refusedChange("place \(place) is \(end.kind.word) (\(end.date))")
        }
        // Days of the table are counted from 1970, in three bytes.
        guard 0..<1 << 24 ~= event.date.daysSince1970 else { throw .refusedChange("\(event.date) is out of range") }
        events[place, default: []].append(event)
    }

    /// Makes the next edition of the list.
    ///
    /// - Parameters:
    ///   - time: When.
    ///   - nextUpdate: Until when it may be relied on.
    /// - Returns: The list, to be signed.
    /// - Throws: ``SigningError`` with code ``SigningError/Code/statusChangeRefused`` if that is not later.
    public mutating func publish(at time: Timestamp, nextUpdate: Timestamp) throws(SigningError) -> StatusList {
        guard time < nextUpdate else { throw .refusedChange("the next update must be later than the list") }
        sequence += 1
        var marks = StatusMarks(places: places)
        for (place, events) in events {
            // What is worst decides: annulled, ended, then the exceptions.
            let kinds = Set(events.map(\.kind))
            marks[place] = kinds.contains(.annulled) ? .annulled : kinds.contains(.ended) ? .ended : .exception
        }
        // The day of an end is told only where the mark says so too.
        let told = events.filter { !$0.value.isEmpty }
            .mapValues { events in
                events.contains { $0.kind == .annulled } ? events.filter { $0.kind != .ended } : events
            }
        return StatusList(
            id: list,
            authority: authority,
            sequence: sequence,
            issuedAt: time,
            nextUpdate: nextUpdate,
            marks: marks,
            events: told
        )
    }
}

extension SigningError.Code {
    /// The place of a status list was not given out.
    public static let statusNotAssigned = SigningError.Code(rawValue: "STATUS_NOT_ASSIGNED")
    /// A change to a status list contradicts what is there.
    public static let statusChangeRefused = SigningError.Code(rawValue: "STATUS_CHANGE_REFUSED")
    /// Every place of a status list is taken.
    public static let statusListFull = SigningError.Code(rawValue: "STATUS_LIST_FULL")
}

extension SigningError {
    static func refusedChange(_ reason: String) -> SigningError { SigningError(.statusChangeRefused, reason) }
}
