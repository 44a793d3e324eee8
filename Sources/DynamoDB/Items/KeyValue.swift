import QuickstepJSON
import QuickstepServiceKit

/// The types that the attributes of a key can have.
enum KeyType: String, Sendable {
    case string = "S"
    case number = "N"
    case binary = "B"
}

/// The value of one attribute of a key.
enum KeyValue: Sendable, Equatable {
    case string([UInt8])
    case number(DecimalNumber)
    case binary([UInt8])

    /// `nil` where the value is of another type.
    init?(_ value: AttributeValue, type: KeyType) {
        switch (value, type) {
        case (.string(let text), .string): self = .string(Array(text.utf8))
        case (.number(let number), .number): self = .number(number)
        case (.binary(let bytes), .binary): self = .binary(bytes)
        default: return nil
        }
    }

    /// Its size as a part of a key, in bytes.
    var byteCount: Int {
        switch self {
        case .string(let bytes), .binary(let bytes): bytes.count
        case .number(let number): number.byteCount
        }
    }

    /// What DynamoDB calls an empty value of its kind, where it is empty.
    var emptyKind: String? {
        switch self {
        case .string([]): "string"
        case .binary([]): "binary"
        case .string, .binary, .number: nil
        }
    }

    /// Bytes that sort as the values do, none of which begins another: 00 is written as 00 FF, and 00 01 ends.
    var orderedBytes: [UInt8] {
        switch self {
        case .string(let bytes), .binary(let bytes): Self.escaped(bytes) + [0, 1]
        case .number(let number): number.orderedBytes
        }
    }

    /// Bytes that begin the ordered bytes of everything that this value begins; `nil` for numbers.
    var orderedPrefix: [UInt8]? {
        switch self {
        case .string(let bytes), .binary(let bytes): Self.escaped(bytes)
        case .number: nil
        }
    }

    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        bytes.flatMap { $0 == 0 ? [0, 0xFF] : [$0] }
    }
}
