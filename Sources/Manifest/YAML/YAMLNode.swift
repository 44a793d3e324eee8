/// One node of a YAML text, with aliases written out.
struct YAMLNode: Sendable {
    enum Content: Sendable {
        case scalar(String, Style)
        case sequence([YAMLNode])
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    /// How a scalar is written.
    enum Style: Sendable, Equatable {
        case plain
        case singleQuoted
        case doubleQuoted
        /// Literal or folded.
        case block
    }

    let content: Content
    /// CloudFormation's tag of the node; `nil` where it has none.
    let intrinsic: YAMLIntrinsic?
    /// Where it begins, its tag included; of an alias, where the node begins that it stands for.
    let mark: YAMLMark

    /// The text of a scalar.
    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }
}

/// A place as the parser counts it: both from 1, the column in Unicode scalars.
struct YAMLMark: Sendable, Equatable {
    let line: Int
    let column: Int
}
