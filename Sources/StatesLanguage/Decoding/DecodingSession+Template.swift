import QuickstepJSON
import QuickstepJSONPath

extension DecodingSession {
    /// A payload template: an object in which each field whose name ends in `.$` is computed.
    mutating func template(_ field: String, of node: Node) -> PayloadTemplate? {
        guard let member = node.member(field) else { return nil }
        guard member.value.objectValue != nil else {
            refuseType(of: member, field: field, expected: "an object")
            return nil
        }
        return template(member, field: member.path, depth: 0)
    }

    /// Compiles a subtree.
    ///
    /// `field` is the field of the state that holds the template: the service names it in messages.
    private mutating func template(_ node: Node, field: [JSONPathStep], depth: Int) -> PayloadTemplate? {
        switch node.value {
        case .null, .bool, .number, .string:
            return .literal(node.value)
        case .array, .object:
            break
        }
        guard depth < DecodingLimits.templateDepthMax else {
            refuse(
                "The template is nested more than \(DecodingLimits.templateDepthMax) deep",
                at: node.path,
                code: DiagnosticCode.tooDeeplyNested,
                location: field
            )
            return nil
        }
        if let elements = node.elements { return array(elements, of: node, field: field, depth: depth) }
        return object(node, field: field, depth: depth)
    }

    private mutating func array(
        _ elements: [Node],
        of node: Node,
        field: [JSONPathStep],
        depth: Int
    ) -> PayloadTemplate? {
        var templates: [PayloadTemplate] = []
        templates.reserveCapacity(elements.count)
        for element in elements {
            guard let template = template(element, field: field, depth: depth + 1) else { continue }
            templates.append(template)
        }
        return templates.allSatisfy(\.isLiteral) ? .literal(node.value) : .array(templates)
    }

    private mutating func object(_ node: Node, field: [JSONPathStep], depth: Int) -> PayloadTemplate? {
        var fields: [PayloadTemplate.Field] = []
        var names: Set<ExactName> = []
        for member in node.members ?? [] {
            let isComputed = member.name.hasSuffix(".$")
            let name = isComputed ? String(member.name.dropLast(2)) : member.name
            if !names.insert(ExactName(name)).inserted {
                refuse(
                    "The field '\(name)' is given twice, once with and once without '.$'",
                    at: member.node.path,
                    location: field,
                    part: .key
                )
            }
            let value =
                isComputed
                ? computed(member.node, name: member.name, field: field)
                : template(member.node, field: field, depth: depth + 1)
            if !isComputed { warnOfMissingDollar(member.name, member.node) }
            guard let value else { continue }
            fields.append(PayloadTemplate.Field(sourceName: member.name, name: name, value: value))
        }
        // A computed field is never a literal, so nothing is left to do in an object without any.
        return fields.allSatisfy(\.value.isLiteral) ? .literal(node.value) : .object(fields)
    }

    private mutating func computed(_ node: Node, name: String, field: [JSONPathStep]) -> PayloadTemplate? {
        let detail: String
        var isUnsupported = false
        if let text = node.value.stringValue {
            if text.hasPrefix("$") {
                do throws(JSONPathError) {
                    return .path(try JSONPath(text))
                } catch {
                    detail = error.message
                    isUnsupported = error.isUnsupported
                }
            } else {
                do throws(IntrinsicSyntaxError) {
                    return .intrinsic(try IntrinsicCall(parsing: text))
                } catch {
                    detail = error.message
                    isUnsupported = error.isUnsupported
                }
            }
        } else {
            detail = "It is \(node.value.typeName), not a string. Without '.$' in its name the field is taken as it is."
        }
        guard !isUnsupported else {
            refuse(regularExpression: detail, at: node.path)
            return nil
        }
        refuse(
            "The value for the field '\(name)' must be a valid JSONPath or a valid intrinsic function call",
            at: node.path,
            location: field,
            hint: detail
        )
        return nil
    }

    /// Warns of a value that is meant to be computed, as its text shows, but is not.
    private mutating func warnOfMissingDollar(_ name: String, _ node: Node) {
        guard let text = node.value.stringValue, Self.looksComputed(text) else { return }
        warn(
            "The value of '\(name)' looks like a path or an intrinsic function, but it is taken as text",
            at: node.path,
            code: DiagnosticCode.noDollar,
            part: .key,
            hint: "To compute it, name the field '\(name).$'."
        )
    }

    private static func looksComputed(_ text: String) -> Bool {
        looksLikePath(text) || (text.hasPrefix("States.") && text.hasSuffix(")"))
    }

    /// Whether a text was probably meant to be a path.
    static func looksLikePath(_ text: String) -> Bool {
        text == "$" || text == "$$" || text.hasPrefix("$.") || text.hasPrefix("$$.") || text.hasPrefix("$[")
    }

    /// Warns of a constant text that was probably meant to be a path.
    mutating func warnOfMissingPath(_ field: String, of node: Node) {
        guard let member = node.member(field), let text = member.value.stringValue, Self.looksLikePath(text) else {
            return
        }
        warn(
            "The value of '\(field)' looks like a path, but it is taken as text",
            at: member.path,
            code: DiagnosticCode.noPath,
            hint: "To take what the path finds, name the field '\(field)Path'."
        )
    }
}

extension PayloadTemplate {
    /// Whether nothing in it is computed.
    var isLiteral: Bool {
        if case .literal = self { return true }
        return false
    }
}
