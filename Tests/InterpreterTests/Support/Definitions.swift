/// Small definitions that several tests use.
enum Definitions {
    /// A machine of the given states, which begins at the first name.
    static func machine(_ startAt: String, _ states: String, _ more: String = "") -> String {
        "{\"StartAt\": \"\(startAt)\", \(more) \"States\": {\(states)}}"
    }

    /// What `lambda:invoke` must be given.
    static let functionParameters = #""Parameters": {"FunctionName": "f"}"#

    /// A Task that calls the function `work` and ends its level.
    static func task(_ name: String, _ more: String = "", next: String? = nil, resource: String = "work") -> String {
        let transition = next.map { "\"Next\": \"\($0)\"" } ?? "\"End\": true"
        return
            "\"\(name)\": {\"Type\": \"Task\", \"Resource\": \"\(resource)\", \(more.isEmpty ? "" : more + ",") \(transition)}"
    }

    static func pass(_ name: String, _ more: String = "", next: String? = nil) -> String {
        let transition = next.map { "\"Next\": \"\($0)\"" } ?? "\"End\": true"
        return "\"\(name)\": {\"Type\": \"Pass\", \(more.isEmpty ? "" : more + ",") \(transition)}"
    }

    static func wait(_ name: String, _ fields: String, next: String? = nil) -> String {
        let transition = next.map { "\"Next\": \"\($0)\"" } ?? "\"End\": true"
        return "\"\(name)\": {\"Type\": \"Wait\", \(fields), \(transition)}"
    }

    static func parallel(_ name: String, _ branches: [String], _ more: String = "", next: String? = nil) -> String {
        let transition = next.map { "\"Next\": \"\($0)\"" } ?? "\"End\": true"
        let list = branches.joined(separator: ", ")
        return
            "\"\(name)\": {\"Type\": \"Parallel\", \"Branches\": [\(list)], \(more.isEmpty ? "" : more + ",") \(transition)}"
    }

    static func map(_ name: String, _ processor: String, _ more: String = "", next: String? = nil) -> String {
        let transition = next.map { "\"Next\": \"\($0)\"" } ?? "\"End\": true"
        return
            "\"\(name)\": {\"Type\": \"Map\", \"ItemProcessor\": \(processor), \(more.isEmpty ? "" : more + ",") \(transition)}"
    }
}
