import QuickstepJSON
import QuickstepServiceKit

@testable import QuickstepRuntime

/// What a case needs and the project does not have yet.
enum MissingFeature {
    private static let services: Set<String> = Set(ServiceCatalog.entries.map(\.name)).union([
        "activity", "credentials",
    ])

    /// What is known to be missing before the case is run.
    static func known(of recorded: ConformanceCase) -> String? {
        // The last record tells how the execution ended, but nothing of what the function did.
        if recorded.kind == .executionLog, recorded.services.contains("lambda"), recorded.json["setup"] == nil {
            return "execution logs"
        }
        // That a log group is gone, only a service of logs can know.
        let message = recorded.expected["error"]?["message"]?.stringValue
        if message?.contains("Log Destination not found") == true { return "service logs" }
        if !recorded.isJSONPath { return "JSONata" }
        guard !recorded.runsAlone else { return nil }
        return recorded.services.first { !services.contains($0) }.map { "service \($0)" }
    }

    /// What is missing, as the project itself said when it refused something.
    static func told(by error: ServiceError) -> String? {
        told(by: error.message)
    }

    static func told(by message: String) -> String? {
        for opening in ["Quickstep does not support ", "Quickstep does not run ", "Quickstep has no "] {
            guard let range = message.firstRange(of: opening) else { continue }
            let rest = message[range.upperBound...]
            let end = [" at /", " (", "; ", ". ", "',", ",", "\n"].compactMap { rest.firstRange(of: $0)?.lowerBound }
                .min()
            var feature = rest[..<(end ?? rest.endIndex)]
            for ending in [".", " yet", "'"] where feature.hasSuffix(ending) {
                feature = feature.dropLast(ending.count)
            }
            for article in ["the ", "an ", "a "] where feature.hasPrefix(article) {
                feature = feature.dropFirst(article.count)
            }
            return feature.hasSuffix("JSONata") ? "JSONata" : String(feature)
        }
        return message.contains("FIFO topics are not supported yet") ? "FIFO topics" : nil
    }
}
