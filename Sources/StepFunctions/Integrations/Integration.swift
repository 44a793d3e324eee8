import QuickstepJSON
import QuickstepPrimitives
import QuickstepServiceKit
import QuickstepStatesLanguage

/// One integration, `arn:aws:states:::<service>:<action>`: how a Task's parameters become a request at the door, and how the
/// answer becomes the Task's result.
///
/// Sources: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html and
/// https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
struct Integration: Sendable {
    let neighbour: Neighbour
    /// Whether it is the generic form, `aws-sdk:<service>:<action>`.
    let isSDK: Bool
    let action: String

    /// The operation in the API's own spelling.
    var operation: String { action.prefix(1).uppercased() + action.dropFirst() }

    /// Whether it calls a function, which is work for a handler rather than a call at the door.
    var callsFunction: Bool { neighbour.door == "lambda" && action == "invoke" }

    /// The integration of a service and an action without a suffix, where the stock runtime has it.
    static func named(service: String, action: String) -> Integration? {
        guard DecodingOptions.standardIntegrations.contains("\(service):\(action)"),
            let (neighbour, isSDK) = Neighbour.named(service)
        else { return nil }
        return Integration(neighbour: neighbour, isSDK: isSDK, action: action)
    }
}

// MARK: Parameters

extension Integration {
    /// The operation's input.
    ///
    /// A parameter that is null is one that was not given. An optimised integration drops what it does not know.
    func input(from parameters: JSONValue) -> JSONObject {
        var input: JSONObject = [:]
        let known = isSDK ? nil : neighbour.optimizedParameters[action]
        for (name, value) in parameters.objectValue ?? [:] where !value.isNull && known?.contains(name) != false {
            let isText = neighbour.textParameters.contains(name) && value.stringValue == nil
            if isText || neighbour.jsonParameters.contains(name) {
                input[spelled(name)] = .string(value.compactText)
            } else {
                input[spelled(name)] = neighbour.isCamelCase ? camelCased(value) : value
            }
        }
        return input
    }

    private func spelled(_ name: String) -> String {
        neighbour.isCamelCase ? name.prefix(1).lowercased() + name.dropFirst() : name
    }

    private func camelCased(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members): .object(JSONObject(members.map { (spelled($0.key), camelCased($0.value)) }))
        case .array(let elements): .array(elements.map(camelCased))
        case .null, .bool, .number, .string: value
        }
    }
}

// MARK: Answers

extension Integration {
    /// The Task's result: the answer with its members in PascalCase and in alphabetical order, and in an optimised integration with
    /// the metadata that the SDK adds.
    func result(from output: JSONObject, _ call: SDKCall) -> JSONValue {
        var result = shaped(output)
        guard !isSDK, neighbour.showsMetadata else { return .object(result) }
        result["SdkHttpMetadata"] = call.httpMetadata(of: self, output)
        result["SdkResponseMetadata"] = call.responseMetadata
        return .object(Self.sorted(result))
    }

    private func shaped(_ members: JSONObject) -> JSONObject {
        let shaped = members.map { name, value -> (String, JSONValue) in
            let shown = neighbour.isCamelCase ? name.prefix(1).uppercased() + name.dropFirst() : name
            if neighbour.times.contains(name) { return (shown, time(value)) }
            return (shown, neighbour.maps.contains(name) ? value : self.shaped(value))
        }
        return Self.sorted(JSONObject(shaped))
    }

    private func shaped(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let members): .object(shaped(members))
        case .array(let elements): .array(elements.map { shaped($0) })
        case .null, .bool, .number, .string: value
        }
    }

    /// A time: milliseconds in an optimised integration, else text as the SDK's clock writes it.
    private func time(_ value: JSONValue) -> JSONValue {
        guard let seconds = value.doubleValue else {
            // S3 knows whole seconds only.
            return value.stringValue.map { .string($0.prefix(19) + "Z") } ?? value
        }
        guard let milliseconds = Int64(exactly: (seconds * 1000).rounded()) else { return value }
        guard isSDK else { return .number(JSONNumber(milliseconds)) }
        return .string(Timestamp(milliseconds: milliseconds).iso8601.replacing(".000Z", with: "Z"))
    }

    static func sorted(_ members: JSONObject) -> JSONObject {
        JSONObject(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }
}

// MARK: Errors

extension Integration {
    /// The Task's error, in the words of that generation of the SDK which the integration uses.
    func failure(from error: ServiceError, _ call: SDKCall) -> (error: String, cause: String) {
        isSDK ? sdkFailure(from: error, call) : optimizedFailure(from: error, call)
    }

    private func optimizedFailure(from error: ServiceError, _ call: SDKCall) -> (error: String, cause: String) {
        let exception = neighbour.exception(ofCode: error.code) ?? neighbour.optimizedException
        let details =
            "Service: \(neighbour.optimizedName); Status Code: \(error.httpStatus); Error Code: \(error.code); "
            + "Request ID: \(call.requestID); Proxy: null"
        return ("\(neighbour.optimizedClass).\(exception)", "\(error.message) (\(details))")
    }

    private func sdkFailure(from error: ServiceError, _ call: SDKCall) -> (error: String, cause: String) {
        let exception = neighbour.exception(ofCode: error.code) ?? "\(neighbour.sdkClass)Exception"
        var details = "Service: \(neighbour.sdkClass), Status Code: \(error.httpStatus), Request ID: \(call.requestID)"
        if neighbour.door == "s3" { details += ", Extended Request ID: \(call.extendedRequestID)" }
        let attempts = neighbour.countsAttempts ? " (SDK Attempt Count: 1)" : ""
        return ("\(neighbour.sdkClass).\(exception)", "\(error.message) (\(details))\(attempts)")
    }
}
