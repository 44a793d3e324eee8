import QuickstepJSON

/// The matches of a pattern, or of a function that stands in for one.
struct Matches {
    /// One match.
    struct Match {
        let text: String
        let start: Double
        let end: Int
        let groups: [Value]
        /// The match as callbacks see it.
        let value: Value

        /// Where it begins, in units.
        var place: Int { Value.integer(self.start, in: 0...(1 << 40)) }
    }

    private enum State {
        case first(FunctionValue)
        case pattern(Matcher, after: Matcher.Match?)
        case literal([UInt16], from: Int)
        case following(FunctionValue)
        case done
    }

    /// The text that is searched.
    let units: [UInt16]

    private var state: State
    private let text: String
    private let functionName: String
    private let call: CallContext

    init(_ text: String, _ matcher: FunctionValue?, _ functionName: String, _ call: CallContext) {
        self.text = text
        self.units = UTF16Text.units(of: text)
        self.functionName = functionName
        self.call = call
        if let matcher, case .matcher(let pattern) = matcher.kind {
            self.state = .pattern(pattern, after: nil)
        } else {
            self.state = matcher.map { .first($0) } ?? .done
        }
    }

    /// The occurrences of a text.
    init(_ text: String, literal: String, _ call: CallContext) {
        self.text = text
        self.units = UTF16Text.units(of: text)
        self.functionName = "replace"
        self.call = call
        self.state = .literal(UTF16Text.units(of: literal), from: 0)
    }

    /// The next match, nil after the last.
    mutating func next() throws(JSONataError) -> Match? {
        try self.call.run.enter(1)
        switch self.state {
        case .done:
            return nil
        case .pattern(let matcher, let last):
            let found: Matcher.Match?
            if let last {
                found = try matcher.following(last, in: self.units, self.call.run)
            } else {
                found = try matcher.first(in: self.units, from: 0, self.call.run)
            }
            guard let found else {
                self.state = .done
                return nil
            }
            self.state = .pattern(matcher, after: found)
            return Self.match(found)
        case .literal(let part, let place):
            guard let found = self.place(of: part, from: place) else {
                self.state = .done
                return nil
            }
            self.state = .literal(part, from: found + part.count)
            let text = UTF16Text.text(of: part)
            return Self.match(Matcher.Match(text: text, start: found, end: found + part.count, groups: []))
        case .first(let function):
            return try self.taken(try self.call.run.call(function, [.string(self.text)], self.call.frame))
        case .following(let function):
            return try self.taken(try self.call.run.call(function, [], self.call.frame))
        }
    }

    private func place(of part: [UInt16], from start: Int) -> Int? {
        guard !part.isEmpty, start + part.count <= self.units.count else { return nil }
        return (start...(self.units.count - part.count)).first { self.units[$0...].starts(with: part) }
    }

    private static func match(_ found: Matcher.Match) -> Match {
        let groups: [Value] = found.groups.map { $0.map { .string($0) } ?? .nothing }
        let keys = ["match", "start", "end", "groups"]
        let values: [Value] = [
            .string(found.text), .number(Double(found.start)), .number(Double(found.end)),
            .array(ValueArray(groups)),
        ]
        return Match(
            text: found.text,
            start: Double(found.start),
            end: found.end,
            groups: groups,
            value: .object(ObjectValue(keys: keys, values: values))
        )
    }

    /// Reads what a user's function gives for a match.
    private mutating func taken(_ value: Value) throws(JSONataError) -> Match? {
        guard !value.isNothing else {
            self.state = .done
            return nil
        }
        let members = value.members
        let next = members?.value(forKey: "next") ?? .nothing
        let start = members?.value(forKey: "start") ?? .nothing
        let end = members?.value(forKey: "end") ?? .nothing
        let groups = members?.value(forKey: "groups") ?? .nothing
        let isMatch = start.symbol == .number || end.symbol == .number || groups.isArray || next.isFunction
        guard isMatch else { throw JSONataError("T1010", JSONataErrorDetails(token: self.functionName)) }
        if case .function(let function) = next { self.state = .following(function) } else { self.state = .done }
        var text = ""
        if case .string(let found)? = members?.value(forKey: "match") { text = found }
        var place = 0.0
        if case .number(let number) = start { place = number }
        var last = Value.integer(place, in: 0...(1 << 40)) + text.utf16.count
        if case .number(let number) = end { last = Value.integer(number, in: 0...(1 << 40)) }
        let found = groups.elements?.values ?? []
        return Match(text: text, start: place, end: last, groups: found, value: value)
    }
}

/// The text that stands in for a match, with `$1` and its like filled in.
enum Replacement {
    /// Fills in a replacement.
    static func text(_ replacement: String, for match: Matches.Match) -> String {
        guard replacement.utf8.contains(UInt8(ascii: "$")) else { return replacement }
        let letters = Array(replacement.unicodeScalars)
        var output = String.UnicodeScalarView()
        var place = 0
        while place < letters.count {
            guard letters[place] == "$" else {
                output.append(letters[place])
                place += 1
                continue
            }
            place += 1
            if place < letters.count, letters[place] == "$" {
                output.append("$")
                place += 1
            } else if place < letters.count, letters[place] == "0" {
                output += match.text.unicodeScalars
                place += 1
            } else if let (group, digits) = self.group(letters[place...], of: match.groups.count) {
                if group >= 1, group <= match.groups.count, case .string(let text) = match.groups[group - 1] {
                    output += text.unicodeScalars
                }
                place += digits
            } else {
                output.append("$")
            }
        }
        return String(output)
    }

    /// The number of a group, with as many digits as there can be, or one fewer where there is no such group.
    private static func group(_ rest: ArraySlice<Unicode.Scalar>, of count: Int) -> (group: Int, digits: Int)? {
        let digitsMax = count == 0 ? 1 : count.description.utf8.count
        let digits = rest.prefix(digitsMax).prefix { ("0"..."9").contains($0) }
        guard !digits.isEmpty else { return nil }
        func number(_ digits: ArraySlice<Unicode.Scalar>) -> Int {
            digits.reduce(0) { $0 * 10 + Int($1.value - 0x30) }
        }
        var group = number(digits)
        if digitsMax > 1, group > count { group = number(digits.prefix(digitsMax - 1)) }
        return (group, group.description.utf8.count)
    }
}
