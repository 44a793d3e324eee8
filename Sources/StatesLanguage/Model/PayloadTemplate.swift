package import QuickstepJSON
package import QuickstepJSONPath

/// A compiled payload template: JSON in which each field whose name ends in `.$` is computed.
///
/// Source: https://states-language.net/spec.html#payload-template
package indirect enum PayloadTemplate: Sendable, Equatable {
    /// A subtree without anything to compute.
    case literal(JSONValue)
    case object([Field])
    case array([PayloadTemplate])
    /// A `.$` field whose value is a path.
    case path(JSONPath)
    /// A `.$` field whose value calls an intrinsic function.
    case intrinsic(IntrinsicCall)

    package struct Field: Sendable, Equatable {
        /// The name in the definition, with its `.$` where it had one: error texts cite it.
        package let sourceName: String
        /// The name in the result.
        package let name: String
        package let value: PayloadTemplate

        package init(sourceName: String, name: String, value: PayloadTemplate) {
            self.sourceName = sourceName
            self.name = name
            self.value = value
        }
    }
}

/// A parsed call such as `States.Format('Hello {}', $.name)`.
///
/// Source: https://states-language.net/spec.html#intrinsic-functions
package struct IntrinsicCall: Sendable, Equatable {
    package let function: IntrinsicFunction
    package let arguments: [Argument]
    /// The whole text of the outermost call: error texts echo it.
    package let text: String

    package indirect enum Argument: Sendable, Equatable {
        case literal(JSONValue)
        case path(JSONPath)
        case call(IntrinsicCall)
        /// The literal template of `States.Format`: the texts between its slots, escapes resolved.
        case slots([String])
    }

    package init(function: IntrinsicFunction, arguments: [Argument], text: String) {
        self.function = function
        self.arguments = arguments
        self.text = text
    }
}

/// The 18 intrinsic functions, by the names that definitions use.
package enum IntrinsicFunction: String, Sendable, Equatable, CaseIterable {
    case array = "States.Array"
    case arrayPartition = "States.ArrayPartition"
    case arrayContains = "States.ArrayContains"
    case arrayRange = "States.ArrayRange"
    case arrayGetItem = "States.ArrayGetItem"
    case arrayLength = "States.ArrayLength"
    case arrayUnique = "States.ArrayUnique"
    case base64Encode = "States.Base64Encode"
    case base64Decode = "States.Base64Decode"
    case hash = "States.Hash"
    case jsonMerge = "States.JsonMerge"
    case stringToJSON = "States.StringToJson"
    case jsonToString = "States.JsonToString"
    case mathRandom = "States.MathRandom"
    case mathAdd = "States.MathAdd"
    case stringSplit = "States.StringSplit"
    case uuid = "States.UUID"
    case format = "States.Format"
}
