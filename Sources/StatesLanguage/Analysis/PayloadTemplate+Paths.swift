package import QuickstepJSONPath

extension PayloadTemplate {
    /// Every path that is looked at when the template is evaluated.
    package var paths: [JSONPath] {
        switch self {
        case .literal: []
        case .object(let fields): fields.flatMap(\.value.paths)
        case .array(let elements): elements.flatMap(\.paths)
        case .path(let path): [path]
        case .intrinsic(let call): call.paths
        }
    }
}

extension IntrinsicCall {
    fileprivate var paths: [JSONPath] {
        arguments.flatMap { argument -> [JSONPath] in
            switch argument {
            case .path(let path): [path]
            case .call(let inner): inner.paths
            case .literal, .slots: []
            }
        }
    }
}
