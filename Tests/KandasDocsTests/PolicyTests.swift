import KandasDocs
import Testing

@Suite("A policy for attachments is read strictly")
struct PolicyTests {
    @Test("What is printed is read back, and only what is written differs from the defaults")
    func roundTrip() throws {
        #expect(try DocumentPolicy(json: Array(DocumentPolicy().json.utf8)) == DocumentPolicy())
        #expect(try DocumentPolicy(json: Array(#"{"version": 1}"#.utf8)) == DocumentPolicy())
        let text = #"{"version": 1, "maximumBytes": 9, "mediaTypes": ["image/jpeg"], "jpeg": {"location": "refuse"}}"#
        let policy = try DocumentPolicy(json: Array(text.utf8))
        #expect(policy.maximumBytes == 9)
        #expect(policy.mediaTypes == [.jpeg])
        #expect(policy.jpeg.location == .refuse)
        #expect(policy.jpeg.owner == .note)
        #expect(try DocumentPolicy(json: Array(policy.json.utf8)) == policy)
    }

    @Test(
        "Anything else is refused, and it is said where",
        arguments: [
            ("", ""), ("[]", ""), ("{}", "version"), (#"{"version": 2}"#, "version"), (#"{"version": "1"}"#, "version"),
            (#"{"version": 1, "maximumByte": 9}"#, "maximumByte"),
            (#"{"version": 1, "maximumBytes": -1}"#, "maximumBytes"),
            (#"{"version": 1, "maximumBytes": 1.5}"#, ""),
            (#"{"version": 1, "jpeg": {"gps": "refuse"}}"#, "jpeg.gps"),
            (#"{"version": 1, "jpeg": {"location": "forbid"}}"#, "jpeg.location"),
            (#"{"version": 1, "mediaTypes": ["image/png"]}"#, "mediaTypes"),
        ]
    )
    func refused(json: String, place: String) throws {
        let error = #expect(throws: DocumentPolicy.FormError.self) { try DocumentPolicy(json: Array(json.utf8)) }
        #expect(error?.description.contains(place) == true, "\(error?.description ?? "")")
    }
}
