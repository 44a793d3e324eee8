import QuickstepJSON
import QuickstepJSONPath

// Reading of single fields. Each notes what is wrong with the field and gives `nil` for one that is absent or wrong.
extension DecodingSession {
    /// A text.
    mutating func text(_ field: String, of node: Node) -> String? {
        guard let member = node.member(field) else { return nil }
        guard let text = member.value.stringValue else {
            refuseType(of: member, field: field, expected: "a string")
            return nil
        }
        return text
    }

    /// A text that is one of a few.
    mutating func text(_ field: String, of node: Node, among values: [String]) -> String? {
        guard let text = text(field, of: node) else { return nil }
        if values.contains(text) { return text }
        refuse(
            "The field '\(field)' should have one of these values: [\(values.joined(separator: ", "))]",
            at: node.path + [.key(field)],
            hint: NearestName.hint(for: text, among: values)
        )
        return nil
    }

    /// A whole number in a range.
    mutating func integer(_ field: String, of node: Node, in range: ClosedRange<Int>) -> Int? {
        guard let member = node.member(field) else { return nil }
        guard let number = member.value.intValue else {
            let isPath = member.value.stringValue.map(Self.looksLikePath) ?? false
            let hint = isPath ? "To take it from the input, name the field '\(field)Path'." : nil
            refuseType(of: member, field: field, expected: "an integer", hint: hint)
            return nil
        }
        guard number >= range.lowerBound else {
            refuse("Minimum value is \(range.lowerBound)", at: member.path)
            return nil
        }
        guard number <= range.upperBound else {
            refuse("Maximum value is \(range.upperBound)", at: member.path)
            return nil
        }
        return number
    }

    /// An array with at least one element.
    mutating func nonEmptyArray(_ field: String, of node: Node) -> [Node]? {
        guard let member = node.member(field) else { return nil }
        guard let elements = member.elements else {
            refuseType(of: member, field: field, expected: "an array")
            return nil
        }
        guard !elements.isEmpty else {
            refuse("Value cannot be empty", at: member.path)
            return nil
        }
        return elements
    }

    /// A path of any kind; `isReference` where the service's message speaks of a reference path all the same.
    mutating func path(_ field: String, of node: Node, isReference: Bool = false) -> JSONPath? {
        guard let member = node.member(field) else { return nil }
        guard let text = member.value.stringValue else {
            refuseType(of: member, field: field, expected: "a string that holds a path")
            return nil
        }
        do throws(JSONPathError) {
            return try JSONPath(text)
        } catch {
            if error.isUnsupported {
                refuse(regularExpression: error.message, at: member.path)
            } else if isReference {
                refuseReference(text, error, at: member.path)
            } else {
                refuse("Value must be a valid JSONPath.", at: member.path, hint: Self.pathHint(text) ?? error.message)
            }
            return nil
        }
    }

    /// A path that can name one node only.
    mutating func referencePath(_ field: String, of node: Node) -> JSONPath? {
        guard let member = node.member(field) else { return nil }
        guard let text = member.value.stringValue else {
            refuseType(of: member, field: field, expected: "a string that holds a reference path")
            return nil
        }
        do throws(JSONPathError) {
            let path = try JSONPath(text)
            if path.isReference { return path }
            refuse(
                "Value is not a Reference Path: '\(text)' can match more than one node",
                at: member.path,
                hint: "A reference path has names and indexes only: no wildcard, filter, slice, union or deep scan."
            )
        } catch {
            refuseReference(text, error, at: member.path)
        }
        return nil
    }

    private mutating func refuseReference(_ text: String, _ error: JSONPathError, at path: [JSONPathStep]) {
        let detail = text.hasPrefix("$") ? error.message : "Reference path didn't start with '$'"
        refuse("Value is not a Reference Path: \(detail)", at: path, hint: Self.pathHint(text))
    }

    /// `InputPath` or `OutputPath`.
    mutating func selectedPath(_ field: String, of node: Node) -> SelectedPath {
        guard let member = node.member(field) else { return .whole }
        if member.value.isNull { return .nothing }
        guard let path = path(field, of: node) else { return .whole }
        return path == .whole ? .whole : .path(path)
    }

    /// `ResultPath`.
    mutating func resultPath(of node: Node) -> ResultPath {
        guard let member = node.member("ResultPath") else { return .replace }
        if member.value.isNull { return .discard }
        guard let path = referencePath("ResultPath", of: node) else { return .replace }
        guard path.root == .input else {
            refuse(
                "Value is not a Reference Path: a result cannot be put into the context object or a variable",
                at: member.path,
                hint: "Begin the path with '$.'; use Assign to set a variable."
            )
            return .replace
        }
        return path == .whole ? .replace : .path(path)
    }

    /// A constant and the path beside it: `TimeoutSeconds` and `TimeoutSecondsPath`.
    mutating func integerField(_ field: String, of node: Node, in range: ClosedRange<Int>) -> IntegerField? {
        refuseTogether([field, "\(field)Path"], of: node)
        if let constant = integer(field, of: node, in: range) { return .constant(constant) }
        return referencePath("\(field)Path", of: node).map { .path($0) }
    }

    /// A percentage.
    mutating func percentage(_ field: String, of node: Node) -> Double? {
        guard let member = node.member(field) else { return nil }
        guard let number = member.value.doubleValue else {
            refuseType(of: member, field: field, expected: "a number")
            return nil
        }
        guard number >= 0 else {
            refuse("Minimum value is 0", at: member.path)
            return nil
        }
        guard number <= 100 else {
            refuse("Maximum value is 100", at: member.path)
            return nil
        }
        return number
    }

    /// A percentage, or a path in the field with `Path`.
    mutating func percentageField(_ field: String, of node: Node) -> PercentageField? {
        refuseTogether([field, "\(field)Path"], of: node)
        if let constant = percentage(field, of: node) { return .constant(constant) }
        return referencePath("\(field)Path", of: node).map { .path($0) }
    }

    /// Notes which of the fields are missing that a node must have.
    mutating func require(_ fields: [String], of node: Node) {
        let missing = fields.filter { node.member($0) == nil }
        guard !missing.isEmpty else { return }
        refuse("These fields are required: [\(missing.joined(separator: ", "))]", at: node.path, part: .key)
    }

    /// Notes that there is not exactly one of some fields.
    mutating func requireOne(of fields: [String], in node: Node) {
        refuseTogether(fields, of: node)
        guard fields.allSatisfy({ node.member($0) == nil }) else { return }
        refuse(
            "There should be one of the following fields: [\(fields.joined(separator: ", "))]",
            at: node.path,
            part: .key
        )
    }

    /// Notes fields that exclude each other.
    mutating func refuseTogether(_ fields: [String], of node: Node) {
        let present = fields.filter { node.member($0) != nil }
        guard present.count > 1, let last = present.last else { return }
        refuse(
            "There should only be one of the following fields: [\(fields.joined(separator: ", "))]",
            at: node.path + [.key(last)],
            location: node.path,
            part: .key
        )
    }

    /// Notes fields that are not of this place, with the name that was probably meant.
    mutating func refuseUnknownFields(of node: Node, known: [String]) {
        for member in node.members ?? [] where !known.contains(member.name) {
            refuseUnknown(member.name, of: node, known: known)
        }
    }

    /// Notes a field that is not of this place.
    mutating func refuseUnknown(_ field: String, of node: Node, known: [String], hint: String? = nil) {
        let missing = known.filter { node.member($0) == nil }
        refuse(
            "Field '\(field)' is not supported",
            at: node.path + [.key(field)],
            location: node.path,
            part: .key,
            hint: hint ?? NearestName.hint(for: field, among: missing)
        )
    }

    /// Notes a field that a state of the other query language has.
    mutating func refuse(field: String, of node: Node, writtenIn language: QueryLanguage) {
        refuse(
            "The QueryLanguage is set to '\(language.rawValue)', but field '\(field)' is only supported for the "
                + "'\(language.other.rawValue)' QueryLanguage",
            at: node.path + [.key(field)],
            location: node.path,
            part: .key,
            hint: language == .jsonPath ? SupportTable.row(.jsonata)?.note : nil
        )
    }

    /// Notes a value of the wrong type.
    mutating func refuseType(of node: Node, field: String, expected: String, hint: String? = nil) {
        refuse(
            "The field '\(field)' must be \(expected), but it is \(article(node.value.typeName))",
            at: node.path,
            hint: hint
        )
    }

    private func article(_ typeName: String) -> String {
        switch typeName {
        case "null": "null"
        case "array", "object": "an \(typeName)"
        default: "a \(typeName)"
        }
    }

    private static func pathHint(_ text: String) -> String? {
        text.hasPrefix("$")
            ? nil : "A path begins with '$' (the input), '$$' (the context object) or '$name' (a variable)."
    }
}
