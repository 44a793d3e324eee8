import QuickstepJSON

extension DecodingSession {
    mutating func retriers(of node: Node) -> [Retrier] {
        guard let retry = node.member("Retry") else { return [] }
        guard let entries = retry.elements else {
            refuseType(of: retry, field: "Retry", expected: "an array")
            return []
        }
        warnOfDeadNames(in: entries, list: "Retry", of: node)
        return entries.enumerated().compactMap { index, entry in
            retrier(of: entry, isLast: index == entries.count - 1)
        }
    }

    private mutating func retrier(of node: Node, isLast: Bool) -> Retrier? {
        guard node.value.objectValue != nil else {
            refuseType(of: node, field: "Retry", expected: "an array of objects")
            return nil
        }
        refuseUnknownFields(of: node, known: FieldTable.retrier)
        let errors = errorEquals(of: node, isLast: isLast, list: "Retry")
        _ = text("Comment", of: node)
        let interval = integer("IntervalSeconds", of: node, in: 1...DecodingLimits.secondsMax) ?? 1
        let maxDelay = integer("MaxDelaySeconds", of: node, in: 1...(DecodingLimits.retryDelaySecondsLimit - 1))
        if let maxDelay, maxDelay <= interval {
            refuse(
                "MaxDelaySeconds must be greater than IntervalSeconds",
                at: node.path + [.key("MaxDelaySeconds")],
                hint: "IntervalSeconds is \(interval)."
            )
        }
        return Retrier(
            errorEquals: errors,
            intervalSeconds: interval,
            maxAttempts: integer("MaxAttempts", of: node, in: 0...DecodingLimits.secondsMax) ?? 3,
            backoffRate: backoffRate(of: node) ?? 2,
            maxDelaySeconds: maxDelay,
            jitter: jitter(of: node) ?? .none
        )
    }

    private mutating func backoffRate(of node: Node) -> Double? {
        guard let member = node.member("BackoffRate") else { return nil }
        guard let rate = member.value.doubleValue else {
            refuseType(of: member, field: "BackoffRate", expected: "a number")
            return nil
        }
        guard rate >= 1, rate.isFinite else {
            refuse("Minimum value is 1.0", at: member.path)
            return nil
        }
        return rate
    }

    private mutating func jitter(of node: Node) -> Retrier.Jitter? {
        text("JitterStrategy", of: node, among: ["NONE", "FULL"]).flatMap(Retrier.Jitter.init(rawValue:))
    }

    /// The names that a retrier or a catcher handles.
    mutating func errorEquals(of node: Node, isLast: Bool, list: String) -> [String] {
        guard node.member("ErrorEquals") != nil else {
            require(["ErrorEquals"], of: node)
            return []
        }
        guard let elements = nonEmptyArray("ErrorEquals", of: node) else { return [] }
        var names: [String] = []
        for element in elements {
            guard let name = element.value.stringValue else {
                refuseType(of: element, field: "ErrorEquals", expected: "an array of strings")
                continue
            }
            names.append(name)
        }
        checkWildcard(in: names, of: node, isLast: isLast, list: list)
        return names
    }

    private mutating func checkWildcard(in names: [String], of node: Node, isLast: Bool, list: String) {
        guard names.contains(ErrorName.all) else { return }
        let path = node.path + [.key("ErrorEquals")]
        if names.count > 1 {
            refuse("States.ALL must appear alone", at: path, hint: "It matches every name beside it already.")
        }
        if !isLast {
            refuse(
                "States.ALL must be the last element in \(list)",
                at: path,
                hint: "What comes after it would never be tried."
            )
        }
    }
}
