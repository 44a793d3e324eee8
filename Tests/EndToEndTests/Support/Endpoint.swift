import QuickstepJSON
import Testing

#if canImport(FoundationNetworking)
import Foundation
import FoundationNetworking
#else
import Foundation
#endif

/// The address of a process that serves, as a client sees it.
struct Endpoint: Sendable {
    let address: String

    /// Reads the address that a `serve` has told.
    init(said: String) throws {
        address = String(try #require(said.firstMatch(of: /http:\/\/127\.0\.0\.1:\d+/)?.output))
    }

    var port: Int { address.split(separator: ":").last.flatMap { Int($0) } ?? 0 }

    struct Answer: Sendable {
        let status: Int
        let type: String?
        let text: String

        var body: JSONValue { (try? JSONValue.parse(text)) ?? .null }
    }

    func get(_ path: String) async throws -> Answer {
        try await answer(URLRequest(url: try #require(URL(string: address + path))))
    }

    /// Calls an operation, such as `AmazonSQS.SendMessage`.
    func post(_ target: String, _ body: JSONValue) async throws -> Answer {
        var request = URLRequest(url: try #require(URL(string: address)))
        request.httpMethod = "POST"
        request.setValue(target, forHTTPHeaderField: "X-Amz-Target")
        request.httpBody = Data(body.compactBytes)
        return try await answer(request)
    }

    private func answer(_ request: URLRequest) async throws -> Answer {
        let (data, response) = try await URLSession.shared.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        return Answer(
            status: http.statusCode,
            type: http.value(forHTTPHeaderField: "Content-Type"),
            text: String(decoding: data, as: UTF8.self)
        )
    }

    /// The readings of the metrics, by name and labels.
    func metrics() async throws -> [String: Double] {
        let lines = try await get("/_quickstep/metrics").text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        return Dictionary(
            lines.compactMap { line in
                guard let space = line.lastIndex(of: " ") else { return nil }
                return Double(line[line.index(after: space)...]).map { (String(line[..<space]), $0) }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// How long anything is waited for: far longer than it takes, also on a machine that is busy.
    ///
    /// A number of questions instead would be over the sooner the faster the machine is.
    private static let patience = Duration.seconds(120)

    /// Waits until a metric has a reading.
    func wait(for metric: String, _ isThere: (Double) -> Bool) async throws {
        let deadline = ContinuousClock.now + Self.patience
        repeat {
            if let reading = try await metrics()[metric], isThere(reading) { return }
        } while ContinuousClock.now < deadline
        Issue.record("\(metric) never had the reading.")
    }

    /// Deploys a definition.
    ///
    /// Returns the state machine's ARN.
    func deploy(_ definition: String, name: String) async throws -> JSONValue {
        let made = try await post(
            "AWSStepFunctions.CreateStateMachine",
            [
                "name": .string(name), "definition": .string(definition),
                "roleArn": "arn:aws:iam::000000000000:role/r",
            ]
        )
        return try #require(made.body["stateMachineArn"], "\(made)")
    }

    /// Starts an execution.
    ///
    /// Returns its ARN.
    func start(_ machine: JSONValue) async throws -> JSONValue {
        let started = try await post("AWSStepFunctions.StartExecution", ["stateMachineArn": machine])
        return try #require(started.body["executionArn"], "\(started)")
    }

    /// How an execution stands when it has ended.
    func end(of execution: JSONValue) async throws -> JSONValue {
        let deadline = ContinuousClock.now + Self.patience
        repeat {
            let described = try await post("AWSStepFunctions.DescribeExecution", ["executionArn": execution])
            if described.body["status"] != "RUNNING" { return described.body }
        } while ContinuousClock.now < deadline
        Issue.record("\(execution) was still running after \(Self.patience).")
        return .null
    }
}
