import QuickstepJSON

extension StepSequence {
    /// What to say of a step that could not be taken from a value: Jayway's texts, as the service repeats them.
    func miss(at position: Int, _ value: JSONValue) -> JSONPathMiss {
        let step = self.steps[position]
        switch (step, value) {
        case (.child, .object):
            let detail =
                position == self.steps.count - 1
                ? "No results for path: $\(self.fragments(from: 0))"
                : "Missing property in path $\(self.fragments(before: position + 1))"
            return JSONPathMiss(detail: detail, reason: .missingMember)
        case (.child, _), (.children, _):
            let detail = "Property \(step.fragment) not found in path $\(self.fragments(before: position))"
            return JSONPathMiss(detail: detail, reason: .missingMember)
        case (.index, .array):
            return JSONPathMiss(detail: "No results for path: $\(self.fragments(from: 0))", reason: .indexOutOfRange)
        case (.index, .null):
            return JSONPathMiss(detail: "The path $\(self.fragments(before: position)) is null", reason: .wrongType)
        case (.filter, _):
            let detail =
                "Filter: \(self.fragments(from: position)) can not be applied to primitives. "
                + "Current context is: \(value.compactText)"
            return JSONPathMiss(detail: detail, reason: .wrongType)
        case (.index, _), (.indices, _), (.slice, _), (.wildcard, _), (.scan, _), (.function, _):
            let detail =
                "Filter: \(self.fragments(from: position)) can only be applied to arrays. "
                + "Current context is: \(value.compactText)"
            return JSONPathMiss(detail: detail, reason: .wrongType)
        }
    }
}
