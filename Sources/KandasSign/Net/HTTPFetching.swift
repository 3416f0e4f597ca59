/// Who asks HTTP servers for this library: ``HTTPClient``, or whatever a caller has.
///
/// The library never reaches for the network by itself. A call blocks its thread, for no longer than the request's
/// timeout; keep it off the cooperative pool.
public protocol HTTPFetching: Sendable {
    /// Sends a request and returns the body of an answer with status 200.
    ///
    /// - Parameter request: The question, with the bounds of its answer.
    /// - Returns: The body.
    /// - Throws: ``HTTPFailure`` for everything else.
    func answer(to request: HTTPRequest) throws(HTTPFailure) -> [UInt8]
}
