package import QuickstepJSON

extension JSONPath {
    /// Gives the document with another value where a reference path leads: the rules of `ResultPath`.
    ///
    /// Missing members on the way become objects. An index must be that of an existing element, and nothing can be put into
    /// a value that is neither object nor array.
    package func replacing(in document: JSONValue, with value: JSONValue) -> Result<JSONValue, JSONPathMiss> {
        guard self.isReference else {
            return .failure(JSONPathMiss(detail: "'\(self.text)' is not a Reference Path", reason: .wrongType))
        }
        let steps = self.sequence.steps
        if steps.count >= JSONPathLimits.documentDepthMax
            || value.exceedsDepth(JSONPathLimits.documentDepthMax - steps.count)
        {
            let detail = "The document would be nested deeper than \(JSONPathLimits.documentDepthMax) levels"
            return .failure(JSONPathMiss(detail: detail, reason: .limit))
        }
        // Down to the first step that is not there yet …
        var parents: [JSONValue] = []
        var node: JSONValue? = document
        for step in steps {
            guard let parent = node else { break }
            switch (step, parent) {
            case (.child(let name), .object(let object)):
                node = object[name]
            case (.index(let index), .array(let elements)):
                guard let position = index.position(among: elements.count) else {
                    return .failure(JSONPath.refusal(step, parent, reason: .indexOutOfRange))
                }
                node = elements[position]
            default:
                return .failure(JSONPath.refusal(step, parent, reason: .wrongType))
            }
            parents.append(parent)
        }
        // … and up again, making what is missing.
        var result = value
        for (position, step) in steps.enumerated().reversed() {
            let parent = position < parents.count ? parents[position] : .object(JSONObject())
            switch (step, parent) {
            case (.child(let name), .object(var object)):
                object[name] = result
                result = .object(object)
            case (.index(let index), .array(var elements)):
                guard let place = index.position(among: elements.count) else {
                    return .failure(JSONPath.refusal(step, parent, reason: .indexOutOfRange))
                }
                elements[place] = result
                result = .array(elements)
            default:
                return .failure(JSONPath.refusal(step, parent, reason: .wrongType))
            }
        }
        return .success(result)
    }

    private static func refusal(_ step: Step, _ parent: JSONValue, reason: JSONPathMiss.Reason) -> JSONPathMiss {
        let name =
            switch step {
            case .child(let name): name
            case .index(let index): String(index)
            case .children, .indices, .slice, .wildcard, .scan, .filter, .function: step.fragment
            }
        return JSONPathMiss(detail: "Unable to apply step \"\(name)\" to input \(parent.compactText)", reason: reason)
    }
}

extension Int {
    /// The position that an index means among a number of elements, negative ones counted from the end; nil outside.
    func position(among count: Int) -> Int? {
        let position = self < 0 ? count + self : self
        return position >= 0 && position < count ? position : nil
    }
}
