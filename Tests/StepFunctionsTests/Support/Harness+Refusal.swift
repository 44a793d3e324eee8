import QuickstepJSON
import QuickstepServiceKit

extension Harness {
    /// The error that an operation answers with, as `code: message`; `nil` where it succeeds.
    func refusal(_ operation: String, _ parameters: JSONObject) async -> String? {
        do throws(ServiceError) {
            _ = try await call(operation, parameters)
            return nil
        } catch {
            return error.description
        }
    }

    /// The texts of one member of each entry of a list.
    func listed(
        _ operation: String,
        _ parameters: JSONObject,
        _ list: String,
        _ member: String
    ) async throws -> [String] {
        let output = try await call(operation, parameters)
        return output[list]?.arrayValue?.compactMap { $0[member]?.stringValue } ?? []
    }

    /// Every page of a list, joined.
    func pages(
        _ operation: String,
        _ parameters: JSONObject,
        _ list: String,
        _ member: String
    ) async throws -> [[String]] {
        var parameters = parameters
        var pages: [[String]] = []
        while true {
            let output = try await call(operation, parameters)
            pages.append(output[list]?.arrayValue?.compactMap { $0[member]?.stringValue } ?? [])
            guard let token = output["nextToken"] else { return pages }
            parameters["nextToken"] = token
        }
    }
}

extension Definitions {
    static let pass = #"{"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#

    /// A machine that differs from others by its comment alone.
    static func pass(_ comment: String) -> String {
        #"{"Comment": "\#(comment)", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#
    }
}

/// The beginning of every ARN of the service in these tests.
let arnPrefix = "arn:aws:states:us-east-1:000000000000:"
