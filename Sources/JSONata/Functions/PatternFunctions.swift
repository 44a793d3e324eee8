import QuickstepJSON

/// Functions that search and replace by texts or patterns.
enum PatternFunctions {
    static let all: [NativeFunction] = [
        NativeFunction("contains", "<s-(sf):b>", arity: 2) { (arguments, call) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            if let part = arguments.text(1) { return .bool(TextSearch.firstRange(of: part, in: text) != nil) }
            guard let pattern = arguments.function(1) else { return .nothing }
            var matches = Matches(text, pattern, "contains", call)
            return .bool(try matches.next() != nil)
        },
        NativeFunction("match", "<s-f<s:o>n?:a<o>>", arity: 3) { (arguments, call) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            let limit = try Self.limit(arguments, 2, "D3040", index: 3)
            var matches = Matches(text, arguments.function(1), "match", call)
            var results: [Value] = []
            while Double(results.count) < limit, let match = try matches.next() {
                let keys = ["match", "index", "groups"]
                let groups = Value.array(ValueArray(match.groups))
                let values = [.string(match.text), .number(match.start), groups]
                results.append(.object(ObjectValue(keys: keys, values: values)))
                try call.run.allocate(8 + match.groups.count)
            }
            return .array(ValueArray(results, traits: .sequence))
        },
        NativeFunction("split", "<s-(sf)n?:a<s>>", arity: 3) { (arguments, call) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            let limit = try Self.limit(arguments, 2, "D3020", index: 3)
            if let separator = arguments.text(1) {
                return .array(ValueArray(try Self.split(text, by: separator, limit, call.run).map { .string($0) }))
            }
            guard let pattern = arguments.function(1) else { return .nothing }
            return .array(ValueArray(try Self.split(text, by: pattern, limit, call).map { .string($0) }))
        },
        NativeFunction("replace", "<s-(sf)(sf)n?:s>", arity: 4) { (arguments, call) throws(JSONataError) in
            guard let text = arguments.text(0) else { return .nothing }
            if let pattern = arguments.text(1), pattern.isEmpty {
                throw JSONataError("D3010", JSONataErrorDetails(value: .string(pattern), index: 2))
            }
            let limit = try Self.limit(arguments, 3, "D3011", index: 4)
            if arguments.argument(1).isNothing || arguments.argument(2).isNothing { return .nothing }
            return .string(try Self.replaced(text, arguments, limit, call))
        },
    ]

    /// How many matches are wanted; without end where that is not said.
    private static func limit(
        _ arguments: [Value],
        _ place: Int,
        _ code: String,
        index: Int
    ) throws(JSONataError) -> Double {
        guard let limit = arguments.number(place) else { return .infinity }
        guard limit >= 0 else {
            throw JSONataError(code, JSONataErrorDetails(value: JSONValue(javaScript: limit), index: index))
        }
        return limit
    }

    // MARK: Splitting

    private static func split(
        _ text: String,
        by separator: String,
        _ limit: Double,
        _ run: Evaluation
    ) throws(JSONataError) -> [String] {
        let limit = Value.integer(limit, in: 0...Int(UInt32.max))
        var parts: [String] = []
        if separator.isEmpty {
            let units = UTF16Text.units(of: text)
            try run.allocate(units.count)
            return units.prefix(limit).map { UTF16Text.text(of: [$0]) }
        }
        var start = text.startIndex
        while parts.count < limit, let found = TextSearch.firstRange(of: separator, in: text, from: start) {
            parts.append(String(text[start..<found.lowerBound]))
            start = found.upperBound
            try run.allocate(1)
            try run.enter(1)
        }
        if parts.count < limit { parts.append(String(text[start...])) }
        try run.allocate(text: text.utf8.count)
        return parts
    }

    private static func split(
        _ text: String,
        by separator: FunctionValue?,
        _ limit: Double,
        _ call: CallContext
    ) throws(JSONataError) -> [String] {
        guard limit > 0 else { return [] }
        var matches = Matches(text, separator, "split", call)
        let units = matches.units
        var parts: [String] = []
        var start = 0
        while Double(parts.count) < limit, let match = try matches.next() {
            parts.append(units.text(from: start, to: match.place))
            start = match.end
            try call.run.allocate(1)
        }
        if Double(parts.count) < limit { parts.append(units.text(from: start, to: units.count)) }
        try call.run.allocate(text: text.utf8.count)
        return parts
    }

    // MARK: Replacing

    private static func replaced(
        _ text: String,
        _ arguments: [Value],
        _ limit: Double,
        _ call: CallContext
    ) throws(JSONataError) -> String {
        if let pattern = arguments.text(1), let replacement = arguments.text(2) {
            return try self.replaced(text, pattern, replacement, limit, call.run)
        }
        var matches: Matches
        if let pattern = arguments.text(1) {
            matches = Matches(text, literal: pattern, call)
        } else {
            matches = Matches(text, arguments.function(1), "replace", call)
        }
        let units = matches.units
        var output = ""
        var place = 0
        var count = 0.0
        while count < limit, let match = try matches.next() {
            output += units.text(from: place, to: match.place)
            if let replacement = arguments.text(2) {
                output += Replacement.text(replacement, for: match)
            } else if let function = arguments.function(2) {
                let replacement = try call.run.call(function, [match.value], call.frame)
                guard case .string(let text) = replacement else {
                    throw JSONataError("D3012", JSONataErrorDetails(value: replacement.jsonForError))
                }
                output += text
            }
            place = match.place + match.text.utf16.count
            count += 1
            try call.run.allocate(text: output.utf8.count / 16)
        }
        output += units.text(from: place, to: units.count)
        try call.run.allocate(text: output.utf8.count)
        return output
    }

    private static func replaced(
        _ text: String,
        _ pattern: String,
        _ replacement: String,
        _ limit: Double,
        _ run: Evaluation
    ) throws(JSONataError) -> String {
        var output = ""
        var start = text.startIndex
        var count = 0.0
        while count < limit, let found = TextSearch.firstRange(of: pattern, in: text, from: start) {
            output += text[start..<found.lowerBound]
            output += replacement
            start = found.upperBound
            count += 1
            try run.allocate(text: replacement.utf8.count)
            try run.enter(1)
        }
        output += text[start...]
        try run.allocate(text: output.utf8.count)
        return output
    }
}

extension [UInt16] {
    /// The text between two places; nothing where they do not follow one another.
    func text(from start: Int, to end: Int) -> String {
        let start = start.clamped(to: 0...self.count)
        let end = end.clamped(to: 0...self.count)
        return start < end ? UTF16Text.text(of: self[start..<end]) : ""
    }
}
