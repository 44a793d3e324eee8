import QuickstepJSON
import QuickstepServiceKit

/// The parameters of a request, read with the errors of EventBridge.
struct Parameters: Sendable {
    let members: JSONObject
    /// The caller's account and Region.
    let scope: Scope

    init(_ members: JSONObject, scope: Scope) {
        self.members = members
        self.scope = scope
    }

    /// The value of a parameter; one that is null was not given.
    func value(_ name: String) -> JSONValue? {
        members[name].flatMap { $0.isNull ? nil : $0 }
    }

    func text(_ name: String) throws(ServiceError) -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.stringValue else { throw .validation("\(name) must be a string.") }
        return text
    }

    /// A text that may have a number of characters at most.
    func text(_ name: String, to length: Int) throws(ServiceError) -> String? {
        guard let text = try text(name) else { return nil }
        guard text.unicodeScalars.count <= length else {
            throw .constraint("'\(text)'", at: Self.member(name), "must have length less than or equal to \(length)")
        }
        return text
    }

    func requiredText(_ name: String) throws(ServiceError) -> String {
        guard let text = try text(name) else {
            throw .constraint("null", at: Self.member(name), "must not be null")
        }
        guard !text.isEmpty else {
            throw .constraint("''", at: Self.member(name), "must have length greater than or equal to 1")
        }
        return text
    }

    func integer(_ name: String) throws(ServiceError) -> Int? {
        guard let value = value(name) else { return nil }
        guard let number = value.intValue else { throw .validation("\(name) must be an integer.") }
        return number
    }

    /// An integer within a range.
    func integer(_ name: String, in range: ClosedRange<Int>) throws(ServiceError) -> Int? {
        guard let number = try integer(name) else { return nil }
        guard number >= range.lowerBound else {
            let rule = "must have value greater than or equal to \(range.lowerBound)"
            throw .constraint("'\(number)'", at: Self.member(name), rule)
        }
        guard number <= range.upperBound else {
            let rule = "must have value less than or equal to \(range.upperBound)"
            throw .constraint("'\(number)'", at: Self.member(name), rule)
        }
        return number
    }

    func object(_ name: String) throws(ServiceError) -> Parameters? {
        guard let value = value(name) else { return nil }
        guard let object = value.objectValue else { throw .validation("\(name) must be an object.") }
        return Parameters(object, scope: scope)
    }

    func list(_ name: String) throws(ServiceError) -> [JSONValue]? {
        guard let value = value(name) else { return nil }
        guard let list = value.arrayValue else { throw .validation("\(name) must be a list.") }
        return list
    }

    func requiredList(_ name: String) throws(ServiceError) -> [JSONValue] {
        guard let list = try list(name) else {
            throw .constraint("null", at: Self.member(name), "must not be null")
        }
        return list
    }

    /// A list of texts.
    func texts(_ name: String) throws(ServiceError) -> [String] {
        let list = try requiredList(name)
        let texts = list.compactMap(\.stringValue)
        guard texts.count == list.count else { throw .validation("\(name) must be a list of strings.") }
        return texts
    }

    /// Refuses what is given and not built; `of` says what the members belong to.
    func refuse(allBut known: [String], of what: String) throws(ServiceError) {
        for (name, value) in members where !known.contains(name) && !value.isNull {
            throw .unsupported("\(name) of \(what)")
        }
    }

    /// A parameter as the texts of errors name it.
    static func member(_ name: String) -> String {
        name.prefix(1).lowercased() + name.dropFirst()
    }
}

// MARK: Names

extension Parameters {
    /// The bus that a request names, by name or ARN; it may not exist.
    func bus() throws(ServiceError) -> BusAddress {
        guard let text = try text("EventBusName") else { return BusAddress(scope: scope, name: BusAddress.defaultName) }
        return try BusAddress(parameter: "eventBusName", text, scope: scope)
    }

    /// The name of a rule.
    func ruleName(_ parameter: String) throws(ServiceError) -> String {
        let name = try requiredText(parameter)
        try Self.check(name, at: Self.member(parameter), lengthMax: EventBridgeLimits.ruleNameLengthMax)
        return name
    }

    /// Checks a name of letters, digits, periods, hyphens and underscores.
    static func check(
        _ name: String,
        at parameter: String,
        lengthMax: Int,
        slashIsFine: Bool = false
    ) throws(ServiceError) {
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                true
            case UInt8(ascii: "/"): slashIsFine
            default: false
            }
        }
        guard isName, !name.isEmpty else {
            let pattern = slashIsFine ? #"[/\.\-_A-Za-z0-9]+"# : #"[\.\-_A-Za-z0-9]+"#
            throw .constraint("'\(name)'", at: parameter, "must satisfy regular expression pattern: \(pattern)")
        }
        guard name.utf8.count <= lengthMax else {
            throw .constraint("'\(name)'", at: parameter, "must have length less than or equal to \(lengthMax)")
        }
    }
}
