/// A name that is compared byte by byte: Swift's own equality of strings ignores how accents are composed.
struct ExactName: Hashable {
    private let bytes: [UInt8]

    init(_ name: String) {
        bytes = Array(name.utf8)
    }
}
