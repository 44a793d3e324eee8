import QuickstepJSON

/// A type with what types usually have: optionals, nested types, enums of every kind, arrays and dictionaries.
struct Order: Codable, Equatable {
    enum Status: String, Codable { case open, shipped }

    enum Payment: Codable, Equatable {
        case card(number: String, months: Int)
        case cash
    }

    struct Line: Codable, Equatable {
        var article: String
        var amount: Int
        var price: Double?
    }

    var id: Int
    var status: Status
    var payment: Payment
    var lines: [Line]
    var notes: [String: String]
    var parent: Int?
    var isGift: Bool

    static let sample = Order(
        id: 7,
        status: .shipped,
        payment: .card(number: "4111", months: 12),
        lines: [Line(article: "a", amount: 2, price: 1.5), Line(article: "b", amount: 1, price: nil)],
        notes: ["de": "Hallo", "en": "Hello"],
        parent: nil,
        isGift: false
    )

    static let sampleValue: JSONValue = [
        "id": 7, "status": "shipped", "payment": ["card": ["number": "4111", "months": 12]],
        "lines": [["article": "a", "amount": 2, "price": 1.5], ["article": "b", "amount": 1]],
        "notes": ["de": "Hallo", "en": "Hello"], "isGift": false,
    ]
}

struct Pair: Codable, Hashable {
    var x: Int
}

struct JSONWrapper: Codable, Equatable {
    var value: JSONValue
    var object: JSONObject
    var number: JSONNumber
}

class Animal: Codable {
    let name: String

    init(name: String) {
        self.name = name
    }
}

final class Dog: Animal {
    private enum CodingKeys: CodingKey { case tricks }

    let tricks: [String]

    init(name: String, tricks: [String]) {
        self.tricks = tricks
        super.init(name: name)
    }

    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.tricks = try container.decode([String].self, forKey: .tricks)
        try super.init(from: container.superDecoder())
    }

    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(self.tricks, forKey: .tricks)
        try super.encode(to: container.superEncoder())
    }
}

/// A type that codes itself by hand through every kind of nested container.
struct Nesting: Codable, Equatable {
    private enum Keys: CodingKey { case first, second, list, later, named, replaced }

    static let value: JSONValue = [
        "first": ["second": 1, "later": true],
        "list": [["first": "a"], [1.5, nil], "plain", 9],
        "replaced": "new",
        "named": 3,
    ]

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        let first = try container.nestedContainer(keyedBy: Keys.self, forKey: .first)
        var list = try container.nestedUnkeyedContainer(forKey: .list)
        let element = try list.nestedContainer(keyedBy: Keys.self)
        var inner = try list.nestedUnkeyedContainer()
        let half = try inner.decode(Double.self)
        let isNull = try inner.decodeNil()
        let plain = try list.decode(String.self)
        let nine = try list.superDecoder().singleValueContainer().decode(Int.self)
        let named = try container.superDecoder(forKey: .named).singleValueContainer().decode(Int.self)
        let isComplete =
            try first.decode(Int.self, forKey: .second) == 1 && first.decode(Bool.self, forKey: .later)
            && element.decode(String.self, forKey: .first) == "a" && half == 1.5 && isNull && inner.isAtEnd
            && plain == "plain" && nine == 9 && named == 3 && list.count == 4 && list.currentIndex == 4
            && container.allKeys == [.first, .list, .replaced, .named] && container.contains(.list)
        guard isComplete else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "Not what was expected.")
            )
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        var first = container.nestedContainer(keyedBy: Keys.self, forKey: .first)
        var list = container.nestedUnkeyedContainer(forKey: .list)
        try container.encode("old", forKey: .replaced)
        var element = list.nestedContainer(keyedBy: Keys.self)
        var inner = list.nestedUnkeyedContainer()
        try list.encode("plain")
        let last = list.superEncoder()
        try element.encode("a", forKey: .first)
        try inner.encode(1.5)
        try inner.encodeNil()
        var single = last.singleValueContainer()
        try single.encode(9)
        try first.encode(1, forKey: .second)
        var again = container.nestedContainer(keyedBy: Keys.self, forKey: .first)
        try again.encode(true, forKey: .later)
        try container.encode("new", forKey: .replaced)
        var named = container.superEncoder(forKey: .named).singleValueContainer()
        try named.encode(3)
    }
}

/// A type that nests in itself.
struct Chain: Codable {
    private enum CodingKeys: CodingKey { case next }

    var next: [Chain]

    init(length: Int) {
        self.next = []
        for _ in 1..<length {
            var outer = self
            outer.next = [self]
            self = outer
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.next = container.contains(.next) ? [try container.decode(Chain.self, forKey: .next)] : []
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if let inner = self.next.first { try container.encode(inner, forKey: .next) }
    }

    var length: Int {
        var length = 1
        var link = self
        while let inner = link.next.first {
            length += 1
            link = inner
        }
        return length
    }
}

/// A type that opens a container in a container, far beyond any stack.
struct EndlessNesting: Encodable {
    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for _ in 0..<100_000 {
            container = container.nestedUnkeyedContainer()
        }
        try container.encode(1)
    }
}
