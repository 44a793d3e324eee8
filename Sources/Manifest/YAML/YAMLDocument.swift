package import QuickstepJSON
package import QuickstepStatesLanguage

/// A YAML text as a JSON value, and the way back from a value to its place in the text.
///
/// Members keep their order. CloudFormation's tags become the objects that they are short for: `!Ref Queue` reads as
/// `{"Ref": "Queue"}`, and both steps of a path lead to the same place.
package struct YAMLDocument: Sendable {
    /// What the text says.
    package let value: JSONValue
    private let root: YAMLNode
    private let source: SourceText

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - bytes: The text, in UTF-8.
    ///   - allowsTags: Whether CloudFormation's tags may be in it. Default: they may.
    /// - Throws: the first thing in the text that cannot be read.
    package init(_ bytes: [UInt8], allowsTags: Bool = true) throws(DefinitionSource.SyntaxFailure) {
        source = SourceText(bytes)
        root = try YAMLComposer.compose(source, allowsTags: allowsTags)
        value = Self.value(of: root)
    }

    // The recursion is as deep as the composer lets nodes be.
    private static func value(of node: YAMLNode) -> JSONValue {
        let plain: JSONValue
        switch node.content {
        case .scalar(let text, let style):
            // Behind a tag there is always a text: `!Ref 12` names something called `12`.
            plain = node.intrinsic == nil ? YAMLScalar.value(text, style) : .string(text)
        case .sequence(let elements):
            plain = .array(elements.map(value))
        case .mapping(let members):
            plain = .object(JSONObject(members.map { ($0.key.text ?? "", value(of: $0.value)) }))
        }
        guard let intrinsic = node.intrinsic else { return plain }
        return .object([intrinsic.key: plain])
    }

    /// Where a value, or its key, stands in the text.
    package func locate(_ path: [JSONPathStep], part: DefinitionSource.Part = .value) -> JSONSourceRange? {
        var node = root
        var key: YAMLNode?
        // The object that a tag stands for has been entered: what comes next is inside the tagged value.
        var isInsideTag = false
        for step in path {
            key = nil
            switch (step, node.content) {
            case (.key(let name), _) where node.intrinsic?.key == name && !isInsideTag:
                isInsideTag = true
                continue
            case (.key(let name), .mapping(let members)):
                guard let member = members.last(where: { $0.key.text == name }) else { return nil }
                node = member.value
                key = member.key
            case (.index(let index), .sequence(let elements)):
                guard elements.indices.contains(index) else { return nil }
                node = elements[index]
            default:
                return nil
            }
            isInsideTag = false
        }
        return range(of: part == .key ? key ?? node : node)
    }

    private func range(of node: YAMLNode) -> JSONSourceRange {
        let start = source.offset(of: node.mark)
        return source.range(from: start, to: NodeExtent(source, from: start).end(of: node, from: start))
    }
}
