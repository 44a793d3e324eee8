import QuickstepServiceKit

/// The items of a form or of a URL's query, decoded, in their order.
///
/// Source: https://url.spec.whatwg.org/#application/x-www-form-urlencoded
struct FormItems: Sendable, Equatable {
    private(set) var items: [(name: String, value: String)] = []

    static func == (left: FormItems, right: FormItems) -> Bool {
        left.items.elementsEqual(right.items) { $0.name == $1.name && $0.value == $1.value }
    }

    /// Reads `name=value&name=value`.
    ///
    /// - Throws: `MalformedQueryString` for a `%` that no two hexadecimal digits follow, and for bytes that are no UTF-8.
    init(_ bytes: some Collection<UInt8>) throws(ServiceError) {
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            let halves = part.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = halves.first else { continue }
            items.append((try Self.decoded(name), try Self.decoded(halves.count > 1 ? halves[1] : name.suffix(0))))
        }
    }

    /// The value of the first item of a name.
    subscript(_ name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    /// These items and others after them.
    func followed(by others: FormItems) -> FormItems {
        var all = self
        all.items += others.items
        return all
    }

    private static func decoded(_ bytes: some Collection<UInt8>) throws(ServiceError) -> String {
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(Self.digit), let low = rest.popFirst().flatMap(Self.digit)
                else {
                    throw malformed("two hexadecimal digits must follow each % sign")
                }
                plain.append(high << 4 | low)
            default: plain.append(byte)
            }
        }
        guard let text = String(validating: plain, as: UTF8.self) else { throw malformed("it is not UTF-8") }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func malformed(_ why: String) -> ServiceError {
        ServiceError(code: "MalformedQueryString", message: "The query string cannot be read: \(why).")
    }
}
