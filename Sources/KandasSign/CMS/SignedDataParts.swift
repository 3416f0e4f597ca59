/// The parts of a SignedData as received, each element whole, so that a writer can add to them and keep every byte.
package struct SignedDataParts: Sendable {
    package var version = 1
    package var digestAlgorithms: [[UInt8]] = []
    package var contentType: ObjectIdentifier = CMSObjects.data
    package var isAttached = false
    package var certificates: [[UInt8]] = []
    package var revocationLists: [[UInt8]] = []
    package var signers: [[UInt8]] = []
}
