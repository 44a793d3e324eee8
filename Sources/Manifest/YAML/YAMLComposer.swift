import QuickstepStatesLanguage
import Yams

/// Turns a text into nodes: the parser's, checked, counted, and with aliases written out.
struct YAMLComposer {
    private let source: SourceText
    private let mask: AliasMask
    private let allowsTags: Bool
    private var anchors: [String: YAMLNode] = [:]
    private var sizes: [String: Size] = [:]
    private var total = Size()

    /// What nodes cost.
    private struct Size {
        var nodes = 0
        var textBytes = 0
        var depth = 0
    }

    /// A line before the text: the parser keeps a pointer to its input, which for a text of up to 15 bytes would be one to the
    /// stack.
    private static let preamble = "# \(String(repeating: " ", count: 29))\n"

    /// Reads a text with exactly one document in it.
    static func compose(_ source: SourceText, allowsTags: Bool) throws(DefinitionSource.SyntaxFailure) -> YAMLNode {
        guard source.bytes.count <= YAMLLimits.bytesMax else {
            throw failure(
                "The text has \(source.bytes.count) bytes; at most \(YAMLLimits.bytesMax) are allowed",
                in: source
            )
        }
        guard let text = String(validating: source.bytes[source.start...], as: UTF8.self) else {
            throw notUTF8(source)
        }
        guard let mask = AliasMask(text) else {
            throw failure("The text uses every character of Unicode's private use area", in: source)
        }
        let result = DeepStack.run { () -> Result<YAMLNode, DefinitionSource.SyntaxFailure> in
            var composer = YAMLComposer(source: source, mask: mask, allowsTags: allowsTags)
            do throws(DefinitionSource.SyntaxFailure) {
                return .success(try composer.compose(text))
            } catch {
                return .failure(error)
            }
        }
        guard let result else { throw failure("There is no memory left to read the text", in: source) }
        return try result.get()
    }

    private init(source: SourceText, mask: AliasMask, allowsTags: Bool) {
        self.allowsTags = allowsTags
        self.source = source
        self.mask = mask
    }

    private mutating func compose(_ text: String) throws(DefinitionSource.SyntaxFailure) -> YAMLNode {
        let masked = Self.preamble + mask.mask(text)
        do {
            let parser = try Parser(yaml: masked, resolver: .basic, encoding: .utf8)
            let root = try parser.singleRoot()
            guard let root else { throw Self.failure("The text is empty", in: source) }
            // The parser owns the anchors, of which nodes hold weak references.
            return try withExtendedLifetime(parser) { try read(root, depth: 1) }
        } catch let failure as DefinitionSource.SyntaxFailure {
            throw failure
        } catch let error as YamlError {
            throw YAMLFailure(source: source, preamble: Self.preamble, unmask: mask.unmask).translate(error)
        } catch {
            throw Self.failure("\(error)", in: source)
        }
    }

    // MARK: Nodes

    /// Reads a node that lies so deep, the outermost being at 1.
    private mutating func read(_ node: Node, depth: Int) throws(DefinitionSource.SyntaxFailure) -> YAMLNode {
        let before = total
        let mark = Self.mark(of: node)
        guard depth <= YAMLLimits.depthMax else {
            throw refuse("Not more than \(YAMLLimits.depthMax) collections may lie in each other", at: mark)
        }
        let result: YAMLNode
        switch node {
        case .scalar(let scalar):
            let style = Self.style(scalar.style)
            if style == .plain {
                switch mask.read(plain: scalar.string) {
                case .alias(let name): return try alias(name, at: mark, depth: depth)
                case .malformed:
                    throw refuse(YAMLFailure.aliasMessage, at: mark)
                case .text(let text):
                    result = YAMLNode(
                        content: .scalar(text, style),
                        intrinsic: try intrinsic(scalar.tag, at: mark),
                        mark: mark
                    )
                    try count(text, at: mark)
                }
            } else {
                let text = mask.unmask(scalar.string)
                result = YAMLNode(
                    content: .scalar(text, style),
                    intrinsic: try intrinsic(scalar.tag, ofText: true, at: mark),
                    mark: mark
                )
                try count(text, at: mark)
            }
        case .sequence(let sequence):
            try count("", at: mark)
            var elements: [YAMLNode] = []
            elements.reserveCapacity(sequence.count)
            for element in sequence { elements.append(try read(element, depth: depth + 1)) }
            result = YAMLNode(
                content: .sequence(elements),
                intrinsic: try intrinsic(sequence.tag, at: mark),
                mark: mark
            )
        case .mapping(let mapping):
            try count("", at: mark)
            result = YAMLNode(
                content: .mapping(try members(of: mapping, depth: depth)),
                intrinsic: try intrinsic(mapping.tag, at: mark),
                mark: mark
            )
        case .alias:
            throw refuse("Not valid YAML: an alias that is none", at: mark)
        }
        if let anchor = node.anchor?.rawValue {
            anchors[anchor] = result
            sizes[anchor] = Size(
                nodes: total.nodes - before.nodes,
                textBytes: total.textBytes - before.textBytes,
                depth: Self.depth(of: result)
            )
        }
        return result
    }

    private mutating func members(
        of mapping: Node.Mapping,
        depth: Int
    ) throws(DefinitionSource.SyntaxFailure) -> [(key: YAMLNode, value: YAMLNode)] {
        var members: [(key: YAMLNode, value: YAMLNode)] = []
        members.reserveCapacity(mapping.count)
        for (key, value) in mapping {
            members.append((key: try readKey(key), value: try read(value, depth: depth + 1)))
        }
        return members
    }

    private mutating func readKey(_ node: Node) throws(DefinitionSource.SyntaxFailure) -> YAMLNode {
        let mark = Self.mark(of: node)
        guard case .scalar(let scalar) = node else { throw refuse("A key must be a text", at: mark) }
        let style = Self.style(scalar.style)
        var text = mask.unmask(scalar.string)
        if style == .plain {
            guard case .text(let plain) = mask.read(plain: scalar.string) else {
                throw refuse("A key must be a text, not an alias", at: mark)
            }
            guard plain != "<<" else {
                throw refuse("Merge keys are not part of YAML 1.2, and CloudFormation does not read them", at: mark)
            }
            text = plain
        }
        // The parser has compared the key with its neighbours, and marked it as a text to do so.
        guard try intrinsic(scalar.tag, ofText: true, at: mark) == nil else {
            throw refuse("A key must be a text without a tag", at: mark)
        }
        try count(text, at: mark)
        let key = YAMLNode(content: .scalar(text, style), intrinsic: nil, mark: mark)
        if let anchor = scalar.anchor?.rawValue {
            anchors[anchor] = key
            sizes[anchor] = Size(nodes: 1, textBytes: text.utf8.count, depth: 1)
        }
        return key
    }

    /// Writes out an alias, having counted what that costs.
    private mutating func alias(
        _ name: String,
        at mark: YAMLMark,
        depth: Int
    ) throws(DefinitionSource.SyntaxFailure) -> YAMLNode {
        guard let node = anchors[name], let size = sizes[name] else {
            throw refuse("Not valid YAML: no anchor '&\(name)' stands before this alias", at: mark)
        }
        guard depth + size.depth - 1 <= YAMLLimits.depthMax else {
            throw refuse("Not more than \(YAMLLimits.depthMax) collections may lie in each other", at: mark)
        }
        total.nodes += size.nodes
        total.textBytes += size.textBytes
        try checkTotal(at: mark)
        return node
    }

    private func intrinsic(
        _ tag: Tag,
        ofText: Bool = false,
        at mark: YAMLMark
    ) throws(DefinitionSource.SyntaxFailure) -> YAMLIntrinsic? {
        let name = tag.rawValue
        // The parser gives every quoted text the tag of texts.
        if name.isEmpty || (ofText && name == Tag.Name.str.rawValue) { return nil }
        guard let intrinsic = YAMLIntrinsic(tag: name) else {
            throw refuse("The tag '\(Self.shown(name))' is not one of CloudFormation's", at: mark)
        }
        guard allowsTags else { throw refuse("The tag '\(name)' means nothing in a definition", at: mark) }
        return intrinsic
    }

    // MARK: Bounds

    private mutating func count(_ text: String, at mark: YAMLMark) throws(DefinitionSource.SyntaxFailure) {
        total.nodes += 1
        total.textBytes += text.utf8.count
        try checkTotal(at: mark)
    }

    private func checkTotal(at mark: YAMLMark) throws(DefinitionSource.SyntaxFailure) {
        guard total.nodes <= YAMLLimits.nodesMax else {
            throw refuse("The text stands for more than \(YAMLLimits.nodesMax) nodes", at: mark)
        }
        guard total.textBytes <= YAMLLimits.textBytesMax else {
            throw refuse("The text stands for more than \(YAMLLimits.textBytesMax) bytes", at: mark)
        }
    }

    /// How many levels a node has.
    ///
    /// It is at most as deep as the bound, which was checked while it was read.
    private static func depth(of node: YAMLNode) -> Int {
        switch node.content {
        case .scalar: 1
        case .sequence(let elements): 1 + (elements.map(depth).max() ?? 0)
        case .mapping(let members): 1 + (members.map { depth(of: $0.value) }.max() ?? 0)
        }
    }

    // MARK: Parts of the parser's nodes

    private static func mark(of node: Node) -> YAMLMark {
        guard let mark = node.mark else { return YAMLMark(line: 1, column: 1) }
        // The first line is the preamble.
        return YAMLMark(line: max(mark.line - 1, 1), column: mark.column)
    }

    private static func style(_ style: Node.Scalar.Style) -> YAMLNode.Style {
        switch style {
        case .any, .plain: .plain
        case .singleQuoted: .singleQuoted
        case .doubleQuoted: .doubleQuoted
        case .literal, .folded: .block
        }
    }

    private static func shown(_ tag: String) -> String {
        let core = "tag:yaml.org,2002:"
        return tag.hasPrefix(core) ? "!!\(tag.dropFirst(core.count))" : tag
    }

    // MARK: Failures

    private func refuse(_ message: String, at mark: YAMLMark) -> DefinitionSource.SyntaxFailure {
        let start = source.offset(of: mark)
        return DefinitionSource.SyntaxFailure(message: message, range: source.range(from: start, to: start + 1))
    }

    private static func failure(_ message: String, in source: SourceText) -> DefinitionSource.SyntaxFailure {
        DefinitionSource.SyntaxFailure(message: message, range: source.range(from: 0, to: 0))
    }

    private static func notUTF8(_ source: SourceText) -> DefinitionSource.SyntaxFailure {
        var decoder = UTF8.ForwardParser()
        var iterator = source.bytes.makeIterator()
        var offset = 0
        parsing: while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .error, .emptyInput: break parsing
            }
        }
        return DefinitionSource.SyntaxFailure(
            message: "The text is not UTF-8",
            range: source.range(from: offset, to: offset + 1)
        )
    }
}
